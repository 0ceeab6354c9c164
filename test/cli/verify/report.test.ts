import { expect, it } from 'vitest';
import { driftForms } from '../../../src/cli/verify/report.js';
import { type DriftReport, verifyForms } from '../../../src/cli/verify/run.js';
import { startServer } from '../../../src/testing/start-server.js';
import { askConverse, exchange, makeFolder, open, say } from '../../server/recordings/captured.js';

const report: DriftReport = {
  total: 3,
  differing: [
    {
      path: 'converse/acme.model/hi-1a2b3c.json',
      operation: 'Converse',
      model: 'acme.model-v1',
      differences: ['$.usage is missing, always recorded', 'header x is missing, always recorded'],
    },
  ],
  groups: new Map([
    ['Converse acme.model-v1', { held: 1, total: 2 }],
    ['CountTokens acme.model-v1', { held: 1, total: 1 }],
  ]),
  skipped: 1,
  problems: ['broken.json:1: is no JSON'],
};

it('is told to people by recording, and by operation and model', () => {
  expect(driftForms.text(report)).toBe(`converse/acme.model/hi-1a2b3c.json
  $.usage is missing, always recorded
  header x is missing, always recorded

    1/2     Converse acme.model-v1
    1/1     CountTokens acme.model-v1

broken.json:1: is no JSON
2/3 hold (66.7 %), 1 broke off when they were recorded and are not compared
`);
});

it('is told to programs as JSON, and to CI as JUnit', () => {
  expect(JSON.parse(driftForms.json(report))).toMatchObject({
    total: 3,
    skipped: 1,
    groups: { 'Converse acme.model-v1': { held: 1, total: 2 } },
    differing: [{ path: 'converse/acme.model/hi-1a2b3c.json', differences: { length: 2 } }],
  });
  const xml = driftForms.junit(report);
  expect(xml).toMatch(/<testsuite [^>]*failures="1"/);
  expect(xml).toContain('converse/acme.model/hi-1a2b3c.json');
  expect(xml).toContain('$.usage is missing, always recorded');
});

it('names why there was no reply', async () => {
  const folder = makeFolder();
  await open(folder).write(exchange(askConverse('hi'), say('hello')));
  const { differing } = await verifyForms(folder, 'http://127.0.0.1:1', { accessKeyId: 'local' });
  expect(differing.flatMap(({ differences }) => differences)).toEqual([
    expect.stringMatching(/^no reply: .*(ECONNREFUSED|bad port)/),
  ]);
});

it('of one server against another, whose forms are the same, names nothing', async () => {
  const folder = makeFolder();
  const aws = await startServer();
  const server = await startServer({
    passage: { mode: 'record', folder, upstream: aws.url, credentials: async () => ({ apiKey: 'key' }) },
  });
  for (const path of ['converse', 'converse-stream', 'no-such-operation'])
    await fetch(`${server.url}/model/amazon.nova-lite-v1:0/${path}`, {
      method: 'POST',
      body: '{"messages":[{"role":"user","content":[{"text":"Hi"}]}]}',
    }).then((reply) => reply.arrayBuffer());
  const found = await verifyForms(folder, aws.url, { accessKeyId: 'local' });
  expect(found).toMatchObject({ total: 3, differing: [], skipped: 0, problems: [] });
  await server.close();
  await aws.close();
});
