import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { operations } from '../../../src/server/smithy/operation.js';
import { findRoute } from '../../../src/server/smithy/router.js';

const routeOf = (method: string, url: string) => {
  const { operation, labels, query } = findRoute(method, url);
  return { operation: operation.name, labels, query: query.toString() };
};

describe('the router', () => {
  it('takes a model id with a raw colon and with %3A', () => {
    const expected = { operation: 'Converse', labels: { modelId: 'amazon.nova-lite-v1:0' }, query: '' };
    expect(routeOf('POST', '/model/amazon.nova-lite-v1:0/converse')).toEqual(expected);
    expect(routeOf('POST', '/model/amazon.nova-lite-v1%3A0/converse')).toEqual(expected);
  });

  it('takes an ARN with raw slashes and with %2F', () => {
    const arn = 'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.amazon.nova-lite-v1:0';
    expect(routeOf('POST', `/model/${arn}/invoke`).labels).toEqual({ modelId: arn });
    expect(routeOf('POST', `/model/${encodeURIComponent(arn)}/invoke`).labels).toEqual({ modelId: arn });
    expect(routeOf('GET', `/inference-profiles/${arn}`).labels).toEqual({ inferenceProfileIdentifier: arn });
  });

  it('reads the query that n8n sends, with its stray ampersand', () => {
    const { operation, query } = findRoute(
      'GET',
      '/foundation-models?&byOutputModality=TEXT&byInferenceType=ON_DEMAND',
    );
    expect(operation.name).toBe('ListFoundationModels');
    expect(query.get('byOutputModality')).toBe('TEXT');
  });

  it('leaves an empty label to validation', () => {
    expect(routeOf('POST', '/model//converse').labels).toEqual({ modelId: '' });
  });

  it.each([
    ['GET', '/nowhere'],
    ['PROPFIND', '/foundation-models'],
    ['QUERY', '/model/x/converse'],
    ['GET', '/model/x/converse'],
    ['POST', '/model/%zz/converse'],
    ['POST', ''],
  ])('refuses %s %s as an unknown operation', (method, url) => {
    expect(() => findRoute(method, url)).toThrow('The requested operation is not recognized by the service.');
  });

  it('finds every operation by its own path, whatever its labels hold', () => {
    fc.assert(
      fc.property(fc.constantFrom(...operations), fc.string({ minLength: 1 }), (operation, value) => {
        const path = operation.path.replaceAll(/\{[^}]+\}/g, encodeURIComponent(value));
        const { labels } = findRoute(operation.method, path);
        expect(Object.values(labels).every((label) => label === value)).toBe(true);
      }),
    );
  });

  it('never throws anything but its refusal', () => {
    fc.assert(
      fc.property(fc.constantFrom('GET', 'POST', 'DELETE'), fc.string(), (method, path) => {
        try {
          findRoute(method, `/${path}`);
        } catch (thrown) {
          expect((thrown as Error).name).toBe('UnknownOperationException');
        }
      }),
    );
  });
});
