/** Whatever is asked, in whatever words: an answer in bounded time, and never a failure of ours. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { foundationModels } from '../../src/fixtures/foundation-models.js';
import { type Operation, operations } from '../../src/server/smithy/operation.js';
import { sampleShape } from '../../src/server/smithy/sample.js';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { nativeBody, textFamilies } from '../support/text-families.js';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

const textModel = 'anthropic.claude-3-haiku-20240307-v1:0';
const labels = fc.oneof(
  fc.constantFrom(textModel, 'amazon.nova-lite-v1:0', 'us.amazon.nova-lite-v1:0', 'abcdefghijkl', '1', 'DRAFT'),
  fc.constant('arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0'),
  fc.string({ minLength: 1, maxLength: 30 }),
);

/** JSON with what is dear to nobody: odd keys, odd numbers, odd texts. */
const oddJson = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<Json>('', -1, 0, 1e308, 0.1, null, [], {}, true, '\u0000', '\ud800', 'a'.repeat(5000)),
  fc.constantFrom<Json>({ constructor: 1 }, { toString: null }, { length: -1 }, [[[[]]]]),
) as fc.Arbitrary<Json>;

/** A sample of the operation's input as a client would send it: blobs in base64, times in seconds. */
function sampleBody(operation: Operation): Json {
  const sample = sampleShape(operation.service, operation.input, undefined, { seed: 3, now: 0, full: true });
  const toWire = (value: unknown): Json => {
    if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
    if (value instanceof Date) return value.getTime() / 1000;
    if (Array.isArray(value)) return value.map(toWire);
    if (value === null || typeof value !== 'object') return value as Json;
    const entries = Object.entries(value).filter(
      ([, item]) => item !== undefined && !(Symbol.asyncIterator in Object(item)),
    );
    return Object.fromEntries(entries.map(([key, item]) => [key, toWire(item)]));
  };
  return toWire(sample);
}

/** Puts `odd` in the place of the `place`th part of `json`, counted from the whole. */
function replacePart(json: Json, place: number, odd: Json): Json {
  let left = place % countParts(json);
  const walk = (value: Json): Json => {
    if (left-- === 0) return odd;
    if (Array.isArray(value)) return value.map(walk);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item)]));
  };
  return walk(json);
}

function countParts(json: Json): number {
  const parts = json !== null && typeof json === 'object' ? Object.values(json) : [];
  return parts.reduce<number>((sum, part) => sum + countParts(part), 1);
}

async function expectNoFailure(method: string, path: string, body: Json | undefined): Promise<void> {
  const response = await fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method !== 'GET' && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(5000),
  });
  const bytes = Buffer.from(await response.arrayBuffer()).toString('latin1');
  const [entry] = await server.journal.entries();
  await server.journal.clear();
  expect(response.status, `${entry?.operation}: ${response.headers.get('x-bedrock-local-hint')}`).toBeLessThan(500);
  expect(bytes).not.toContain('internalServerException');
  if (response.status >= 400) expect(response.headers.get('x-amzn-errortype')).toMatch(/^\w+Exception:http/);
}

const call = fc.record({
  name: fc.constantFrom(...operations.map(({ name }) => name)),
  label: labels,
  query: fc.oneof({ weight: 2, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.webQueryParameters() }),
  place: fc.nat(1000),
  odd: oddJson,
  whole: fc.boolean(),
});

it('any operation, with a body that is odd in one place or altogether', async () => {
  const bodies = new Map(operations.map((operation) => [operation.name, sampleBody(operation)]));
  await fc.assert(
    fc.asyncProperty(call, async ({ name, label, query, place, odd, whole }) => {
      const operation = operations.find((one) => one.name === name)!;
      const path = operation.path.replace(/\{[^}]+\}/g, () => encodeURIComponent(label));
      const body = whole ? odd : replacePart(bodies.get(name)!, place, odd);
      await expectNoFailure(operation.method, query ? `${path}?${query}` : path, body);
    }),
    { numRuns: 600 },
  );
});

const picture = { text_prompts: [{ text: 'A lighthouse', weight: 1 }], width: 640, height: 1536, seed: 1 };
const task = {
  taskType: 'TEXT_IMAGE',
  textToImageParams: { text: 'A' },
  imageGenerationConfig: { width: 320, height: 704 },
};
const tool = {
  name: 'weather',
  description: 'd',
  input_schema: { type: 'object', properties: { city: { type: 'string' } } },
};
const blocks = [
  { type: 'text', text: 'Hi' },
  { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aGk=' } },
];

/** Native bodies that are good, of every family. */
const natives = [
  ...textFamilies.map((family) => {
    const parameters = { maxTokens: 20, temperature: 0.5, topP: 0.9, stopSequences: ['x'] };
    return [family.model, nativeBody(family, 'Hello', parameters)];
  }),
  [
    textModel,
    {
      anthropic_version: 'bedrock-2023-05-31',
      max_tokens: 9,
      tools: [tool],
      messages: [{ role: 'user', content: blocks }],
    },
  ],
  ['stability.stable-diffusion-xl-v1', picture],
  ['amazon.titan-image-generator-v1', task],
  ['amazon.nova-canvas-v1:0', task],
  ['amazon.titan-embed-text-v2:0', { inputText: 'Hello', dimensions: 256, normalize: true }],
  [
    'amazon.titan-embed-image-v1',
    { inputText: 'Hello', inputImage: 'aGk=', embeddingConfig: { outputEmbeddingLength: 256 } },
  ],
  ['cohere.embed-english-v3', { texts: ['Hello', 'Bye'], input_type: 'search_query', truncate: 'END' }],
] as [string, Json][];

it('any native body that is odd in one place', async () => {
  const invocation = fc.record({
    native: fc.constantFrom(...natives),
    place: fc.nat(60),
    odd: oddJson,
    streamed: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(invocation, async ({ native: [model, body], place, odd, streamed }) => {
      const path = `/model/${encodeURIComponent(model)}/invoke${streamed ? '-with-response-stream' : ''}`;
      await expectNoFailure('POST', path, replacePart(body, place, odd));
    }),
    { numRuns: 600 },
  );
});

it('any body to any model', async () => {
  const models = [...new Map(foundationModels().map(({ format, modelId }) => [format, modelId])).values()];
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...models), oddJson, async (model, body) => {
      await expectNoFailure('POST', `/model/${encodeURIComponent(model)}/invoke`, body);
    }),
    { numRuns: 150 },
  );
});
