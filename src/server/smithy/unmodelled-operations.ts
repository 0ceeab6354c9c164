/** Operations that Bedrock serves though no schema models them: the OpenAI-compatible paths of bedrock-runtime. */
import type { Operation } from './operation.js';
import type { Route } from './router.js';
import type { Member, StructureShape } from './shape.js';

const body: Member = {
  name: 'body',
  jsonName: 'body',
  location: 'payload',
  locationName: 'body',
  required: false,
  idempotencyToken: false,
  streaming: false,
  eventPayload: false,
  eventHeader: false,
  shape: { type: 'blob' },
};

const bodyOnly = (name: string): StructureShape => ({
  type: 'structure',
  name,
  union: false,
  members: [body],
  byName: new Map([[body.name, body]]),
});

/** Source: user guide, "Invoke a model with the OpenAI Chat Completions API"; recorded exchanges. */
export const openAiChatCompletions: Operation = {
  name: 'OpenAI.ChatCompletions',
  service: 'bedrock-runtime',
  method: 'POST',
  path: '/openai/v1/chat/completions',
  status: 200,
  input: bodyOnly('ChatCompletionsRequest'),
  output: bodyOnly('ChatCompletionsResponse'),
};

export const unmodelledOperations: Operation[] = [openAiChatCompletions];

/** A request that no template matches, for who lets it pass: AWS may know the operation. */
export function unknownRoute(method: string, target: string): Route {
  return {
    operation: { ...unknownOperation, method, path: target.split('?')[0] ?? '' },
    labels: {},
    query: new URLSearchParams(),
  };
}

const unknownOperation: Operation = {
  name: 'Unknown',
  service: 'bedrock',
  method: '',
  path: '',
  status: 200,
  input: bodyOnly('UnknownRequest'),
  output: bodyOnly('UnknownResponse'),
};

export const isUnknown = ({ name }: Operation) => name === unknownOperation.name;
