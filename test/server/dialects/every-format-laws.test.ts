import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { importedModel } from '../../../src/server/dialects/imported-model.js';
import { dialects } from '../../../src/server/dialects/index.js';
import { createEmulator } from '../../../src/server/emulator.js';
import { generateConversation } from '../../../src/server/generation/conversation.js';
import type { FoldedTurn } from '../../../src/server/inference/conversation.js';
import { foldTurn } from '../../../src/server/inference/fold.js';
import { toDialectModel } from '../../../src/server/rules/shared/to-dialect-model.js';
import { defaultSettings } from '../../../src/server/settings.js';
import { chunksIn, emulate, jsonIn } from '../../support/emulate.js';
import { nativeBody, type TextFamily } from '../../support/text-families.js';
import { conversations, importedBodies } from './every-format/conversations.js';
import { answerIn, families } from './every-format/families.js';
import { others } from './every-format/others.js';
import { modelNamed, placeOf } from './every-format/place.js';
import { contextOf } from './shared/use-dialect.js';

const emulator = createEmulator();

async function invoke(family: TextFamily, body: object) {
  const { id, region } = placeOf(modelNamed(family.model))!;
  const path = `/model/${encodeURIComponent(id)}/invoke`;
  const unary = await emulate(emulator, path, body, region);
  if (unary.status !== 200) throw new Error(unary.bytes.toString());
  const streamed = family.chunk && (await emulate(emulator, `${path}-with-response-stream`, body, region));
  const { headers } = unary;
  return {
    reply: jsonIn(unary.bytes),
    input: Number(headers['x-amzn-bedrock-input-token-count']),
    output: Number(headers['x-amzn-bedrock-output-token-count']),
    chunks: streamed && chunksIn(streamed.bytes),
  };
}

const rows = families.map((family) => [family.name, family] as const);
const coldest = (family: TextFamily) => family.coldest ?? 0;

describe('of every text family', () => {
  it.each(rows)('%s: the chunks are the reply, and count the same', async (_, family) => {
    for (const temperature of [coldest(family), 0.9]) {
      const { reply, input, output, chunks } = await invoke(
        family,
        nativeBody(family, 'Why is the sea salt?', { temperature, maxTokens: 300 }),
      );
      if (family.tokens) expect(family.tokens(reply)).toBe(output);
      if (!chunks) continue;
      expect(chunks.map((chunk) => family.chunk!(chunk)).join('')).toBe(family.texts(reply)[0]);
      expect(chunks.at(-1)['amazon-bedrock-invocationMetrics']).toMatchObject({
        inputTokenCount: input,
        outputTokenCount: output,
      });
    }
  });

  it.each(rows)('%s: no more tokens than were allowed, and the reason says so', async (_, family) => {
    for (const maxTokens of [1, 2, 7, 16, 500]) {
      const { reply, output } = await invoke(family, nativeBody(family, 'Why is the sea salt?', { maxTokens }));
      expect(output).toBeLessThanOrEqual(maxTokens);
      expect(family.reason(reply) === family.reasons.maxTokens).toBe(maxTokens < 500);
    }
  });

  const stopping = rows.filter(([, { spelling }]) => spelling.stopSequences !== undefined);
  it.each(stopping)('%s: no stop sequence in the text', async (_, family) => {
    for (const stop of ['bedrock-local', ' is', 'e', '.']) {
      const own = { maxTokens: 300, stopSequences: [stop, 'no such words'] };
      const { reply, chunks } = await invoke(family, nativeBody(family, 'Why is the sea salt?', own));
      for (const text of family.texts(reply)) expect(answerIn(text)).not.toContain(stop);
      expect(answerIn(chunks?.map((chunk) => family.chunk!(chunk)).join('') ?? '')).not.toContain(stop);
      if (family.reasons.stopSequence) expect(family.reason(reply)).toBe(family.reasons.stopSequence);
    }
  });
});

describe('an imported model', () => {
  const model = { id: 'arn:aws:bedrock:us-east-1:123456789012:imported-model/a1b2c3d4e5f6' };
  const textOf = (choice: { text?: string; message?: { content: string }; delta?: { content?: string } }) =>
    choice.text ?? choice.message?.content ?? choice.delta?.content ?? '';
  // biome-ignore lint/suspicious/noExplicitAny: three forms.
  const textsOf = (reply: any): string[] => (reply.choices ? reply.choices.map(textOf) : [reply.generation]);

  it.each(Object.entries(importedBodies))('asked for a %s: the chunks are the reply', (_, body) => {
    const conversation = importedModel.read(body, model, false);
    const generated = { seed: 7, startedAt: 0, monotonic: () => 1, format: 'imported-model' };
    const { turns } = generateConversation(conversation, generated);
    const folded = turns.map((turn) => foldTurn(turn) as FoldedTurn);
    const texts = textsOf(importedModel.write(folded, conversation, contextOf(body, model)));
    const write = importedModel.stream!(conversation, contextOf(body, model));
    const streamed = turns.map((turn, index) =>
      [...(turn as Iterable<never>)].flatMap((event) => write(event, index).flatMap(textsOf)).join(''),
    );
    expect(streamed).toEqual(texts);
    for (const { usage } of folded) expect(usage.outputTokens).toBeLessThanOrEqual(20);
  });
});

/** The paths of every value within a body. */
function pathsOf(value: Json, path: string[] = []): string[][] {
  const inner = value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return [...(path.length > 0 ? [path] : []), ...inner.flatMap(([key, part]) => pathsOf(part, [...path, key]))];
}

function replaceAt(value: Json, [key, ...rest]: string[], by: Json): Json {
  if (key === undefined) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...(value as JsonObject) }) as JsonObject;
  copy[key] = replaceAt(copy[key]!, rest, by);
  return copy;
}

describe('a body is read or refused, whatever stands in it', () => {
  const known = Object.entries({ ...conversations, ...others }).map(([format, { model, body }]) => {
    return [format, dialects[format]!, toDialectModel(modelNamed(model), defaultSettings), body(model)] as const;
  });
  const imported = Object.values(importedBodies).map(
    (body) => ['imported-model', importedModel, { id: 'imported' }, body] as const,
  );
  const value = fc.oneof(
    fc.constantFrom<Json>(null, 0, -1, '', 'x', true, [], {}, [null], [{}], { toString: null }),
    fc.jsonValue() as fc.Arbitrary<Json>,
  );

  it.each([...known, ...imported])('%s', (_, dialect, model, body) => {
    const read = (given: JsonObject) =>
      dialect.kind === 'video' ? dialect.checkAsync(given, model) : dialect.read(given, model, false);
    fc.assert(
      fc.property(fc.constantFrom(...pathsOf(body)), value, (path, by) => {
        try {
          read(replaceAt(body, path, by) as JsonObject);
        } catch (error) {
          expect(error).toMatchObject({ name: 'ValidationException' });
        }
      }),
      { numRuns: 150 },
    );
  });
});
