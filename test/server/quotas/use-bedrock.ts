/** A server whose time stands still, a client that tries once, and what tests of quotas ask of both. */
import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { beforeAll, beforeEach } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient } from '../../support/clients.js';

export const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
export const sonnet4 = 'us.anthropic.claude-sonnet-4-20250514-v1:0';
export const MINUTE = 60_000;
/** Of a poll, on a machine that has much to do. */
export const patience = { timeout: 10_000 };

export const tooManyRequests = 'ThrottlingException: Too many requests, please wait before trying again.';
export const tooManyTokens = 'ThrottlingException: Too many tokens, please wait before trying again.';

export const converse = (modelId: string, maxTokens?: number) =>
  new ConverseCommand({
    modelId,
    messages: [{ role: 'user', content: [{ text: 'Hello' }] }],
    ...(maxTokens !== undefined && { inferenceConfig: { maxTokens } }),
  });

export const outcome = (sent: Promise<unknown>) =>
  sent.then(
    () => 'passed',
    (thrown: Error) => `${thrown.name}: ${thrown.message}`,
  );

/** Call it at the top of a test file. */
export function useBedrock() {
  const used = {} as { bedrock: StartedServer; client: ReturnType<typeof createRuntimeClient> };
  beforeAll(async () => {
    used.bedrock = await startServer();
    used.client = createRuntimeClient(used.bedrock.url, 'h2', { maxAttempts: 1 });
    return async () => {
      used.client.destroy();
      await used.bedrock.close();
    };
  });
  beforeEach(async () => {
    await used.bedrock.reset();
    await used.bedrock.clock.freeze('2030-01-01T00:00:00Z');
  });
  return {
    get bedrock() {
      return used.bedrock;
    },
    get client() {
      return used.client;
    },
    /** A reply whose usage is known, so that the arithmetic can be written down. */
    replyWith: (inputTokens: number, outputTokens: number) =>
      used.bedrock.fixtures.add({ reply: { text: 'Hi.', usage: { inputTokens, outputTokens } } }),
    /** What the server counts as the input of `converse`. */
    async inputTokens(modelId: string): Promise<number> {
      const { usage } = await used.client.send(converse(modelId, 10));
      return usage!.inputTokens!;
    },
    usedOf: async (quota: string, model?: string) =>
      (await used.bedrock.quotas.usage()).find((use) => use.quota === quota && (model ?? use.model) === use.model),
  };
}
