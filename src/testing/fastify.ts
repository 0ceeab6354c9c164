/** Bedrock as a Fastify plugin: in an application of your own, for `inject` and supertest without any port. */
import type { FastifyPluginAsync } from 'fastify';
import { adminRoutes } from '../server/hosts/admin/index.js';
import type { LocalOptions } from '../server/hosts/local-routes.js';
import { bedrockPlugin } from '../server/hosts/plugin.js';
import { createLocalBedrock, type LocalBedrock, type LocalBedrockOptions } from './local-bedrock.js';

export interface BedrockPluginOptions
  extends LocalBedrockOptions,
    Pick<LocalOptions, 'cors' | 'allowedHosts' | 'adminToken'> {}

export interface PluggedBedrock extends LocalBedrock {
  /** `await app.register(bedrock.plugin)`, or with a `prefix`. Routes of the application come first. HTTP/1.1 only. */
  plugin: FastifyPluginAsync;
}

/** `const bedrock = await createBedrockPlugin()`. Rejects with one sentence where a fixture, fault or setting makes no sense. */
export async function createBedrockPlugin(options: BedrockPluginOptions = {}): Promise<PluggedBedrock> {
  const { cors, allowedHosts, adminToken } = options;
  const bedrock = await createLocalBedrock(options);
  const { emulator, control } = bedrock;
  return {
    ...bedrock,
    plugin: (app) =>
      bedrockPlugin(app, {
        emulator,
        ...(cors && { cors }),
        ...(allowedHosts && { allowedHosts }),
        ...(adminToken !== undefined && { adminToken }),
        routes(local) {
          for (const register of adminRoutes) register(local, control);
        },
      }),
  };
}
