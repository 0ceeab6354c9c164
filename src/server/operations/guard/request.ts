/** What a request says of its guardrail, in Converse's body or in InvokeModel's headers and body. */
import type { GuardrailStreamConfiguration, InvokeModelRequest } from '@aws-sdk/client-bedrock-runtime';
import type { JsonObject } from '../../dialects/dialect.js';
import { validationException } from '../../exception.js';
import type { Exchange } from '../../exchange.js';
import { enforcedFor } from '../../resources/enforced-guardrail.js';
import { findGuardrail } from '../../resources/guardrail.js';
import type { GuardrailRecord } from '../../resources/guardrail-version.js';
import type { Face } from '../behaviour.js';
import { guardrailConfigKey, incorrectFormat } from './native-body.js';

export interface GuardRequest {
  record: GuardrailRecord;
  trace: 'disabled' | 'enabled' | 'enabled_full';
  /** Whether a stream shows its content while it is still being judged. Default false. */
  asynchronous: boolean;
}

/** Undefined where no guardrail is asked for. Throws where it does not exist, or is not named in full. */
export function readConverseGuard(exchange: Exchange): GuardRequest | undefined {
  const { guardrailConfig } = exchange.input as { guardrailConfig?: GuardrailStreamConfiguration };
  if (!guardrailConfig) return undefined;
  const { guardrailIdentifier, guardrailVersion, trace = 'disabled', streamProcessingMode } = guardrailConfig;
  return {
    record: findNamed(exchange, guardrailIdentifier, guardrailVersion),
    trace,
    asynchronous: streams(exchange) && streamProcessingMode === 'async',
  };
}

/** As above, of InvokeModel and its stream; `body` is the native one as it came. */
export function readInvokeGuard(exchange: Exchange, body: () => JsonObject): GuardRequest | undefined {
  const { guardrailIdentifier, guardrailVersion, trace, contentType } = exchange.input as Partial<InvokeModelRequest>;
  if (guardrailIdentifier === undefined && guardrailVersion === undefined) return undefined;
  if (contentType !== undefined && !contentType.startsWith('application/json')) throw incorrectFormat();
  const config = body()[guardrailConfigKey] as JsonObject | undefined;
  return {
    record: findNamed(exchange, guardrailIdentifier, guardrailVersion),
    trace: (trace?.toLowerCase() as GuardRequest['trace'] | undefined) ?? 'disabled',
    asynchronous: streams(exchange) && config?.streamProcessingMode === 'ASYNCHRONOUS',
  };
}

/** Those that the account enforces, then the request's own: the one that comes last decides what the reply says of it. */
export function guardRequests(exchange: Exchange, { model }: Face, own: GuardRequest | undefined): GuardRequest[] {
  const enforced = enforcedFor(model.model.modelId, exchange).map(
    (record): GuardRequest => ({ record, trace: 'disabled', asynchronous: false }),
  );
  return own ? [...enforced, own] : enforced;
}

export function streams({ operation }: Exchange): boolean {
  return operation.outputEvents !== undefined;
}

/** The words for an unknown guardrail are quoted in openclaw issue 58588, those for a version in harness-sdk issue 713. */
function findNamed(exchange: Exchange, identifier: string | undefined, version: string | undefined): GuardrailRecord {
  if (!identifier || !version) throw incorrectFormat();
  const found = findGuardrail(identifier, version, exchange);
  if (found) return found;
  const known = findGuardrail(identifier, 'DRAFT', exchange);
  throw validationException(
    known
      ? 'The guardrail identifier or version provided in the request does not exist.'
      : 'The provided guardrail identifier is invalid.',
    {
      rule: 'guardrail/exists',
      hint: `nothing has created ${identifier} in version ${version} in ${exchange.region}; CreateGuardrail does`,
    },
  );
}
