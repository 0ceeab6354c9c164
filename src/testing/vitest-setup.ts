/** One server for all files of a vitest run: `globalSetup: ['bedrock-local/vitest/setup']`. Each test has its namespace on it. */
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { readOptions } from '../server/options.js';
import { type StartServerOptions, startServer } from './start-server.js';

/** Options are those of `bedrock-local.config.yaml` and of the environment, as the command line reads them; the port is a free one. */
export default createGlobalSetup();

/** For a setup file of your own: `export default createGlobalSetup({ fixtures: 'fixtures' })`. */
export function createGlobalSetup(options?: StartServerOptions) {
  return async ({ provide }: Pick<TestProject, 'provide'>): Promise<() => Promise<void>> => {
    const server = await startServer(options ?? readConfigured());
    provide('bedrockLocalUrl', server.url);
    return () => server.close();
  };
}

function readConfigured(): StartServerOptions {
  const { settings, fixtures, faults } = readOptions();
  const paths = fixtures.paths.filter((path) => fixtures.named || existsSync(path));
  return { settings, faults, ...(paths.length > 0 && { fixtures: paths }) };
}
