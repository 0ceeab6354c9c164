import { Readable } from 'node:stream';
import {
  BedrockRuntimeClient,
  ConverseStreamCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  decodeEventStream,
  decodeEvents,
  encodeEvent,
  encodeEvents,
  fromChunk,
  type StreamEvent,
  toChunk,
} from '../../src/testing/event-stream.js';
import { startServer } from '../../src/testing/start-server.js';

const modelId = 'anthropic.claude-3-haiku-20240307-v1:0';
const credentials = { accessKeyId: 'x', secretAccessKey: 'x' };

/** A real client whose replies are these bytes. */
function clientOf(bytes: Uint8Array): BedrockRuntimeClient {
  const headers = { 'content-type': 'application/vnd.amazon.eventstream' };
  const handle = async () => ({ response: { statusCode: 200, headers, body: Readable.from([bytes]) } });
  return new BedrockRuntimeClient({ region: 'us-east-1', credentials, requestHandler: { handle } });
}

const converse = new ConverseStreamCommand({ modelId, messages: [{ role: 'user', content: [{ text: '?' }] }] });

const said: StreamEvent<'ConverseStream'>[] = [
  { messageStart: { role: 'assistant' } },
  { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Grüße' } } },
  { contentBlockStop: { contentBlockIndex: 0 } },
  { messageStop: { stopReason: 'end_turn' } },
  { metadata: { usage: { inputTokens: 1, outputTokens: 2, totalTokens: 3 }, metrics: { latencyMs: 4 } } },
];

describe('encoding', () => {
  it('makes the bytes that the real client reads as these events', async () => {
    const received = [];
    const { stream = [] } = await clientOf(encodeEvents('ConverseStream', said)).send(converse);
    for await (const event of stream) received.push(event);
    expect(received).toEqual(said);
  });

  it('makes an exception that the real client throws', async () => {
    const bytes = encodeEvents('ConverseStream', [said[0]!, { throttlingException: { message: 'Too fast.' } }]);
    const { stream = [] } = await clientOf(bytes).send(converse);
    await expect(async () => {
      for await (const _ of stream);
    }).rejects.toMatchObject({ name: 'ThrottlingException', message: 'Too fast.' });
  });

  it('carries native events in chunks', async () => {
    const native = { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hi' } };
    const bytes = encodeEvent('InvokeModelWithResponseStream', toChunk(native));
    const command = new InvokeModelWithResponseStreamCommand({ modelId, body: '{}' });
    const received = [];
    const { body = [] } = await clientOf(bytes).send(command);
    for await (const { chunk } of body) if (chunk) received.push(fromChunk({ chunk }));
    expect(received).toEqual([native]);
  });

  it('refuses in one sentence what is no event', () => {
    const encode =
      (...events: object[]) =>
      () =>
        encodeEvents('ConverseStream', events as typeof said);
    expect(encode({ chunk: {} })).toThrow('an event of ConverseStream has one member, of messageStart');
    expect(encode({})).toThrow('not none');
    expect(encode({ throttlingException: { message: '' } }, said[0]!)).toThrow(
      'nothing comes after throttlingException',
    );
    expect(() => encodeEvent('Converse' as 'ConverseStream', said[0]!)).toThrow(
      '"Converse" is no operation that streams',
    );
  });
});

describe('decoding', () => {
  it('reads what was encoded, however the bytes are cut, padded or not', async () => {
    for (const padding of [true, false]) {
      const bytes = encodeEvents('ConverseStream', said, { padding });
      const cut = Readable.from([bytes.subarray(0, 7), bytes.subarray(7, 100), bytes.subarray(100)]);
      expect(await decodeEvents('ConverseStream', bytes)).toEqual(said);
      expect(await decodeEvents('ConverseStream', cut)).toEqual(said);
    }
  });

  it('reads a stream of a server as it arrives', async () => {
    const bedrock = await startServer();
    onTestFinished(() => bedrock.close());
    await bedrock.fixtures.add({ reply: { text: 'Paris.' } });
    await bedrock.faults.add({
      fault: 'stream-error',
      name: 'ModelStreamErrorException',
      message: 'No.',
      afterEvents: 2,
    });
    const answer = await fetch(`${bedrock.url}/model/${modelId}/converse-stream`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(converse.input),
    });
    const events = [];
    for await (const event of decodeEventStream('ConverseStream', answer.body!)) events.push(event);
    expect(events).toEqual([
      said[0],
      { contentBlockDelta: { contentBlockIndex: 0, delta: { text: expect.any(String) } } },
      { modelStreamErrorException: expect.objectContaining({ message: 'No.' }) },
    ]);
  });

  it('gives an event that no schema knows as the SDK does', async () => {
    const frame = Buffer.from(encodeEvent('InvokeModelWithResponseStream', toChunk({ a: 1 }), { padding: false }));
    const bytes = encodeEvent('ConverseStream', said[2]!);
    expect(await decodeEvents('ConverseStream', frame)).toEqual([
      { $unknown: ['chunk', { bytes: Buffer.from('{"a":1}').toString('base64') }] },
    ]);
    await expect(decodeEvents('ConverseStream', bytes.subarray(0, 20))).rejects.toThrow('ends inside a frame');
    bytes[bytes.length - 1]! ^= 1;
    await expect(decodeEvents('ConverseStream', bytes)).rejects.toThrow(/checksum/);
  });
});
