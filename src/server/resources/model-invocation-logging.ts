/** The logging configuration of model invocations: one or none for each region of an account. */
import type { LoggingConfig } from '@aws-sdk/client-bedrock';
import type { Resource } from './resource.js';

/** What was put is given back as it stands; where nothing was, Get answers with an empty body (recorded). */
export const modelInvocationLogging: Resource<LoggingConfig> = {
  kind: 'model-invocation-logging',
  id: () => 'configuration',
  operations: {
    PutModelInvocationLoggingConfiguration: {
      handle({ input }, store) {
        const loggingConfig = input.loggingConfig as LoggingConfig;
        const [present] = store.list();
        if (present) store.update(present, loggingConfig);
        else store.create({ properties: loggingConfig });
        return {};
      },
    },
    GetModelInvocationLoggingConfiguration: {
      handle(_exchange, store) {
        const [present] = store.list();
        return present ? { loggingConfig: present.properties } : {};
      },
    },
    DeleteModelInvocationLoggingConfiguration: {
      handle(_exchange, store) {
        for (const present of store.list()) store.delete(present);
        return {};
      },
    },
  },
};
