import { expect, it } from 'vitest';
import { createEmulator } from '../../src/server/emulator.js';
import { readRecord } from '../../src/server/journal.js';
import { bufferedBody } from '../../src/server/waist.js';

const claude = 'anthropic.claude-3-haiku-20240307-v1:0';
const text = 'Why is the sky blue?';
const converse = { messages: [{ role: 'user', content: [{ text }] }], inferenceConfig: { maxTokens: 20 } };
const native = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 20,
  messages: [{ role: 'user', content: text }],
};

/** The entry of one call, once its reply has been read. */
async function entryOf(action: string, body: object, headers: Record<string, string> = {}) {
  const { handle, namespaces } = createEmulator();
  const namespace = namespaces.default;
  const reply = await handle({
    method: 'POST',
    url: `/model/${claude}/${action}`,
    headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
    body: bufferedBody(Buffer.from(JSON.stringify(body))),
    signal: () => new AbortController().signal,
    protocol: 'http/1.1',
    secure: false,
  });
  if (typeof reply.body !== 'string') for (const _ of reply.body as Iterable<Uint8Array>);
  const [record] = namespace.journal;
  return readRecord(record!);
}

it('keeps input and output in the words of the SDK, with members that no schema knows', async () => {
  expect(await entryOf('converse', converse)).toMatchObject({
    operation: 'Converse',
    model: claude,
    input: { modelId: claude, ...converse },
    output: { stopReason: 'max_tokens', usage: { outputTokens: 20, serverToolUsage: {} } },
    status: 200,
    completed: true,
  });
});

it('keeps the events of a stream without their padding, blobs as bytes', async () => {
  const { events = [] } = await entryOf('converse-stream', converse);
  expect(events[0]).toEqual({ messageStart: { role: 'assistant' } });
  expect(events[1]).toEqual({ contentBlockDelta: { contentBlockIndex: 0, delta: { text: expect.any(String) } } });
  const chunks = (await entryOf('invoke-with-response-stream', native)).events as { chunk: { bytes: Uint8Array } }[];
  expect(JSON.parse(Buffer.from(chunks[0]!.chunk.bytes).toString())).toMatchObject({ type: 'message_start' });
});

it('keeps the native body of InvokeModel, going and coming', async () => {
  const { input, output } = await entryOf('invoke', native);
  expect(JSON.parse(Buffer.from((input as { body: Uint8Array }).body).toString())).toEqual(native);
  expect(JSON.parse((output as { body: string }).body)).toMatchObject({ type: 'message', stop_reason: 'max_tokens' });
});

it('keeps the exception and the input that was refused', async () => {
  const messages = [{ role: 'robot', content: [{ text }] }];
  expect(await entryOf('converse', { messages })).toMatchObject({
    input: { messages },
    exception: 'ValidationException',
  });
});

it('keeps that a secret was there, not the secret', async () => {
  const authorization =
    'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20250101/us-east-1/bedrock/aws4_request, Signature=abc';
  const entry = await entryOf('converse', converse, { authorization, 'amz-sdk-request': 'attempt=2; max=3' });
  expect(entry).toMatchObject({
    caller: { kind: 'sigv4', accessKeyId: 'AKIDEXAMPLE' },
    request: { headers: { authorization: 'AWS4-HMAC-SHA256 REDACTED' } },
    attempt: 2,
  });
});
