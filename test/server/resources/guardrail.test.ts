import {
  type BedrockClient,
  CreateGuardrailCommand,
  type CreateGuardrailCommandInput,
  CreateGuardrailVersionCommand,
  DeleteGuardrailCommand,
  GetGuardrailCommand,
  ListGuardrailsCommand,
  ListTagsForResourceCommand,
  UpdateGuardrailCommand,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';

let server: StartedServer;
let bedrock: BedrockClient;

beforeAll(async () => {
  server = await startServer();
  bedrock = createControlPlaneClient(server.url);
});
afterAll(() => server.close());
beforeEach(() => server.reset());

const messages = { blockedInputMessaging: 'Not this.', blockedOutputsMessaging: 'Nor that.' };
const words = { wordPolicyConfig: { wordsConfig: [{ text: 'tomato' }] } };

const create = (input: Partial<CreateGuardrailCommandInput> = {}) =>
  bedrock.send(new CreateGuardrailCommand({ name: 'greengrocer', ...messages, ...words, ...input }));
const version = (guardrailIdentifier: string, clientRequestToken?: string) =>
  bedrock.send(new CreateGuardrailVersionCommand({ guardrailIdentifier, clientRequestToken }));
const get = (guardrailIdentifier: string, guardrailVersion?: string) =>
  bedrock.send(new GetGuardrailCommand({ guardrailIdentifier, guardrailVersion }));

const refusal = (name: string, message?: string | RegExp) =>
  expect.objectContaining({ name, ...(message !== undefined && { message: expect.stringMatching(message) }) });

describe('a guardrail', () => {
  it('is a DRAFT that is READY after a moment', async () => {
    await server.clock.freeze('2026-03-02T00:00:00Z');
    const { guardrailId = '', guardrailArn, ...rest } = await create({ description: 'No fruit.' });
    expect(guardrailId).toMatch(/^[a-z0-9]{12}$/);
    expect(guardrailArn).toBe(`arn:aws:bedrock:us-east-1:123456789012:guardrail/${guardrailId}`);
    expect(rest).toMatchObject({ version: 'DRAFT', createdAt: new Date(Date.UTC(2026, 2, 2)) });
    expect((await get(guardrailId)).status).toBe('CREATING');
    await server.clock.advance(90);
    expect(await get(String(guardrailArn))).toMatchObject({
      name: 'greengrocer',
      description: 'No fruit.',
      guardrailId,
      version: 'DRAFT',
      status: 'READY',
      wordPolicy: { words: [{ text: 'tomato' }] },
      statusReasons: [],
      failureRecommendations: [],
      ...messages,
    });
  });

  it('gives every policy back', async () => {
    const { guardrailId = '' } = await create({
      topicPolicyConfig: { topicsConfig: [{ name: 'Weather', definition: 'Rain and sun.', type: 'DENY' }] },
      contentPolicyConfig: { filtersConfig: [{ type: 'HATE', inputStrength: 'HIGH', outputStrength: 'LOW' }] },
      sensitiveInformationPolicyConfig: { piiEntitiesConfig: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
      contextualGroundingPolicyConfig: { filtersConfig: [{ type: 'GROUNDING', threshold: 0.5 }] },
      crossRegionConfig: { guardrailProfileIdentifier: 'us.guardrail.v1:0' },
    });
    expect(await get(guardrailId)).toMatchObject({
      topicPolicy: { topics: [{ name: 'Weather' }], tier: { tierName: 'CLASSIC' } },
      contentPolicy: { filters: [{ type: 'HATE', outputStrength: 'LOW' }], tier: { tierName: 'CLASSIC' } },
      sensitiveInformationPolicy: { piiEntities: [{ type: 'EMAIL', action: 'ANONYMIZE' }] },
      contextualGroundingPolicy: { filters: [{ type: 'GROUNDING', threshold: 0.5 }] },
      crossRegionDetails: {
        guardrailProfileArn: 'arn:aws:bedrock:us-east-1:123456789012:guardrail-profile/us.guardrail.v1:0',
      },
    });
  });

  it('takes tags, and a name only once', async () => {
    const { guardrailArn, guardrailId = '' } = await create({ tags: [{ key: 'team', value: 'safety' }] });
    const { tags } = await bedrock.send(new ListTagsForResourceCommand({ resourceARN: guardrailArn }));
    expect(tags).toEqual([{ key: 'team', value: 'safety' }]);
    await expect(create()).rejects.toEqual(refusal('ConflictException'));
    await bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: guardrailId }));
    await create();
  });

  it('is the same for the same token', async () => {
    const first = await create({ clientRequestToken: 'once' });
    expect((await create({ clientRequestToken: 'once' })).guardrailId).toBe(first.guardrailId);
    await expect(create({ clientRequestToken: 'once', name: 'other' })).rejects.toEqual(refusal('ConflictException'));
  });

  it.each<[string, Partial<CreateGuardrailCommandInput>, RegExp]>([
    ['no policy', { wordPolicyConfig: undefined }, /at least one policy/],
    [
      'prompt attacks in the output',
      {
        contentPolicyConfig: {
          filtersConfig: [{ type: 'PROMPT_ATTACK', inputStrength: 'LOW', outputStrength: 'LOW' }],
        },
      },
      /must be NONE/,
    ],
    [
      'a pattern that means nothing',
      { sensitiveInformationPolicyConfig: { regexesConfig: [{ name: 'x', pattern: '(', action: 'BLOCK' }] } },
      /pattern \( of x is invalid/,
    ],
    [
      'a threshold of 1',
      { contextualGroundingPolicyConfig: { filtersConfig: [{ type: 'GROUNDING', threshold: 1 }] } },
      /threshold/,
    ],
    [
      'the standard tier in one region',
      {
        topicPolicyConfig: {
          topicsConfig: [{ name: 'a', definition: 'b', type: 'DENY' }],
          tierConfig: { tierName: 'STANDARD' },
        },
      },
      /crossRegionConfig/,
    ],
  ])('is refused with %s', async (_, input, message) => {
    await expect(create(input)).rejects.toEqual(refusal('ValidationException', message));
  });
});

describe('an update', () => {
  it('replaces the DRAFT and leaves the versions as they are', async () => {
    const { guardrailId = '' } = await create();
    expect(await version(guardrailId)).toMatchObject({ guardrailId, version: '1' });
    await server.clock.freeze();
    const contentPolicyConfig = {
      filtersConfig: [{ type: 'HATE' as const, inputStrength: 'LOW' as const, outputStrength: 'LOW' as const }],
    };
    const input = { guardrailIdentifier: guardrailId, name: 'butcher', ...messages, contentPolicyConfig };
    const updated = await bedrock.send(new UpdateGuardrailCommand(input));
    expect(updated).toMatchObject({ guardrailId, version: 'DRAFT' });
    const draft = await get(guardrailId);
    expect(draft).toMatchObject({ name: 'butcher', status: 'UPDATING', contentPolicy: {} });
    expect(draft.wordPolicy).toBeUndefined();
    await server.clock.advance(90);
    expect((await get(guardrailId)).status).toBe('READY');
    expect(await get(guardrailId, '1')).toMatchObject({ name: 'greengrocer', wordPolicy: {} });
  });

  it('cannot take the name of another', async () => {
    await create({ name: 'butcher' });
    const { guardrailId } = await create();
    const input = { guardrailIdentifier: guardrailId, name: 'butcher', ...messages, ...words };
    await expect(bedrock.send(new UpdateGuardrailCommand(input))).rejects.toEqual(refusal('ConflictException'));
  });
});

describe('versions', () => {
  it('are numbered, VERSIONING for a moment, and no number comes twice', async () => {
    const { guardrailId = '' } = await create();
    await version(guardrailId);
    await server.clock.freeze();
    await version(guardrailId);
    expect((await get(guardrailId, '2')).status).toBe('VERSIONING');
    await server.clock.advance(90);
    expect((await get(guardrailId, '2')).status).toBe('READY');
    await bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: guardrailId, guardrailVersion: '2' }));
    await expect(get(guardrailId, '2')).rejects.toEqual(refusal('ResourceNotFoundException'));
    expect((await version(guardrailId)).version).toBe('3');
  });

  it('are the same for the same token, and twenty at most', async () => {
    const { guardrailId = '' } = await create();
    for (let count = 1; count <= 20; count++) expect((await version(guardrailId)).version).toBe(String(count));
    await expect(version(guardrailId)).rejects.toEqual(refusal('ServiceQuotaExceededException'));
    const { guardrailId: other = '' } = await create({ name: 'other' });
    expect([await version(other, 'once'), await version(other, 'once')].map((one) => one.version)).toEqual(['1', '1']);
    expect((await version(other)).version).toBe('2');
  });
});

describe('lists', () => {
  const list = async (input = {}) => (await bedrock.send(new ListGuardrailsCommand(input))).guardrails;

  it('are of DRAFTs, or of all versions of one', async () => {
    const { guardrailId: id = '' } = await create();
    await create({ name: 'butcher' });
    await version(id);
    await version(id);
    expect(await list()).toMatchObject([{ name: 'greengrocer', version: 'DRAFT' }, { name: 'butcher' }]);
    expect(await list({ guardrailIdentifier: id })).toMatchObject([
      { id, version: 'DRAFT' },
      { id, version: '1' },
      { id, version: '2' },
    ]);
    const page = await bedrock.send(new ListGuardrailsCommand({ guardrailIdentifier: id, maxResults: 2 }));
    expect(await list({ guardrailIdentifier: id, nextToken: page.nextToken })).toMatchObject([{ version: '2' }]);
  });

  it.each([
    ['get', () => get('abcdefghijkl')],
    ['version', () => version('abcdefghijkl')],
    ['list', () => list({ guardrailIdentifier: 'abcdefghijkl' })],
    ['delete', () => bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: 'abcdefghijkl' }))],
  ])('and %s do not find what nobody created', async (_, send) => {
    await expect(send()).rejects.toEqual(refusal('ResourceNotFoundException', /was not found/));
  });
});
