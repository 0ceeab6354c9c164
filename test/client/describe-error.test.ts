import { describe, expect, it } from 'vitest';
import { createControlClient, createRuntimeClient } from '../../src/client/clients.js';
import { describeError, type Place } from '../../src/client/describe-error.js';
import { userError } from '../../src/client/user-error.js';

const endpoint = 'http://127.0.0.1:9';
const model = 'anthropic.claude-x-v1:0';

const failure = (message: string, more: object = {}) => Object.assign(new Error(message), more);

describe('describeError says in one line', () => {
  it.each<[string, Error, Place, RegExp]>([
    [
      'nobody there',
      failure('', { code: 'ECONNREFUSED' }),
      { endpoint },
      /^nothing answers at http:\/\/127\.0\.0\.1:9; is bedrock-local running\? Start it/,
    ],
    [
      'nobody at any address',
      new AggregateError([failure('', { code: 'ECONNREFUSED' })]),
      { endpoint },
      /^nothing answers at/,
    ],
    ['nobody behind HTTP/2', failure('', { cause: { code: 'ECONNREFUSED' } }), { endpoint }, /^nothing answers at/],
    [
      'no such region',
      failure('', { code: 'ENOTFOUND' }),
      { region: 'us-west-9' },
      /^AWS in us-west-9 has no address; check the region/,
    ],
    [
      'a certificate',
      failure('', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
      { endpoint },
      /not trusted; set NODE_EXTRA_CA_CERTS/,
    ],
    [
      'what failed, first',
      failure('No.', { name: 'XException' }),
      { failed: 'no answer from m' },
      /^no answer from m: XException: No\.$/,
    ],
    [
      'words of several lines',
      failure('two\n  lines', { name: 'ValidationException' }),
      {},
      /^ValidationException: two lines$/,
    ],
    [
      "the server's own hint",
      failure('No.', { name: 'X', $response: { headers: { 'x-bedrock-local-hint': 'try y' } } }),
      {},
      /^X: No\. \(hint: try y\)$/,
    ],
    [
      'expired credentials',
      failure('The security token included in the request is expired', { name: 'ExpiredTokenException' }),
      {},
      /expired \(remedy: the credentials have run out/,
    ],
    [
      'missing credentials',
      failure('Could not load credentials from any providers', { name: 'CredentialsProviderError' }),
      {},
      /\(remedy: set AWS_ACCESS_KEY_ID/,
    ],
    [
      'an ended SSO session',
      failure('Token is expired. To refresh this SSO session run aws sso login', { name: 'CredentialsProviderError' }),
      {},
      /remedy: the credentials have run out/,
    ],
    [
      'unknown keys',
      failure('The security token included in the request is invalid.', { name: 'UnrecognizedClientException' }),
      {},
      /AWS does not know these credentials/,
    ],
    ['unknown keys, at a server', failure('…', { name: 'UnrecognizedClientException' }), { endpoint }, /--auth strict/],
    [
      'no access to the model',
      failure("You don't have access to the model with the specified model ID.", { name: 'AccessDeniedException' }),
      { region: 'eu-west-1' },
      /"Model access" of the Bedrock console in eu-west-1/,
    ],
    [
      'no permission',
      failure('User: x is not authorized to perform: bedrock:InvokeModel', { name: 'AccessDeniedException' }),
      {},
      /needs a policy/,
    ],
    [
      'a wrong model',
      failure('The provided model identifier is invalid.', { name: 'ValidationException' }),
      { region: 'eu-west-1' },
      /"bedrock-local models --region eu-west-1" lists the models/,
    ],
    [
      'a model of profiles',
      failure('Invocation of model ID … with on-demand throughput isn’t supported. Retry', {
        name: 'ValidationException',
      }),
      { model },
      /such as us\.anthropic\.claude-x-v1:0/,
    ],
    ['throttling', failure('Too many requests', { name: 'ThrottlingException' }), {}, /wait a minute/],
    [
      "the day's quota",
      failure('Too many tokens per day, please wait', { name: 'ThrottlingException' }),
      {},
      /quota of the day/,
    ],
    ['no region', failure('Region is missing'), {}, /name it by --region/],
    ['a mistake of the user', userError('x cannot be read'), { failed: 'no answer' }, /^x cannot be read$/],
  ])('%s', (_, error, place, line) => {
    expect(describeError(error, place)).toMatch(line);
  });
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
  for (const error of errors) expect(describeError(error, { endpoint })).toMatch(/^nothing answers at/);
});

it('says of another server on that port what it is not', async () => {
  const { createServer } = await import('node:http');
  const { ListFoundationModelsCommand } = await import('@aws-sdk/client-bedrock');
  const { ConverseCommand } = await import('@aws-sdk/client-bedrock-runtime');
  const other = createServer((_, response) =>
    response.writeHead(404, { 'content-type': 'text/html' }).end('<p>no</p>'),
  );
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const { port } = other.address() as { port: number };
  const place = { endpoint: `http://127.0.0.1:${port}` };
  const options = { ...place, region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } };
  const control = await createControlClient(options);
  const runtime = await createRuntimeClient(options);
  const overHttp1 = await control.send(new ListFoundationModelsCommand({})).catch((error) => error);
  const overHttp2 = await runtime.send(new ConverseCommand({ modelId: 'x', messages: [] })).catch((error) => error);
  other.close();
  expect(describeError(overHttp1, place)).toMatch(/with status 404 does not speak Bedrock's protocol$/);
  expect(describeError(overHttp2, place)).toMatch(/does not speak HTTP\/2 as Bedrock does/);
});
