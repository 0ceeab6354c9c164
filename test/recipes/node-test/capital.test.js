import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { startServer } from 'bedrock-local';
import { capitalOf } from './capital.js';

let bedrock;
before(async () => {
  bedrock = await startServer();
});
after(() => bedrock.close());

test('asks the model, and gets through though it is throttled', async (context) => {
  const own = bedrock.namespace('throttled');
  const client = new BedrockRuntimeClient(own.clientOptions);
  context.after(() => client.destroy());
  await own.fixtures.add({ match: { prompt: 'France' }, reply: { text: 'Paris.' } });
  await own.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });

  assert.equal(await capitalOf(client, 'France'), 'Paris.');

  const [call] = await own.journal.calls();
  assert.deepEqual(
    call.attempts.map(({ status }) => status),
    [429, 200],
  );
  assert.deepEqual(await own.journal.unmatched(), []);
});
