import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { endpointOf, serviceOfPath } from '../../../src/server/backends/endpoint.js';
import { operations } from '../../../src/server/smithy/operation.js';

const regions = [
  'us-east-1',
  'eu-central-1',
  'us-gov-west-1',
  'cn-north-1',
  'eusc-de-east-1',
  'us-iso-east-1',
  'us-isob-east-1',
  'us-isof-south-1',
  'eu-isoe-west-1',
];

it.each(regions)('is the one that the SDK calls in %s', (region) => {
  const clients = { bedrock: new BedrockClient({ region }), 'bedrock-runtime': new BedrockRuntimeClient({ region }) };
  for (const service of ['bedrock', 'bedrock-runtime'] as const) {
    const parameters = { Region: region, UseFIPS: false, UseDualStack: false };
    const { url } = clients[service].config.endpointProvider(parameters);
    expect(endpointOf(service, region)).toBe(url.origin);
  }
});

it('knows by its path whose operation it is, though no schema does', () => {
  for (const { path, service } of operations) expect([path, serviceOfPath(path)]).toEqual([path, service]);
});
