import { defineConfig } from 'vitest/config';

const entry = (name: string) => new URL(`../../../src/testing/${name}.ts`, import.meta.url).pathname;

/** A project as a user has one, with the sources in place of the package. */
export default defineConfig({
  resolve: { alias: { 'bedrock-local/vitest': entry('vitest') } },
  test: { include: ['*.case.ts'], globalSetup: [entry('vitest-setup')], root: new URL('.', import.meta.url).pathname },
});
