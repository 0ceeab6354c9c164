import { validate } from '@readme/openapi-parser';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTokenCheck } from '../../../src/server/hosts/token.js';
import { startServer } from '../../../src/testing/start-server.js';

describe('the description of the control interface', () => {
  it('is OpenAPI that a validator takes, with every route of it', async () => {
    const bedrock = await startServer();
    onTestFinished(() => bedrock.close());
    const answer = await fetch(`${bedrock.url}/_local/openapi.json`);
    const description = (await answer.json()) as { openapi: string; paths: object };
    expect(Object.keys(description.paths)).toEqual(
      expect.arrayContaining(
        [
          'fixtures',
          'fixtures/{id}',
          'faults',
          'journal',
          'clock',
          'quotas',
          'metrics',
          'explain',
          'reset',
          'namespaces',
        ].map((path) => `/_local/${path}`),
      ),
    );
    expect(Object.keys(description.paths).every((path) => path.startsWith('/_local/'))).toBe(true);
    expect(await validate(description as Parameters<typeof validate>[0])).toMatchObject({ valid: true });
  });
});

describe('what the control interface refuses', () => {
  it('says in one sentence what is wrong', async () => {
    const bedrock = await startServer();
    onTestFinished(() => bedrock.close());
    const post = async (path: string, body: string) => {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${bedrock.url}/_local/${path}`, { method: 'POST', headers, body });
      return [answer.status, ((await answer.json()) as { message: string }).message];
    };
    expect(await post('fixtures', '{"replay":1}')).toEqual([400, expect.stringContaining('reply')]);
    expect(await post('faults', 'null')).toEqual([400, expect.stringContaining('fault')]);
    expect(await post('clock', '{}')).toEqual([400, expect.stringContaining('{"advance": MILLISECONDS}')]);
    expect(await post('explain', '{}')).toEqual([400, expect.any(String)]);
    expect(await post('namespaces', '{"name":"x","sed":1}')).toEqual([400, expect.stringContaining('"sed"')]);
    expect(await post('fixtures', '{')).toEqual([400, expect.any(String)]);
  });
});

describe('the token', () => {
  it('is asked of other machines only', () => {
    const check = createTokenCheck('secret');
    for (const peer of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect(check(peer, undefined)).toBeUndefined();
    expect(check('192.168.1.7', 'Bearer secret')).toBeUndefined();
    expect(check('192.168.1.7', 'Bearer other')).toContain('Authorization: Bearer TOKEN');
    expect(check('192.168.1.7', undefined)).toContain('Authorization: Bearer TOKEN');
    expect(createTokenCheck(undefined)('192.168.1.7', 'Bearer x')).toContain('BEDROCK_LOCAL_ADMIN_TOKEN');
  });
});
