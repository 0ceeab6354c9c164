/** A request that somebody wrote down, in one of the forms that people have it in, as the call that it means. */
import type { JudgedOperation, JudgedRequest } from '../server/emulator-judge.js';
import { OptionError } from '../server/options.js';

export type LintedRequest = JudgedRequest;

export const lintedOperations: JudgedOperation[] = [
  'Converse',
  'ConverseStream',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  'CountTokens',
];

type JsonObject = Record<string, unknown>;

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string, name: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new OptionError(`${name} is no JSON: ${(cause as Error).message}`);
  }
  if (isObject(value)) return value;
  throw new OptionError(`${name} must hold one JSON object: a request`);
}

/** Throws an OptionError where the text is no request, or names no model. `name`: what to call the text. */
export function readLintedRequest(
  text: string,
  name: string,
  flags: { model?: string; operation?: JudgedOperation },
): LintedRequest {
  const given = parse(text, name);
  const wrapped = isObject(given.input) && typeof given.operation === 'string';
  const { modelId: named, ...input } = (wrapped ? given.input : given) as JsonObject;
  const operation = flags.operation ?? ((wrapped ? given.operation : 'Converse') as JudgedOperation);
  if (!lintedOperations.includes(operation))
    throw new OptionError(`${name}: ${operation} cannot be judged; ${lintedOperations.join(', ')} can`);
  const modelId = flags.model ?? named;
  if (typeof modelId !== 'string') throw new OptionError(`${name} names no model: give it by --model`);
  return { operation, modelId, body: writeBody(operation, input) };
}

/** A native body may stand as the `body` of an input, as JSON or as its text. */
function writeBody(operation: JudgedOperation, input: JsonObject): string {
  const isNative = operation === 'InvokeModel' || operation === 'InvokeModelWithResponseStream';
  const content = isNative && 'body' in input ? input.body : input;
  return typeof content === 'string' ? content : JSON.stringify(content, withoutMarks);
}

/** The journal shows bytes as `{ base64 }`; on the wire they are a text. */
function withoutMarks(_: string, value: unknown): unknown {
  return isObject(value) && typeof value.base64 === 'string' && Object.keys(value).length === 1 ? value.base64 : value;
}
