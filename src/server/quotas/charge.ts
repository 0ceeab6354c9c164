/** What one inference takes of its quotas: all that it may need before it begins, and what it has used when it has ended. */
import type { ResolvedModel } from '../catalogue.js';
import type { Exchange } from '../exchange.js';
import type { BlockDelta, TurnEvent } from '../inference/conversation.js';
import type { Inference, InferenceOutput } from '../inference/inference.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { mapStream } from '../inference/stream.js';
import { countTokens } from '../inference/tokens.js';
import { quotaUsage } from './burndown.js';
import { limitNames, limits } from './limits.js';
import type { Demand, Hold, Reservation } from './quota-store.js';
import { refuse } from './refuse.js';

export interface Charge {
  /** The output as it was; what goes out of it is counted, for a stream that is left before it says what it has used. */
  watch(output: InferenceOutput): InferenceOutput;
  /** The inference has ended. */
  settle(): void;
}

/** Capacity of its own: a model unit or an import is not of the quotas on demand. Source: user guide, "Quotas for the bedrock-runtime endpoint". */
const ownCapacity = /:(provisioned-model|imported-model|custom-model-deployment)\//;

/** Undefined where no quota holds for the model. Throws, or rejects with, the exception where one has too little left. */
export function reserveQuota(exchange: Exchange): Charge | undefined | Promise<Charge> {
  const { inference, model, namespace, region } = exchange;
  if (!inference || !model || ownCapacity.test(model.requestedId)) return undefined;
  const { store } = namespace.quotas;
  const inputTokens = countInput(inference);
  const demands = demandsOf(exchange, model, inputTokens + mostOutput(inference, model), region);
  if (demands.length === 0) return undefined;
  const admit = (reservation: Reservation): Charge => {
    if ('short' in reservation) throw refuse(exchange, reservation);
    return createCharge(exchange, model, inputTokens, reservation.holds);
  };
  const reservation = store.reserve(demands);
  return reservation instanceof Promise ? reservation.then(admit) : admit(reservation);
}

function demandsOf({ namespace }: Exchange, resolved: ResolvedModel, tokens: number, region: string): Demand[] {
  // An inference profile has quotas of its own; an application profile has those of what it was made from.
  const model = resolved.inferenceProfileId ?? resolved.model.modelId;
  const allowed = namespace.quotas.limitsFor(model, region);
  return limitNames.flatMap((quota) => {
    const limit = allowed[quota];
    const amount = limits[quota].counts === 'requests' ? 1 : tokens;
    return limit === undefined || amount === 0 ? [] : [{ quota, model, region, limit, amount }];
  });
}

/** The cache counts too: what is read from it is known, and given back, only at the end. */
function countInput(inference: Inference): number {
  if (inference.kind === 'conversation') return countInputTokens(inference);
  if (inference.kind === 'embedding')
    return inference.inputs.reduce((sum, { text = '' }) => sum + countTokens(text), 0);
  if (inference.kind === 'ranking')
    return inference.documents.reduce((sum, document) => sum + countTokens(inference.query) + countTokens(document), 0);
  return 0;
}

/** Without max_tokens it is all that the model may say. Source: user guide, "How tokens are counted in Amazon Bedrock". */
function mostOutput(inference: Inference, { model }: ResolvedModel): number {
  return inference.kind === 'conversation' ? (inference.sampling.maxTokens ?? model.maxOutputTokens ?? 0) : 0;
}

function createCharge(exchange: Exchange, { model }: ResolvedModel, inputTokens: number, holds: Hold[]): Charge {
  const held = holds.filter(({ quota }) => limits[quota].counts === 'tokens');
  let produced: number | undefined;
  const count = (event: TurnEvent): TurnEvent[] => {
    if ('contentBlockDelta' in event) produced = (produced ?? 0) + countTokens(textOf(event.contentBlockDelta.delta));
    return [event];
  };
  return {
    watch(output) {
      if (output.kind !== 'conversation' || held.length === 0) return output;
      produced = 0;
      return { ...output, turns: output.turns.map((turn) => mapStream(turn, count)) };
    },
    settle() {
      const left = produced === undefined ? undefined : { inputTokens, outputTokens: produced };
      const usage = exchange.notes.usage ?? left;
      void exchange.namespace.quotas.store.settle(held, usage ? quotaUsage(usage, model.modelId) : 0);
    },
  };
}

function textOf(delta: BlockDelta): string {
  if ('text' in delta) return delta.text;
  if ('toolUse' in delta) return delta.toolUse.input;
  return 'reasoningContent' in delta && 'text' in delta.reasoningContent ? delta.reasoningContent.text : '';
}
