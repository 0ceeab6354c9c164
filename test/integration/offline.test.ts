import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const pathOf = (name: string) => fileURLToPath(new URL(`offline/${name}`, import.meta.url));

it('no call leaves the machine, whatever is asked of the server', async () => {
  const forbid = new URL('offline/forbid-outgoing.mjs', import.meta.url).href;
  const args = ['--import', forbid, '--import', import.meta.resolve('tsx'), pathOf('calls.ts')];
  const home = mkdtempSync(join(tmpdir(), 'bedrock-local-home-'));
  const environment = {
    HOME: home,
    USERPROFILE: home,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...environment } });
  rmSync(home, { recursive: true });
  const { answered, formats, tried, deliberate } = JSON.parse(stdout);
  expect(answered).toBe(119);
  expect(formats).toBeGreaterThan(30);
  expect(tried).toEqual([]);
  // The watch itself works: deliberate attempts are seen.
  expect(deliberate).toEqual([
    'connect 192.0.2.1:80',
    'connect 192.0.2.1:80',
    expect.stringMatching(/example\.com/),
    expect.stringMatching(/bedrock\.us-east-1\.amazonaws\.com/),
  ]);
});
