import { ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { inConflict, notFound, type Output, refused, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const haiku = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';
const sonnet = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0';
const easy = 'Who are you?';
const hard = 'word '.repeat(60);

const create = async (input: Output = {}) =>
  String(
    (
      await plane.call('CreatePromptRouter', {
        promptRouterName: 'mine',
        models: [{ modelArn: haiku }, { modelArn: sonnet }],
        fallbackModel: { modelArn: sonnet },
        routingCriteria: { responseQualityDifference: 10 },
        ...input,
      })
    ).promptRouterArn,
  );

const ask = (modelId: string, text: string) => ({
  modelId,
  messages: [{ role: 'user' as const, content: [{ text }] }],
});

async function chosenBy(modelId: string, text: string): Promise<string | undefined> {
  const { trace } = await plane.runtime.send(new ConverseCommand(ask(modelId, text)));
  return trace?.promptRouter?.invokedModelId;
}

async function chosenInStream(modelId: string, text: string): Promise<string | undefined> {
  const { stream } = await plane.runtime.send(new ConverseStreamCommand(ask(modelId, text)));
  let chosen: string | undefined;
  for await (const { metadata } of stream ?? []) chosen = metadata?.trace?.promptRouter?.invokedModelId ?? chosen;
  return chosen;
}

describe('a prompt router', () => {
  it('sends what is easy to the other model, what is hard to the fallback, and says so', async () => {
    const router = await create();
    expect(router).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:prompt-router\/[a-z0-9]{12}$/);
    for (const choose of [chosenBy, chosenInStream]) {
      expect(await choose(router, easy)).toBe(haiku);
      expect(await choose(router, hard)).toBe(sonnet);
    }
  });

  it('sends more to the other model, the more of a difference in quality is allowed', async () => {
    const tolerant = await create({ routingCriteria: { responseQualityDifference: 50 } });
    expect(await chosenBy(tolerant, hard)).toBe(haiku);
  });

  it('leaves no trace in an answer that it was not asked for', async () => {
    expect(await chosenBy('anthropic.claude-3-haiku-20240307-v1:0', easy)).toBeUndefined();
  });

  it('may choose an application inference profile, which then stays', async () => {
    const profile = { inferenceProfileName: 'team', modelSource: { copyFrom: haiku } };
    const { inferenceProfileArn } = await plane.call('CreateInferenceProfile', profile);
    const promptRouterArn = await create({ models: [{ modelArn: inferenceProfileArn }] });
    expect(await chosenBy(promptRouterArn, easy)).toBe(inferenceProfileArn);
    const remove = () => plane.call('DeleteInferenceProfile', { inferenceProfileIdentifier: inferenceProfileArn });
    await expect(remove()).rejects.toThrow(inConflict);
    await plane.call('DeletePromptRouter', { promptRouterArn });
    await remove();
  });

  it('is refused with a model that nobody has', async () => {
    await expect(create({ models: [{ modelArn: haiku.replace('haiku', 'senryu') }] })).rejects.toThrow(
      refused('ValidationException', 'The provided model identifier is invalid.'),
    );
  });
});

describe('the default prompt routers', () => {
  const claude = 'arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1';

  it('are there from the start, and stay', async () => {
    const { promptRouterSummaries } = await plane.call('ListPromptRouters', { type: 'default' });
    expect(promptRouterSummaries).toHaveLength(3);
    expect(await plane.call('GetPromptRouter', { promptRouterArn: claude })).toMatchObject({
      promptRouterArn: claude,
      type: 'default',
      status: 'AVAILABLE',
    });
    await expect(plane.call('DeletePromptRouter', { promptRouterArn: claude })).rejects.toThrow(
      refused('ValidationException'),
    );
    await expect(
      plane.callFrom('eu-west-1')('GetPromptRouter', { promptRouterArn: claude.replace('us-east-1', 'eu-west-1') }),
    ).rejects.toThrow(notFound);
  });

  it('answer', async () => {
    const { promptRouterSummaries } = await plane.call('ListPromptRouters', { type: 'default' });
    for (const { promptRouterArn, models } of promptRouterSummaries as {
      promptRouterArn: string;
      models: { modelArn: string }[];
    }[])
      expect(await chosenBy(promptRouterArn, easy)).toBe(models[0]?.modelArn);
  });
});
