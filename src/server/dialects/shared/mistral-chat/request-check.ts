/** Holds a chat request to Mistral's models, and words a refusal as their back end does: as a list of details. */
import { type ServiceException, validationException } from '../../../exception.js';
import type { Json, JsonObject } from '../../dialect.js';
import {
  chatCountSchema,
  chatMaxTokensSchema,
  chatMessagesSchema,
  chatPenaltySchema,
  chatSeedSchema,
  chatShareSchema,
  chatStopSchema,
  chatToolChoiceSchema,
  chatToolsSchema,
} from '../chat/request-schema.js';
import type { RequestSchema } from '../request-schema.js';
import { fieldsFirst, findViolations, type Path, type Problem } from '../violations.js';

const any: RequestSchema = { type: 'any' };

/** Source: Amazon Bedrock user guide, "Mistral AI chat completion"; a recorded refusal shows what is not among the keys. */
const schema: RequestSchema = {
  type: 'object',
  required: ['messages'],
  properties: {
    model: any,
    messages: chatMessagesSchema(),
    tools: chatToolsSchema,
    tool_choice: chatToolChoiceSchema,
    max_tokens: chatMaxTokensSchema,
    temperature: chatShareSchema(1),
    top_p: chatShareSchema(1),
    stop: chatStopSchema,
    stream: any,
    stream_options: { type: 'object', nullable: true },
    random_seed: chatSeedSchema,
    response_format: any,
    safe_prompt: any,
    n: chatCountSchema,
    presence_penalty: chatPenaltySchema,
    frequency_penalty: chatPenaltySchema,
    parallel_tool_calls: any,
  },
};

/**
 * The ValidationException that the back end gives; `undefined` where it takes the body. Source: a recorded exchange, which goes
 * on with what the body lacks of a text completion.
 */
export function refuseMistralChat(body: JsonObject): ServiceException | undefined {
  const violations = fieldsFirst(findViolations(schema, body));
  if (violations.length === 0) return undefined;
  const detail = violations.map(({ path, problem }) => {
    const key = problem.kind === 'missing' || problem.kind === 'extraneous' ? [problem.key] : [];
    const within = keysOf(path);
    const loc = [...within, ...key];
    const input = valueAt(body, problem.kind === 'missing' ? within : loc);
    const { type, msg } = describe(problem);
    return { type, loc: ['body', 'ChatCompletionRequest', ...loc], msg, input };
  });
  return validationException(JSON.stringify({ detail }));
}

function describe(problem: Problem): { type: string; msg: string } {
  if (problem.kind === 'missing') return { type: 'missing', msg: 'Field required' };
  if (problem.kind === 'extraneous') return { type: 'extra_forbidden', msg: 'Extra inputs are not permitted' };
  if (problem.kind === 'limit' && problem.limit === 'minimum') {
    return { type: 'greater_than_equal', msg: `Input should be greater than or equal to ${problem.bound}` };
  }
  if (problem.kind === 'limit') {
    return { type: 'less_than_equal', msg: `Input should be less than or equal to ${problem.bound}` };
  }
  const kind = problem.kind === 'type' ? problem.expected : 'string';
  return { type: `${kind}_type`, msg: `Input should be a valid ${kind}` };
}

function keysOf(path: Path): (string | number)[] {
  return path ? [...keysOf(path.parent), path.part] : [];
}

function valueAt(body: JsonObject, keys: (string | number)[]): Json {
  return keys.reduce<Json>((value, key) => (value as Record<string | number, Json>)[key]!, body);
}
