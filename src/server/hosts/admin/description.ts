/** `/_local/openapi.json`: the description of the control interface, made of the routes themselves. */
import { readFixture } from '../../../fixtures/read-fixture.js';
import type { RegisterRoutes } from './route.js';

/** Under this name, because an application around the plugin may have a description of its own. */
export const DESCRIBE = 'describeBedrockLocal';

type Schema = Record<string, unknown>;

export const registerDescription: RegisterRoutes = (app) => {
  const described = app as unknown as Record<typeof DESCRIBE, () => object>;
  app.get('/_local/openapi.json', { schema: { hide: true } }, async () => described[DESCRIBE]());
};

/** What `@fastify/swagger` is told. */
export function describeInterface(version: string): object {
  return {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'The control interface of bedrock-local',
        version,
        description:
          'Every path also stands below /_namespace/NAME; the header x-bedrock-local-namespace names a namespace as well.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      servers: [{ url: '/', description: 'This server.' }],
      components: {
        schemas: componentSchemas(),
        securitySchemes: {
          token: { type: 'http', scheme: 'bearer', description: 'Needed from other machines: the option adminToken.' },
        },
      },
      security: [{}, { token: [] }],
    },
  };
}

/** The published JSON Schemas under one roof: `#/definitions/x` of a file is `#/components/schemas/x` here. */
function componentSchemas(): Record<string, Schema> {
  const fixture = readFixture<{ definitions: Record<string, Schema> }>('fixture.schema');
  const { definitions, ...fault } = readFixture<Schema & { definitions: Record<string, Schema> }>('fault.schema');
  const entry = readFixture<Schema>('journal-entry.schema');
  const all = { ...fixture.definitions, ...definitions, fault, 'journal-entry': entry };
  const text = JSON.stringify(all, (key, value) => (key === '$schema' ? undefined : value));
  return JSON.parse(text.replaceAll(/"(?:fixture\.schema\.json)?#\/definitions\//g, '"#/components/schemas/'));
}
