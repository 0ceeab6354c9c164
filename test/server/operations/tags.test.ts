import {
  CreateInferenceProfileCommand,
  DeleteInferenceProfileCommand,
  ListTagsForResourceCommand,
  type Tag,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';

let bedrock: StartedServer;
let client: ReturnType<typeof createControlPlaneClient>;
let resourceARN: string;
beforeAll(async () => {
  bedrock = await startServer();
  client = createControlPlaneClient(bedrock.url);
});
afterAll(async () => {
  client.destroy();
  await bedrock.close();
});
beforeEach(async () => {
  await bedrock.reset();
  const { inferenceProfileArn = '' } = await client.send(
    new CreateInferenceProfileCommand({
      inferenceProfileName: 'mine',
      modelSource: { copyFrom: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.titan-text-express-v1' },
      tags: [
        { key: 'Environment', value: 'test' },
        { key: 'Owner', value: 'me' },
      ],
    }),
  );
  resourceARN = inferenceProfileArn;
});

const tag = (...tags: Tag[]) => client.send(new TagResourceCommand({ resourceARN, tags }));
const untag = (...tagKeys: string[]) => client.send(new UntagResourceCommand({ resourceARN, tagKeys }));
const tags = async (arn = resourceARN) => {
  const listed = await client.send(new ListTagsForResourceCommand({ resourceARN: arn }));
  return listed.tags?.map(({ key, value }) => `${key}=${value}`);
};

it('come with the create, are added to, changed and taken away', async () => {
  expect(await tags()).toEqual(['Environment=test', 'Owner=me']);
  await tag({ key: 'NewTag', value: 'new' }, { key: 'Environment', value: 'production' });
  expect(await tags()).toEqual(['Environment=production', 'Owner=me', 'NewTag=new']);
  await untag('Owner', 'never-there');
  expect(await tags()).toEqual(['Environment=production', 'NewTag=new']);
  await untag('Environment', 'NewTag');
  expect(await tags()).toEqual([]);
});

it('are 50 at most, those that are there counted; a refusal changes nothing', async () => {
  const more = Array.from({ length: 48 }, (_, index) => ({ key: `key-${index}`, value: '' }));
  await tag(...more);
  await expect(tag({ key: 'Owner', value: 'you' }, { key: 'one-too-many', value: '' })).rejects.toMatchObject({
    name: 'TooManyTagsException',
    message:
      'The request contains more tags than can be associated with a resource (50 tags per resource). The maximum number of tags includes both existing tags and those included in your current request.',
    resourceName: resourceARN,
  });
  expect(await tags()).toContain('Owner=me');
  await tag({ key: 'Owner', value: 'you' });
  expect(await tags()).toContain('Owner=you');
});

it('are of things that exist', async () => {
  const missing = { name: 'ResourceNotFoundException' };
  const guardrail = 'arn:aws:bedrock:us-east-1:123456789012:guardrail/5zwrmdlsra2e';
  await expect(tags(guardrail)).rejects.toMatchObject(missing);
  await expect(tags(resourceARN.replace('us-east-1', 'eu-west-1'))).rejects.toMatchObject(missing);
  await client.send(new DeleteInferenceProfileCommand({ inferenceProfileIdentifier: resourceARN }));
  for (const call of [() => tags(), () => tag({ key: 'a', value: 'b' }), () => untag('Owner')])
    await expect(call()).rejects.toMatchObject(missing);
});
