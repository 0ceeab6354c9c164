/** Says offline what AWS would say of a request: what is malformed, which rules it breaks, what the model's format refuses. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import { ServiceException } from './exception.js';
import type { Exchange } from './exchange.js';
import { createNamespace } from './namespace.js';
import { countTokens } from './operations/count-tokens.js';
import { openInvokeModel } from './operations/invoke-model.js';
import { openInvokeModelWithResponseStream } from './operations/invoke-model-with-response-stream.js';
import { resolveNamedModel } from './operations/shared/resolve-named-model.js';
import { checkPrompt, refusals } from './rules/check-rules.js';
import type { Settings } from './settings.js';
import { readRequest } from './smithy/read-request.js';
import { findRoute, type Route } from './smithy/router.js';
import { validateInput } from './smithy/validate.js';

/** The operations that can be judged, and the ends of their paths. */
const paths = {
  Converse: 'converse',
  ConverseStream: 'converse-stream',
  InvokeModel: 'invoke',
  InvokeModelWithResponseStream: 'invoke-with-response-stream',
  CountTokens: 'count-tokens',
};

export type JudgedOperation = keyof typeof paths;

export interface JudgedRequest {
  operation: JudgedOperation;
  modelId: string;
  /** The body as it would be sent. */
  body: string;
}

export interface Verdict {
  /** The first is what AWS would answer; the others are what it would say when that is mended. None: it would be answered. */
  refusals: ServiceException[];
  /** Members that no schema knows, which AWS passes over. */
  unknown: string[];
}

/** No guardrail is looked for: those of an account are not known here. */
export function judgeRequest({ operation, modelId, body }: JudgedRequest, settings: Settings): Verdict {
  const unknown: string[] = [];
  try {
    const route = findRoute('POST', `/model/${encodeURIComponent(modelId)}/${paths[operation]}`);
    const input = readRequest(route, { 'content-type': 'application/json' }, Buffer.from(body), unknown);
    validateInput(route.operation, input);
    return { refusals: refuse(operation, toExchange(route, input, settings)), unknown };
  } catch (thrown) {
    if (thrown instanceof ServiceException) return { refusals: [thrown], unknown };
    throw thrown;
  }
}

/** Throws, or gives all that can be said. */
function refuse(operation: JudgedOperation, exchange: Exchange): ServiceException[] {
  if (operation === 'InvokeModel') openInvokeModel(exchange);
  else if (operation === 'InvokeModelWithResponseStream') openInvokeModelWithResponseStream(exchange);
  else if (operation === 'CountTokens') countTokens(exchange);
  else return refuseConverse(operation, exchange);
  return [];
}

function refuseConverse(operation: 'Converse' | 'ConverseStream', exchange: Exchange): ServiceException[] {
  const { namespace, region } = exchange;
  const input = exchange.input as unknown as ConverseRequest;
  checkPrompt(input, namespace.settings);
  const model = resolveNamedModel(exchange, operation);
  return [...refusals({ input, model, operation, region }, namespace.settings)];
}

function toExchange({ operation }: Route, input: Record<string, unknown>, settings: Settings): Exchange {
  const namespace = createNamespace('lint', settings);
  return {
    id: namespace.clock.uuid(),
    namespace,
    operation,
    caller: { kind: 'anonymous' },
    region: settings.region,
    headers: {},
    input,
    signal: () => new AbortController().signal,
    startedAt: 0,
    seed: 0,
    notes: { faults: [] },
  };
}
