import { describe, expect, it } from 'vitest';
import { createControlClient, createRuntimeClient, describeError } from '../../src/client/clients.js';

const endpoint = 'http://127.0.0.1:9';

describe('describeError', () => {
  it.each([
    [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), /^nothing answers at http:\/\/127\.0\.0\.1:9; start it/],
    [new AggregateError([Object.assign(new Error(''), { code: 'ECONNREFUSED' })]), /^nothing answers at/],
    [Object.assign(new Error(''), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }), /not trusted; set NODE_EXTRA_CA_CERTS/],
    [Object.assign(new Error('two\n  lines'), { name: 'ValidationException' }), /^ValidationException: two lines$/],
    [
      Object.assign(new Error('No.'), { name: 'X', $response: { headers: { 'x-bedrock-local-hint': 'try y' } } }),
      /^X: No\. \(hint: try y\)$/,
    ],
  ])('says %o in one line', (error, line) => {
    expect(describeError(error, endpoint)).toMatch(line);
  });

  it('knows what the clients throw where nothing listens', async () => {
    const { ListFoundationModelsCommand } = await import('@aws-sdk/client-bedrock');
    const { ConverseCommand } = await import('@aws-sdk/client-bedrock-runtime');
    const options = { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
    const control = await createControlClient(options);
    const runtime = await createRuntimeClient(options);
    const errors = await Promise.all([
      control.send(new ListFoundationModelsCommand({})).catch((error) => error),
      runtime.send(new ConverseCommand({ modelId: 'x', messages: [] })).catch((error) => error),
    ]);
    for (const error of errors) expect(describeError(error, endpoint)).toMatch(/^nothing answers at/);
  });
});
