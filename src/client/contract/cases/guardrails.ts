/** Guardrails: their life, and ApplyGuardrail. */
import type { ContractCase, Step } from '../case.js';
import { nova, paid, user } from './shared.js';

const definition = (name: string) => ({
  name,
  blockedInputMessaging: 'Not this.',
  blockedOutputsMessaging: 'Nor that.',
  wordPolicyConfig: { wordsConfig: [{ text: 'heliotrope' }] },
});

const create = (name: string): Step => ({
  operation: 'CreateGuardrail',
  as: 'created',
  params: definition(name),
  expect: { requireParams: ['guardrailId', 'guardrailArn', 'createdAt'], params: { version: 'DRAFT' } },
});
const identifier = { $ref: 'created.guardrailId' };
const remove: Step = {
  operation: 'DeleteGuardrail',
  params: { guardrailIdentifier: identifier },
  expect: {},
  cleanup: true,
};
const writes = { writes: true };

export const guardrailCases: ContractCase[] = [
  {
    id: 'GuardrailLife',
    documentation: 'What is created is found, listed, versioned, changed, and gone when it is deleted.',
    marks: writes,
    steps: [
      create('contract-life'),
      {
        operation: 'GetGuardrail',
        params: { guardrailIdentifier: identifier },
        expect: { params: { name: 'contract-life', version: 'DRAFT' } },
      },
      {
        operation: 'ListGuardrails',
        params: { guardrailIdentifier: identifier },
        expect: { params: { guardrails: { 0: { name: 'contract-life' } } } },
      },
      {
        operation: 'UpdateGuardrail',
        params: { ...definition('contract-life-2'), guardrailIdentifier: identifier },
        expect: { requireParams: ['updatedAt'] },
      },
      {
        operation: 'CreateGuardrailVersion',
        params: { guardrailIdentifier: identifier },
        expect: { params: { version: '1' } },
      },
      {
        operation: 'GetGuardrail',
        params: { guardrailIdentifier: identifier, guardrailVersion: '1' },
        expect: { params: { name: 'contract-life-2', version: '1' } },
      },
      { operation: 'DeleteGuardrail', params: { guardrailIdentifier: identifier }, expect: { code: 202 } },
      {
        operation: 'GetGuardrail',
        params: { guardrailIdentifier: identifier },
        expect: { error: 'ResourceNotFoundException' },
      },
    ],
  },
  {
    id: 'CreateGuardrailRefusesTakenName',
    documentation: 'A second guardrail of the same name.',
    marks: writes,
    steps: [
      create('contract-taken'),
      { operation: 'CreateGuardrail', params: definition('contract-taken'), expect: { error: 'ConflictException' } },
      remove,
    ],
  },
  {
    id: 'CreateGuardrailHonoursToken',
    documentation: 'The same token with the same input gives the same guardrail, with another input a conflict.',
    marks: writes,
    steps: [
      {
        ...create('contract-token'),
        params: { ...definition('contract-token'), clientRequestToken: 'contract-token-0001' },
      },
      {
        operation: 'CreateGuardrail',
        params: { ...definition('contract-token'), clientRequestToken: 'contract-token-0001' },
        expect: { params: { version: 'DRAFT' }, requireParams: ['guardrailId'] },
      },
      {
        operation: 'CreateGuardrail',
        params: { ...definition('contract-token-other'), clientRequestToken: 'contract-token-0001' },
        expect: { error: 'ConflictException' },
      },
      remove,
    ],
  },
  {
    id: 'CreateGuardrailVersionReachesQuota',
    documentation: 'A guardrail has twenty versions and no more.',
    marks: writes,
    steps: [
      create('contract-versions'),
      ...Array.from(
        { length: 20 },
        (): Step => ({ operation: 'CreateGuardrailVersion', params: { guardrailIdentifier: identifier }, expect: {} }),
      ),
      {
        operation: 'CreateGuardrailVersion',
        params: { guardrailIdentifier: identifier },
        expect: { error: 'ServiceQuotaExceededException' },
      },
      remove,
    ],
  },
  {
    id: 'ApplyGuardrailBlocksWord',
    documentation: 'A text with a word of the list is blocked, another passes.',
    marks: writes,
    steps: [
      create('contract-apply'),
      {
        operation: 'ApplyGuardrail',
        params: {
          guardrailIdentifier: identifier,
          guardrailVersion: 'DRAFT',
          source: 'INPUT',
          content: [{ text: { text: 'A heliotrope blooms.' } }],
        },
        expect: {
          params: { action: 'GUARDRAIL_INTERVENED', outputs: [{ text: 'Not this.' }] },
          requireParams: ['usage', 'assessments'],
        },
      },
      {
        operation: 'ApplyGuardrail',
        params: {
          guardrailIdentifier: identifier,
          guardrailVersion: 'DRAFT',
          source: 'INPUT',
          content: [{ text: { text: 'A rose blooms.' } }],
        },
        expect: { params: { action: 'NONE' } },
      },
      remove,
    ],
  },
  {
    id: 'ConverseIsGuarded',
    documentation: 'A conversation that a guardrail blocks ends with its words and its stop reason.',
    marks: { ...writes, ...paid(nova) },
    steps: [
      create('contract-converse'),
      {
        operation: 'Converse',
        params: {
          modelId: nova,
          messages: [user('Tell me of the heliotrope.')],
          guardrailConfig: { guardrailIdentifier: identifier, guardrailVersion: 'DRAFT', trace: 'enabled' },
        },
        expect: {
          params: { stopReason: 'guardrail_intervened', output: { message: { content: [{ text: 'Not this.' }] } } },
          requireParams: ['trace.guardrail.inputAssessment'],
        },
      },
      {
        operation: 'ConverseStream',
        params: {
          modelId: nova,
          messages: [user('Tell me of the heliotrope.')],
          guardrailConfig: { guardrailIdentifier: identifier, guardrailVersion: 'DRAFT' },
        },
        expect: { events: ['messageStart', 'contentBlockDelta', 'contentBlockStop', 'messageStop', 'metadata'] },
      },
      remove,
    ],
  },
];
