import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDefaultChain } from '../../../src/server/backends/credentials.js';
import { makeFolder } from '../recordings/captured.js';

let folder: string;
beforeEach(() => {
  folder = makeFolder();
  vi.stubEnv('AWS_ACCESS_KEY_ID', '');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', '');
  vi.stubEnv('AWS_SESSION_TOKEN', '');
  vi.stubEnv('AWS_PROFILE', 'team');
  vi.stubEnv('AWS_CONFIG_FILE', join(folder, 'config'));
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', join(folder, 'credentials'));
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  writeFileSync(join(folder, 'config'), '');
  writeFileSync(join(folder, 'credentials'), '');
});
afterEach(() => vi.unstubAllEnvs());

/** A profile whose program prints credentials that last so long, each time others. */
function useProcess(milliseconds: number) {
  const script = join(folder, 'print.mjs');
  writeFileSync(
    script,
    `const now = Date.now();
     console.log(JSON.stringify({ Version: 1, AccessKeyId: 'AKIA' + now, SecretAccessKey: 's', SessionToken: 't',
       Expiration: new Date(now + ${milliseconds}).toISOString() }));`,
  );
  writeFileSync(join(folder, 'config'), `[profile team]\ncredential_process = "${process.execPath}" "${script}"\n`);
}

it('are those of the environment', async () => {
  vi.stubEnv('AWS_PROFILE', undefined);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIAENVIRONMENT');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  expect(await createDefaultChain()()).toMatchObject({
    accessKeyId: 'AKIAENVIRONMENT',
    secretAccessKey: 'secret',
  });
});

it('are those of a profile', async () => {
  writeFileSync(
    join(folder, 'credentials'),
    '[team]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = secret\n',
  );
  expect(await createDefaultChain()()).toMatchObject({ accessKeyId: 'AKIAPROFILE' });
});

it('are those that a process prints, kept until they are about to end', async () => {
  useProcess(3_600_000);
  const long = createDefaultChain();
  expect(await long()).toMatchObject({ accessKeyId: expect.stringMatching(/^AKIA\d+$/), sessionToken: 't' });
  expect(await long()).toEqual(await long());
  useProcess(60_000);
  const short = createDefaultChain();
  const first = await short();
  await expect.poll(short).not.toEqual(first);
});

it('are found by the next call when somebody has logged in', async () => {
  const provide = createDefaultChain();
  await expect(provide()).rejects.toThrow('no credentials');
  useProcess(3_600_000);
  expect(await provide()).toMatchObject({ sessionToken: 't' });
});

it('that are not there are told of in one sentence', async () => {
  await expect(createDefaultChain()()).rejects.toThrow(
    /^no credentials for AWS were found \([^\n]+\): set AWS_PROFILE, AWS_ACCESS_KEY_ID or AWS_BEARER_TOKEN_BEDROCK, or log in$/,
  );
});
