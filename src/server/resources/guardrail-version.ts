/** The numbered versions of guardrails: each is the DRAFT as it stood when the version was made, and never changes. */
import type { GuardrailDefinition } from '../generation/guardrails/guardrail.js';
import { openStore } from './engine.js';
import type { Resource, ResourceRecord, Scope } from './resource.js';
import { shortId } from './shared/names.js';

export interface GuardrailProperties {
  /** `DRAFT`, or a number from 1. */
  version: string;
  definition: GuardrailDefinition;
  /** The highest number that was given out; a deleted one is not given again. Of the DRAFT alone. */
  lastVersion: number;
  /** Whose version it is. Of numbered versions alone. */
  owner?: { id: string; arn: string };
}

export type GuardrailRecord = ResourceRecord<GuardrailProperties>;

/** VERSIONING passes in the time that a creation takes. The quota, of each guardrail, is the user guide's. */
export const guardrailVersion: Resource<GuardrailProperties> = {
  kind: 'guardrail-version',
  id: shortId,
  states: { first: 'VERSIONING', moves: { VERSIONING: { after: 90, to: 'READY' } } },
  quota: 20,
  quotaGroup: ({ properties }) => properties.owner?.id,
  operations: {},
};

/** The numbered versions of one guardrail, the oldest first. */
export function versionsOf(guardrailId: string, scope: Scope): GuardrailRecord[] {
  return openStore(guardrailVersion, scope)
    .list()
    .filter(({ properties }) => properties.owner?.id === guardrailId);
}
