import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEmulator } from '../../src/server/emulator.js';
import { emulate, jsonIn } from '../support/emulate.js';

const model = '/model/anthropic.claude-3-5-haiku-20241022-v1:0';
const region = 'us-west-2';

const text = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' }).map((value) => `a${value}`);
const turn = (role: 'user' | 'assistant') =>
  fc
    .array(text, { minLength: 1, maxLength: 3 })
    .map((texts) => ({ role, content: texts.map((value) => ({ text: value })) }));
const tool = fc.record({ name: fc.stringMatching(/^[a-z]{1,12}$/), description: text }).map((spec) => ({
  toolSpec: { ...spec, inputSchema: { json: { type: 'object', properties: { city: { type: 'string' } } } } },
}));
const conversation = fc.record(
  {
    messages: fc
      .tuple(fc.array(fc.tuple(turn('user'), turn('assistant')), { maxLength: 3 }), turn('user'))
      .map(([pairs, last]) => [...pairs.flat(), last]),
    system: fc.array(
      text.map((value) => ({ text: value })),
      { minLength: 1, maxLength: 2 },
    ),
    toolConfig: fc
      .uniqueArray(tool, { minLength: 1, maxLength: 2, selector: ({ toolSpec }) => toolSpec.name })
      .map((tools) => ({ tools })),
  },
  { requiredKeys: ['messages'] },
);

it('CountTokens equals the usage of Converse, whatever the conversation', async () => {
  const emulator = createEmulator();
  await fc.assert(
    fc.asyncProperty(conversation, async (converse) => {
      const counted = await emulate(emulator, `${model}/count-tokens`, { input: { converse } }, region);
      const answered = await emulate(
        emulator,
        `${model}/converse`,
        { ...converse, inferenceConfig: { maxTokens: 1 } },
        region,
      );
      expect([counted.status, answered.status]).toEqual([200, 200]);
      expect(jsonIn(counted.bytes).inputTokens).toBe(jsonIn(answered.bytes).usage.inputTokens);
    }),
    { numRuns: 1000 },
  );
});
