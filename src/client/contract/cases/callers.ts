/** Callers: credentials that nobody has are refused by both services, in the unary form and before a stream. */
import type { ContractCase } from '../case.js';
import { nova, question, user } from './shared.js';

const refused = (operation: string, params: Record<string, unknown>): ContractCase => ({
  id: `${operation}RefusesUnknownCredentials`,
  documentation: 'An access key id that does not exist.',
  steps: [
    {
      operation,
      params,
      credentials: 'unknown',
      expect: {
        code: 403,
        error: 'UnrecognizedClientException',
        message: 'The security token included in the request is invalid.',
      },
    },
  ],
});

export const callerCases: ContractCase[] = [
  refused('ListFoundationModels', {}),
  refused('GetGuardrail', { guardrailIdentifier: 'abcdefghijkl' }),
  refused('Converse', { modelId: nova, messages: [user(question)] }),
  refused('ConverseStream', { modelId: nova, messages: [user(question)] }),
  refused('InvokeModel', { modelId: nova, body: Buffer.from('{}') }),
];
