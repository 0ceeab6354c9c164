import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeEvents, encodeEvents } from 'bedrock-local/event-stream';

test('writes what Bedrock would send, and reads it', async () => {
  const events = [
    { messageStart: { role: 'assistant' } },
    { contentBlockDelta: { contentBlockIndex: 0, delta: { text: 'Par' } } },
    { throttlingException: { message: 'Too many requests, please wait before trying again.' } },
  ];
  const bytes = encodeEvents('ConverseStream', events);
  assert.deepEqual(await decodeEvents('ConverseStream', bytes), events);
});
