/** The log of model invocations: AWS's record of each, to where the account's configuration wants it. */
import { callerArn } from '../access/caller-name.js';
import type { Exchange } from '../exchange.js';
import type { JournalRecord } from '../namespace.js';
import { openStore } from '../resources/engine.js';
import { modelInvocationLogging } from '../resources/model-invocation-logging.js';
import type { ExchangeLog } from './exchange-log.js';
import { inputBody, outputBody } from './invocation-body.js';
import { placesOf } from './invocation-places.js';

/** Source: user guide, "Model invocation logging". */
const logged = new Set(['Converse', 'ConverseStream', 'InvokeModel', 'InvokeModelWithResponseStream']);

export const logInvocation: ExchangeLog = (exchange, record, delivery) => {
  if (exchange.namespace.resources.size === 0 || !logged.has(exchange.operation.name)) return;
  const [configured] = openStore(modelInvocationLogging, exchange).list();
  if (!configured) return;
  const config = configured.properties;
  const places = placesOf(config, exchange, record, delivery);
  if (places.length === 0) return;
  const input = inputBody(config, record);
  const output = outputBody(config, exchange, record);
  for (const { place, keep } of places) {
    const entry = writeEntry(exchange, record, keep(input, 'input'), keep(output, 'output'));
    delivery.add(place, JSON.stringify(entry));
  }
};

/** Keys in the order of AWS's records. */
function writeEntry(
  exchange: Exchange,
  { id, startedAt, exception, usage, model }: JournalRecord,
  input: object,
  output: object,
): object {
  const { region, namespace, caller, operation } = exchange;
  const { accountId } = namespace.settings;
  const metadata = readMetadata(exchange);
  const converses = operation.name.startsWith('Converse');
  const { cacheReadInputTokens = 0, cacheWriteInputTokens = 0 } = usage ?? {};
  const counts = usage !== undefined && (converses || cacheReadInputTokens + cacheWriteInputTokens > 0);
  return {
    schemaType: 'ModelInvocationLog',
    schemaVersion: '1.0',
    timestamp: `${startedAt.slice(0, 19)}Z`,
    accountId,
    identity: { arn: callerArn(caller, region, accountId) },
    region,
    requestId: id,
    operation: operation.name,
    modelId: model,
    ...(exception !== undefined && { errorCode: exception }),
    ...(metadata !== undefined && { requestMetadata: metadata }),
    input: {
      inputContentType: 'application/json',
      ...input,
      ...(usage && { inputTokenCount: usage.inputTokens }),
      ...(counts && {
        cacheReadInputTokenCount: cacheReadInputTokens,
        cacheWriteInputTokenCount: cacheWriteInputTokens,
      }),
    },
    output: {
      outputContentType: 'application/json',
      ...output,
      ...(usage && { outputTokenCount: usage.outputTokens }),
    },
    ...(exchange.model?.inferenceProfileId && { inferenceRegion: region }),
  };
}

/** InvokeModel takes it as the JSON text of a header. */
function readMetadata({ input }: Exchange): unknown {
  const { requestMetadata } = input;
  if (typeof requestMetadata !== 'string') return requestMetadata;
  try {
    return JSON.parse(requestMetadata);
  } catch {
    return undefined;
  }
}
