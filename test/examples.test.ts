import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startServer } from '../src/testing/start-server.js';

const folder = fileURLToPath(new URL('../examples/compose', import.meta.url));

it('runs the tests of the application that docker/compose.yaml starts', async () => {
  const server = await startServer({ fixtures: join(folder, 'fixtures'), adminToken: 'local-tests' });
  onTestFinished(() => server.close());
  const environment = {
    ...process.env,
    AWS_ENDPOINT_URL_BEDROCK_RUNTIME: server.url,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: 'us-east-1',
    BEDROCK_LOCAL_ADMIN_TOKEN: 'local-tests',
    NODE_OPTIONS: '',
  };
  const child = spawn(process.execPath, ['--test'], { cwd: folder, env: environment });
  let output = '';
  child.stdout.on('data', (chunk) => {
    output += chunk;
  });
  const [status] = await once(child, 'exit');
  expect(output).toMatch(/pass 2/);
  expect(status).toBe(0);
});
