/** A case for each operation: an input that the API model allows is answered, or refused for a thing that does not exist. */

import type { Operation } from '../../../server/smithy/operation.js';
import { sampleShape } from '../../../server/smithy/sample.js';
import type { ContractCase } from '../case.js';
import { claudeBody, question, user } from '../cases/shared.js';
import { models } from '../models.js';
import { changesAccount } from './changes-account.js';
import { oneEvent } from './well-formed.js';

/** Members that the operations' own rules bind beyond the model: a model that is there, a body of its format. */
const own: Record<string, Record<string, unknown>> = {
  InvokeModel: {
    modelId: models.claude.id,
    body: claudeBody(),
    contentType: 'application/json',
    accept: 'application/json',
  },
  InvokeModelWithResponseStream: { modelId: models.claude.id, body: claudeBody(), contentType: 'application/json' },
  InvokeModelWithBidirectionalStream: { modelId: 'amazon.nova-sonic-v1:0' },
  Converse: { modelId: models.claude.id, messages: [user(question)] },
  ConverseStream: { modelId: models.claude.id, messages: [user(question)] },
  CountTokens: { modelId: 'anthropic.claude-3-5-haiku-20241022-v1:0' },
};

/** Refusals of an input that is right in itself: what it names does not exist here, or a rule asks for more than the model says. */
const refusals = ['ResourceNotFoundException', 'ValidationException', 'AccessDeniedException', 'ConflictException'];

export function sampleCase(operation: Operation): ContractCase {
  const { name, service, input, inputEvents } = operation;
  const sample = sampleShape(service, input, undefined, { seed: 7, now: Date.UTC(2026, 0, 1) }) as Record<
    string,
    unknown
  >;
  const params = { ...sample, ...own[name], ...(inputEvents && { [inputEvents.name]: oneEvent }) };
  return {
    id: `${name}Sample`,
    documentation: 'An input that the API model allows is answered in the form of the model.',
    steps: [{ operation: name, params, expect: { orRefused: refusals } }],
    marks: {
      ...(changesAccount(operation) && {
        writes: true,
        localOnly: 'what is made up may be done, and nothing takes it back',
      }),
      ...(inputEvents && { bidirectional: true }),
      ...(typeof params.modelId === 'string' && { model: params.modelId, tokens: 200 }),
    },
  };
}
