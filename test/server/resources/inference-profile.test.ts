import {
  CreateInferenceProfileCommand,
  type CreateInferenceProfileCommandInput,
  DeleteInferenceProfileCommand,
  GetInferenceProfileCommand,
  ListInferenceProfilesCommand,
  paginateListInferenceProfiles,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';

const haiku = 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-3-haiku-20240307-v1:0';
const global =
  'arn:aws:bedrock:us-east-1:123456789012:inference-profile/global.anthropic.claude-haiku-4-5-20251001-v1:0';

let bedrock: StartedServer;
let client: ReturnType<typeof createControlPlaneClient>;
beforeAll(async () => {
  bedrock = await startServer();
  client = createControlPlaneClient(bedrock.url);
});
afterAll(async () => {
  client.destroy();
  await bedrock.close();
});
beforeEach(() => bedrock.reset());

async function create(input: Partial<CreateInferenceProfileCommandInput> = {}, by = client): Promise<string> {
  const inferenceProfileName = input.inferenceProfileName ?? 'team a';
  const command = { modelSource: { copyFrom: haiku }, ...input, inferenceProfileName };
  const { inferenceProfileArn = '', status } = await by.send(new CreateInferenceProfileCommand(command));
  expect(status).toBe('ACTIVE');
  return inferenceProfileArn;
}

const get = (inferenceProfileIdentifier: string, by = client) =>
  by.send(new GetInferenceProfileCommand({ inferenceProfileIdentifier }));
const remove = (inferenceProfileIdentifier: string) =>
  client.send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier }));

async function list(pageSize?: number, by = client) {
  const found = [];
  const pages = paginateListInferenceProfiles({ client: by, pageSize }, { typeEquals: 'APPLICATION' });
  for await (const { inferenceProfileSummaries = [] } of pages) found.push(...inferenceProfileSummaries);
  return found;
}

const notFound = {
  name: 'ResourceNotFoundException',
  message:
    'The specified resource Amazon Resource Name (ARN) was not found. Check the Amazon Resource Name (ARN) and try your request again.',
};
const conflict = {
  name: 'ConflictException',
  message: 'Error occurred because of a conflict while performing an operation.',
};

describe('an application inference profile', () => {
  it('is created, found by ARN and by id, listed, and gone when it is deleted', async () => {
    await bedrock.clock.freeze('2026-07-13T14:00:42.680Z');
    const arn = await create({
      inferenceProfileName: 'dd-frmlo206',
      description: 'who pays',
      modelSource: { copyFrom: global },
    });
    expect(arn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:application-inference-profile\/[a-z0-9]{12}$/);
    const id = arn.split('/')[1]!;
    const { $metadata, ...profile } = await get(arn);
    const model = 'foundation-model/anthropic.claude-haiku-4-5-20251001-v1:0';
    expect(profile).toEqual({
      inferenceProfileName: 'dd-frmlo206',
      description: 'who pays',
      createdAt: new Date('2026-07-13T14:00:42.680Z'),
      updatedAt: new Date('2026-07-13T14:00:42.680Z'),
      inferenceProfileArn: arn,
      models: [{ modelArn: `arn:aws:bedrock:::${model}` }, { modelArn: `arn:aws:bedrock:us-east-1::${model}` }],
      inferenceProfileId: id,
      status: 'ACTIVE',
      type: 'APPLICATION',
    });
    expect(await get(id)).toMatchObject(profile);
    expect(await list()).toEqual([profile]);
    await remove(id);
    expect(await list()).toEqual([]);
    await expect(get(arn)).rejects.toMatchObject(notFound);
    await expect(remove(arn)).rejects.toMatchObject(notFound);
  });

  it('has `toolboxArn` on the wire, as recorded', async () => {
    const arn = await create();
    const reply = await fetch(`${bedrock.url}/inference-profiles/${encodeURIComponent(arn)}`);
    expect(await reply.json()).toMatchObject({ toolboxArn: null, models: [{ modelArn: haiku }] });
  });

  it.each([1, 2, 1000])('is listed once, in pages of %i', async (pageSize) => {
    const arns = [];
    for (const name of ['a', 'b', 'c', 'd', 'e']) arns.push(await create({ inferenceProfileName: name }));
    const listed = await list(pageSize);
    expect(listed.map(({ inferenceProfileArn }) => inferenceProfileArn)).toEqual(arns);
  });

  it('is not listed by the token of another list', async () => {
    for (const name of ['a', 'b']) await create({ inferenceProfileName: name });
    const { nextToken } = await client.send(
      new ListInferenceProfilesCommand({ typeEquals: 'APPLICATION', maxResults: 1 }),
    );
    expect(nextToken).toBeDefined();
    for (const other of [{}, { typeEquals: 'APPLICATION' as const, nextToken: 'made-up' }])
      await expect(client.send(new ListInferenceProfilesCommand({ nextToken, ...other }))).rejects.toMatchObject({
        name: 'ValidationException',
      });
  });

  it('stands apart from the system-defined ones, which nobody can delete', async () => {
    await create();
    const system = [];
    for await (const page of paginateListInferenceProfiles({ client }, {}))
      system.push(...(page.inferenceProfileSummaries ?? []));
    expect(new Set(system.map(({ type }) => type))).toEqual(new Set(['SYSTEM_DEFINED']));
    await expect(remove(global)).rejects.toMatchObject(notFound);
    expect(await get(global)).toMatchObject({ type: 'SYSTEM_DEFINED' });
  });

  it('is of one region', async () => {
    const europe = createControlPlaneClient(bedrock.url, { region: 'eu-west-1' });
    const copyFrom = haiku.replace('us-east-1', 'eu-west-1');
    const [here, there] = [await create(), await create({ modelSource: { copyFrom } }, europe)];
    expect(there).toContain(':eu-west-1:');
    expect((await list()).map(({ inferenceProfileArn }) => inferenceProfileArn)).toEqual([here]);
    expect((await list(1, europe)).map(({ inferenceProfileArn }) => inferenceProfileArn)).toEqual([there]);
    await expect(get(here, europe)).rejects.toMatchObject(notFound);
    europe.destroy();
  });

  it('is forgotten on reset', async () => {
    const arn = await create();
    await bedrock.reset();
    await expect(get(arn)).rejects.toMatchObject(notFound);
    expect(await list()).toEqual([]);
  });
});

describe('a create', () => {
  it('is done once for each token, whatever the order of its members', async () => {
    const clientRequestToken = 'the-same-token';
    const arn = await create({ clientRequestToken, description: 'one' });
    const again = { description: 'one', clientRequestToken, modelSource: { copyFrom: haiku } };
    expect(await create(again)).toBe(arn);
    expect(await list()).toHaveLength(1);
    await expect(create({ clientRequestToken, description: 'two' })).rejects.toMatchObject(conflict);
  });

  it('is refused for a name that is taken', async () => {
    const arn = await create({ inferenceProfileName: 'team a' });
    await expect(create({ inferenceProfileName: 'team a' })).rejects.toMatchObject(conflict);
    await remove(arn);
    await create({ inferenceProfileName: 'team a' });
  });

  it.each([
    ['a model that nobody has', haiku.replace('haiku', 'senryu')],
    ['a model of another region', haiku.replace('us-east-1', 'eu-west-1')],
    ['a profile that does not exist', global.replace('global', 'mars')],
    ['a model by the name of a profile', haiku.replace('foundation-model', 'inference-profile')],
  ])('is refused for %s', async (_what, copyFrom) => {
    await expect(create({ modelSource: { copyFrom } })).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'copyFrom must be a valid inference profile model source ARN.',
    });
    expect(await list()).toEqual([]);
  });

  it('is refused with more than 50 tags', async () => {
    const tags = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: 'x' }));
    await expect(create({ tags })).rejects.toMatchObject({ name: 'TooManyTagsException' });
    await create({ tags: tags.slice(1) });
  });
});
