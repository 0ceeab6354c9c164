import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readOptions } from '../../../src/server/options.js';

const directory = mkdtempSync(join(tmpdir(), 'policies-'));
afterAll(() => rmSync(directory, { recursive: true }));

function read(text: string, flags: Record<string, unknown> = {}) {
  writeFileSync(join(directory, 'bedrock-local.config.yaml'), text);
  return readOptions({ directory, flags, environment: {} }).settings;
}

describe('policies in the configuration file', () => {
  it('are rules with globs', () => {
    const text = `
policies:
  - effect: deny
    callers: [AKIAINTERN*]
    actions: [bedrock:InvokeModel*, aws-marketplace:Subscribe]
    models: ["anthropic.*"]
  - effect: allow
`;
    expect(read(text).policies).toEqual([
      {
        effect: 'deny',
        callers: ['AKIAINTERN*'],
        actions: ['bedrock:InvokeModel*', 'aws-marketplace:Subscribe'],
        models: ['anthropic.*'],
      },
      { effect: 'allow' },
    ]);
  });

  it.each([
    ['policies: [{ effect: refuse }]', /policies\[0\]\.effect must be one of allow, deny, not "refuse"/],
    ['policies: [{ callers: [a] }]', /effect/],
    [
      'policies: [{ effect: deny, actions: [InvokeModel] }]',
      /policies\[0\]\.actions\[0\] must be an action such as bedrock:InvokeModel/,
    ],
    ['policies: [{ effect: deny, model: [a] }]', /model/],
  ])('%s is refused in one sentence', (text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});

it('access to models is a flag', () => {
  expect(read('seed: 1').modelAccess).toBe('all');
  expect(read('seed: 1', { modelAccess: 'explicit' }).modelAccess).toBe('explicit');
  expect(() => read('seed: 1', { modelAccess: 'some' })).toThrow(
    '--model-access must be one of all, explicit, not "some"',
  );
});
