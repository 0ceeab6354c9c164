/** Uses a dialect as InvokeModel does, with ids that stay the same. */
import { expect } from 'vitest';
import type {
  ConversationDialect,
  Dialect,
  DialectModel,
  EmbeddingDialect,
  ImageDialect,
  Json,
  JsonObject,
  WriteContext,
} from '../../../../src/server/dialects/dialect.js';
import type { FoldedTurn } from '../../../../src/server/inference/conversation.js';
import { unfoldTurn } from '../../../../src/server/inference/unfold.js';

export const requestId = '11111111-1111-4111-8111-111111111111';

export function contextOf(body: JsonObject, model: DialectModel): WriteContext {
  let ids = 0;
  return {
    model,
    body,
    requestId,
    uuid: () => `00000000-0000-4000-8000-${String(++ids).padStart(12, '0')}`,
    token: (length) => 'A'.repeat(length),
    epochSeconds: 1_700_000_000,
  };
}

/** What stands between AWS's frame words, or the whole message where it has none; `undefined` where the body is accepted. */
export function refusalOf(dialect: Dialect, body: Json, model: DialectModel): string | undefined {
  return wordsOf(() => dialect.read(body as JsonObject, model, false));
}

/** The same of StartAsyncInvoke's model input. */
export function asyncRefusalOf(dialect: Dialect, modelInput: Json, model: DialectModel): string | undefined {
  return wordsOf(() => dialect.checkAsync!(modelInput as JsonObject, model));
}

function wordsOf(read: () => unknown): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    expect((error as Error).name).toBe('ValidationException');
    const { message } = error as Error;
    const framed = /^Malformed input request: (.*), (?:please )?reformat your input and try again\.$/s;
    return framed.exec(message)?.[1] ?? message;
  }
}

export function turnOf(text: string, more: Partial<FoldedTurn> = {}): FoldedTurn {
  const usage = { inputTokens: 7, outputTokens: 3, totalTokens: 10 };
  return { content: [{ text }], stopReason: 'end_turn', usage, latencyMs: 5, ...more };
}

export function answerOf(dialect: ConversationDialect, body: JsonObject, turns: FoldedTurn[], model: DialectModel) {
  return dialect.write(turns, dialect.read(body, model, false), contextOf(body, model));
}

export function chunksOf(dialect: ConversationDialect, body: JsonObject, turns: FoldedTurn[], model: DialectModel) {
  const write = dialect.stream!(dialect.read(body, model, true), contextOf(body, model));
  return turns.flatMap((turn, index) => [...unfoldTurn(turn)].flatMap((event) => write(event, index)));
}

export function embeddingOf(dialect: EmbeddingDialect, body: JsonObject, vectors: number[][], model: DialectModel) {
  const output = { kind: 'embedding', vectors, inputTokens: 4, latencyMs: 5 } as const;
  return dialect.write(output, dialect.read(body, model, false), contextOf(body, model));
}

export function imagesOf(dialect: ImageDialect, body: JsonObject, images: Uint8Array[], model: DialectModel) {
  const output = { kind: 'image', images, seeds: images.map((_, index) => 40 + index), latencyMs: 5 } as const;
  return dialect.write(output, dialect.read(body, model, false), contextOf(body, model));
}

/** The head of a PNG file: enough to know its size. */
export function pngOf(width: number, height: number): string {
  const bytes = Buffer.alloc(33);
  Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]).copy(bytes);
  bytes.write('IHDR', 12);
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes.toString('base64');
}
