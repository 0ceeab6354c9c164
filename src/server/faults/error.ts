/** Answers with an exception in place of the reply. */
import type { ErrorFault } from '../../fixtures/fault.js';
import type { Exchange } from '../exchange.js';
import type { FaultBehaviour } from './behaviour.js';
import { faultException } from './shared/exception-words.js';

/** The extra members that the API models, where it has some. */
const extras: Record<string, (exchange: Exchange) => Record<string, unknown>> = {
  ModelErrorException: ({ notes }) => ({ originalStatusCode: 500, resourceName: notes.model ?? '' }),
  ModelStreamErrorException: () => ({ originalStatusCode: 500, originalMessage: 'Internal Server Error' }),
  TooManyTagsException: ({ input }) => ({ resourceName: String(input.resourceARN ?? '') }),
};

export const errorFault: FaultBehaviour<ErrorFault> = {
  onCall({ name, message, members }, exchange) {
    throw faultException({ name, message, members: members ?? extras[name]?.(exchange) });
  },
};
