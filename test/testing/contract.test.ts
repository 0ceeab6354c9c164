import { afterAll } from 'vitest';
import { contractSuite, single } from '../../src/testing/contract.js';
import { startServer } from '../../src/testing/start-server.js';

const local = { accessKeyId: 'local', secretAccessKey: 'local' };
const server = await startServer({ settings: { auth: { mode: 'strict', keys: [local], apiKeys: [] } } });
afterAll(() => server.close());

/** As a user writes it: each case becomes a test of its own. */
contractSuite({
  target: { url: server.url },
  only: /^(My|ListFoundationModels$)/,
  cases: [
    single(
      'MyModelIsThere',
      'The model that we use is listed.',
      'GetFoundationModel',
      { modelIdentifier: 'amazon.nova-lite-v1:0' },
      {
        params: { modelDetails: { responseStreamingSupported: true } },
      },
    ),
  ],
});
