import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BedrockClient, ListFoundationModelsCommand, ListInferenceProfilesCommand } from '@aws-sdk/client-bedrock';
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest';
import { main } from '../../src/cli/main.js';
import { readOptions } from '../../src/server/options.js';
import type { ModelOverlay } from '../../src/server/settings.js';
import { startServer } from '../../src/testing/start-server.js';
import { makeFolder } from '../server/recordings/captured.js';
import { createControlPlaneClient } from '../support/clients.js';

/** An account that has what the catalogue has not: a model, a profile of it, a region of another; and a model that is about to end. */
const models: ModelOverlay[] = [
  {
    id: 'acme.future-v1:0',
    like: 'amazon.nova-lite-v1:0',
    regions: ['us-east-1'],
    facts: { modelName: 'Future', providerName: 'Acme', inferenceTypesSupported: ['INFERENCE_PROFILE'] },
  },
  {
    id: 'us.acme.future-v1:0',
    like: 'amazon.nova-lite-v1:0',
    regions: ['us-east-1'],
    profile: { name: 'US Acme Future', destinations: ['us-east-1', 'us-west-2'] },
  },
  { id: 'amazon.nova-next-v1:0', like: 'amazon.nova-pro-v1:0', regions: ['us-east-1'] },
  {
    id: 'amazon.nova-lite-v1:0',
    like: 'amazon.nova-lite-v1:0',
    regions: ['us-east-1'],
    facts: { modelLifecycle: { status: 'LEGACY', endOfLifeTime: '2027-01-01T00:00:00Z' } },
  },
];

let folder: string;
let written: string[];
const said = () => written.join('');
beforeEach(() => {
  folder = makeFolder();
  written = [];
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAOWN');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => Boolean(written.push(String(text))));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  process.exitCode = 0;
});

async function serve(settings: object) {
  const server = await startServer({ settings });
  const client = createControlPlaneClient(server.url);
  onTestFinished(async () => {
    client.destroy();
    await server.close();
  });
  return { url: server.url, client };
}

const pull = (url: string, ...more: string[]) =>
  main(['models', 'pull', '--endpoint', url, '--region', 'us-east-1', ...more]);

async function listsOf(client: BedrockClient) {
  const { modelSummaries = [] } = await client.send(new ListFoundationModelsCommand());
  const { inferenceProfileSummaries = [] } = await client.send(new ListInferenceProfilesCommand({ maxResults: 1000 }));
  const byId = (id: string) => (one: object, other: object) => (Reflect.get(one, id) < Reflect.get(other, id) ? -1 : 1);
  return {
    models: modelSummaries.sort(byId('modelId')),
    profiles: inferenceProfileSummaries
      .map(({ createdAt: _1, updatedAt: _2, ...profile }) => profile)
      .sort(byId('inferenceProfileId')),
  };
}

it('makes a configuration with which a server lists what the account lists', async () => {
  const account = await serve({ models });
  const path = join(folder, 'bedrock-local.config.yaml');
  expect(await pull(account.url, '--out', path)).toBe(0);
  expect(said()).toMatch(
    /bedrock-local: \d+ models and \d+ profiles in us-east-1, \d+ of which the catalogue does not know or knows otherwise; what these are like is guessed: acme\.future-v1:0\n$/,
  );
  const { settings } = readOptions({ flags: { config: path }, environment: {} });
  expect(settings.models.map(({ id, like }) => [id, like]).slice(0, 3)).toEqual(
    expect.arrayContaining([
      ['amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
      ['amazon.nova-next-v1:0', expect.stringMatching(/^amazon\.nova-/)],
    ]),
  );
  const local = await serve(settings);
  expect(await listsOf(local.client)).toEqual(await listsOf(account.client));
});

it('has nothing to write of an account that lists what the catalogue does', async () => {
  const printed: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => Boolean(printed.push(String(text))));
  expect(await pull((await serve({})).url)).toBe(0);
  expect(printed).toEqual(['models: []\n']);
  expect(said()).toContain(', 0 of which');
});

it('keeps what else stands in the file, and replaces what was pulled before', async () => {
  const { url } = await serve({ models });
  const path = join(folder, 'own.yaml');
  writeFileSync(
    path,
    '# ours\nport: 5000 # not the usual one\nmodels:\n  - id: my.model\n    like: amazon.nova-lite-v1:0\n',
  );
  expect(await pull(url, '--out', path)).toBe(0);
  const once = readFileSync(path, 'utf8');
  expect(once).toContain('# ours\nport: 5000 # not the usual one\nmodels:\n  - id: my.model\n');
  expect(await pull(url, '--out', path)).toBe(0);
  expect(readFileSync(path, 'utf8')).toBe(once);
  const json = join(folder, 'own.json');
  writeFileSync(json, '{"port":5000}');
  expect(await pull(url, '--out', json)).toBe(0);
  expect(JSON.parse(readFileSync(json, 'utf8'))).toMatchObject({ port: 5000, models: expect.any(Array) });
});

it('says in one line what is wrong', async () => {
  const broken = join(folder, 'broken.yaml');
  writeFileSync(broken, 'a: [');
  const attempts: [string[], number, string][] = [
    [['--endpoint', 'nowhere'], 2, '--endpoint must be a URL, not "nowhere"'],
    [
      ['--endpoint', 'http://127.0.0.1:1', '--region', 'us-east-1'],
      1,
      'nothing was pulled: nothing answers at http://127.0.0.1:1',
    ],
    [['--out', broken], 2, `${broken} is no configuration: `],
  ];
  for (const [flags, status, words] of attempts) {
    written = [];
    expect(await main(['models', 'pull', ...flags])).toBe(status);
    expect(said()).toContain(`bedrock-local: ${words}`);
    expect(said().trimEnd().split('\n')).toHaveLength(1);
  }
});
