import { BedrockRuntimeClient, ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { expect, test } from 'bedrock-local/vitest';

const modelId = 'amazon.nova-lite-v1:0';

/** Four tests at once, each with a fixture, a fault, a clock and a journal that no other test may see. */
export function testTogether(file, files) {
  test.for([0, 1, 2, 3])(`file ${file}, test %i, sees its own state alone`, async (index, { bedrock }) => {
    const text = `file ${file} of ${files}, test ${index}`;
    const day = new Date(Date.UTC(2030, 0, 1 + file, index)).toISOString();
    await bedrock.clock.freeze(day);
    await bedrock.fixtures.add({ reply: { text } });
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException', times: 1 });
    const client = bedrock.client(BedrockRuntimeClient);
    for (let call = 0; call < 3; call++) {
      const messages = [{ role: 'user', content: [{ text: `${text}, call ${call}` }] }];
      const { output } = await client.send(new ConverseCommand({ modelId, messages }));
      expect(output.message.content[0].text).toBe(text);
    }
    const entries = await bedrock.journal.entries();
    expect(entries.map(({ status }) => status)).toEqual([429, 200, 200, 200]);
    expect(new Set(entries.map(({ startedAt }) => startedAt))).toEqual(new Set([day]));
    expect(JSON.stringify(entries.map(({ input }) => input)).split(text)).toHaveLength(5);
    expect([(await bedrock.fixtures.list()).length, (await bedrock.faults.list()).length]).toEqual([1, 1]);
  });
}
