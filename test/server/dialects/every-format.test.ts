import { describe, expect, it } from 'vitest';
import { foundationModels } from '../../../src/fixtures/foundation-models.js';
import type { Json, JsonObject } from '../../../src/server/dialects/dialect.js';
import { dialects } from '../../../src/server/dialects/index.js';
import { createEmulator, type Emulator } from '../../../src/server/emulator.js';
import { toDialectModel } from '../../../src/server/rules/shared/to-dialect-model.js';
import { defaultSettings } from '../../../src/server/settings.js';
import { breakBody } from '../../support/break-body.js';
import { chunksIn, type Emulated, emulate, jsonIn } from '../../support/emulate.js';
import { conversations } from './every-format/conversations.js';
import type { FormatRow } from './every-format/format-row.js';
import { others } from './every-format/others.js';
import { modelNamed, placeOf } from './every-format/place.js';

const rows: Record<string, FormatRow> = { ...conversations, ...others };
const formats = Object.entries(rows).map(([format, row]) => ({ format, ...row, dialect: dialects[format]! }));

/** Formats of the catalogue without a dialect, and why. */
const without: Record<string, string> = {
  'amazon-nova-sonic': 'speaks in events, through InvokeModelWithBidirectionalStream alone',
};

const emulator = createEmulator();
const path = (id: string, operation: string) => `/model/${encodeURIComponent(id)}/${operation}`;

/** Asks a model for what its format is for: InvokeModel, or StartAsyncInvoke where it has nothing else. */
function ask(modelId: string, body: Json, ask = emulator): Promise<Emulated> {
  const { id, region } = placeOf(modelNamed(modelId))!;
  if (dialects[modelNamed(modelId).format]?.kind !== 'video') return emulate(ask, path(id, 'invoke'), body, region);
  const outputDataConfig = { s3OutputDataConfig: { s3Uri: 's3://bucket/' } };
  return emulate(ask, '/async-invoke', { modelId: id, modelInput: body, outputDataConfig }, region);
}

const withoutLatency = (text: string) =>
  text.replaceAll(/"(?:invocationLatency|firstByteLatency|requestDurationMillis)":\d+/g, '');

describe('the catalogue', () => {
  it('names no format without a dialect, save those that have a reason', () => {
    const named = new Set(foundationModels().map(({ format }) => format));
    expect([...named].filter((format) => !dialects[format]).toSorted()).toEqual(Object.keys(without).toSorted());
  });

  it('has models of every dialect, and of each there is a body here; imported models are the callers’ own', () => {
    const known = Object.keys(dialects).filter((format) => format !== 'imported-model');
    expect(Object.keys(rows).toSorted()).toEqual(known.toSorted());
  });

  const models = foundationModels().filter((model) => placeOf(model) && !without[model.format]);
  it.each(formats)('has models of $format, which take its body, all of them', async ({ format, body }) => {
    const own = models.filter((model) => model.format === format);
    expect(own.length).toBeGreaterThan(0);
    for (const { modelId } of own) {
      const { status, bytes } = await ask(modelId, body(modelId));
      expect([status, modelId, status === 200 ? '' : bytes.toString()]).toEqual([200, modelId, '']);
    }
  });
});

describe('every format', () => {
  it.each(formats)(
    '$format: each thing that its schema says is held',
    async ({ model, body, broken = {}, dialect }) => {
      const valid = body(model);
      const schema = dialect.schema?.(toDialectModel(modelNamed(model), defaultSettings));
      const bodies: [string, Json][] = [
        ...(schema ? breakBody(schema, valid) : []),
        ...Object.entries(broken).map(([what, members]): [string, Json] => [what, replace(valid, members)]),
      ];
      expect(bodies.length).toBeGreaterThan(2);
      for (const [what, given] of bodies) {
        const { status, headers, bytes } = await ask(model, given);
        const { message } = jsonIn(bytes);
        expect([what, status, headers['x-amzn-errortype']?.split(':')[0]]).toEqual([what, 400, 'ValidationException']);
        expect([what, message]).toEqual([what, expect.stringMatching(/\w/)]);
      }
    },
  );

  it.each(formats)('$format: streams, or says that it does not', async ({ model, body, dialect }) => {
    const { id, region } = placeOf(modelNamed(model))!;
    const reply = await emulate(emulator, path(id, 'invoke-with-response-stream'), body(model), region);
    if (dialect.kind !== 'conversation' || !dialect.stream) {
      expect([reply.status, jsonIn(reply.bytes).message]).toEqual([400, 'The model is unsupported for streaming.']);
      return;
    }
    expect([reply.status, reply.headers['x-amzn-bedrock-content-type']]).toEqual([200, 'application/json']);
    const chunks = chunksIn(reply.bytes);
    const metrics = chunks.map((chunk) => chunk['amazon-bedrock-invocationMetrics'] !== undefined);
    expect(metrics).toEqual(chunks.map((_, index) => index === chunks.length - 1));
  });

  it.each(formats)('$format: has the headers of its kind', async ({ model, body, dialect }) => {
    const { headers } = await ask(model, body(model));
    const own = Object.keys(headers).filter((name) => /^x-amzn-bedrock-(?!cache)/.test(name));
    const [latency, input, output] = ['invocation-latency', 'input-token-count', 'output-token-count'];
    const names = {
      conversation: [input, output, latency],
      embedding: [input, latency],
      image: [latency],
      ranking: [latency],
      video: [],
    };
    expect(own.toSorted()).toEqual(names[dialect.kind].map((name) => `x-amzn-bedrock-${name}`).toSorted());
  });

  it.each(formats)(
    '$format: the same request has the same bytes from the same seed',
    async ({ model, body, dialect }) => {
      // Each invocation has an id of its own; what it makes is tested with it.
      if (dialect.kind === 'video') return;
      const again = createEmulator();
      const comparable = ({ bytes }: Emulated) => withoutId(withoutLatency(bytes.toString('latin1')));
      expect(comparable(await ask(model, body(model), again))).toBe(comparable(await ask(model, body(model))));
      if (dialect.kind !== 'conversation' || !dialect.stream) return;
      const { id, region } = placeOf(modelNamed(model))!;
      const stream = (from: Emulator) => emulate(from, path(id, 'invoke-with-response-stream'), body(model), region);
      const chunks = async (from: Emulator) =>
        withoutId(withoutLatency(JSON.stringify(chunksIn((await stream(from)).bytes))));
      expect(await chunks(again)).toBe(await chunks(emulator));
    },
  );
});

/** Some families tell the id of the request, and the time. */
function withoutId(text: string): string {
  return text
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, '')
    .replaceAll(/"created":\d+/g, '');
}

function replace(body: JsonObject, members: Record<string, Json | undefined>): JsonObject {
  const entries = Object.entries({ ...body, ...members }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as JsonObject;
}
