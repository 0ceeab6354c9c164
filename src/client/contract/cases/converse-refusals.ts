/** Converse: what AWS refuses, in its words. */
import { type ContractCase, type Expectation, type Params, single } from '../case.js';
import { claude, question, user, weatherTool } from './shared.js';

/** Refused before a model is asked, so it costs nothing. */
const refusal = (id: string, documentation: string, params: Params, message: Expectation['message'], model = claude) =>
  single(
    `Converse${id}`,
    documentation,
    'Converse',
    { modelId: model, messages: [user(question)], ...params },
    { error: 'ValidationException', ...(message && { message }) },
  );

export const converseRefusals: ContractCase[] = [
  refusal(
    'RefusesUnknownModel',
    'A model that does not exist.',
    { modelId: 'amazon.no-such-model-v1:0' },
    'The provided model identifier is invalid.',
  ),
  refusal('RefusesNoMessages', 'A conversation without a message.', { messages: [] }, { pattern: 'conversation' }),
  refusal(
    'RefusesAssistantFirst',
    'A conversation that the assistant begins.',
    { messages: [{ role: 'assistant', content: [{ text: 'Hi' }] }] },
    { pattern: 'conversation must start with a user message' },
  ),
  refusal(
    'RefusesBlankText',
    'A text of nothing but blanks.',
    { messages: [user(' ')] },
    { pattern: 'blank|non-whitespace' },
  ),
  refusal(
    'RefusesTemperature',
    'A temperature above 1.',
    { inferenceConfig: { temperature: 1.5 } },
    {
      pattern:
        "'inferenceConfig.temperature' failed to satisfy constraint: Member must have value less than or equal to 1",
    },
  ),
  refusal(
    'RefusesSeveralAtOnce',
    'Two violations stand in one message.',
    { inferenceConfig: { temperature: 2, maxTokens: 0 } },
    { pattern: '^2 validation errors detected: ' },
  ),
  refusal(
    'RefusesToolResultWithoutCall',
    'A result for a tool that was not called.',
    {
      messages: [
        user('Hi'),
        { role: 'assistant', content: [{ text: 'Hello' }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'x' }] } }] },
      ],
      toolConfig: { tools: [weatherTool] },
    },
    { pattern: 'toolResult' },
  ),
  refusal(
    'RefusesToolsWithoutConfig',
    'A conversation with tool calls needs toolConfig.',
    {
      messages: [
        user('Hi'),
        { role: 'assistant', content: [{ toolUse: { toolUseId: 'tooluse_1', name: 'get_weather', input: {} } }] },
        { role: 'user', content: [{ toolResult: { toolUseId: 'tooluse_1', content: [{ text: 'x' }] } }] },
      ],
    },
    { pattern: 'toolConfig' },
  ),
  refusal(
    'RefusesDocumentWithoutText',
    'A document needs a text beside it.',
    {
      messages: [
        { role: 'user', content: [{ document: { format: 'txt', name: 'a', source: { bytes: Buffer.from('x') } } }] },
      ],
    },
    { pattern: 'text' },
  ),
  refusal(
    'RefusesUnknownGuardrail',
    'A guardrail that does not exist.',
    {
      guardrailConfig: { guardrailIdentifier: 'nosuchguardr', guardrailVersion: 'DRAFT' },
    },
    { pattern: 'guardrail' },
  ),
];
