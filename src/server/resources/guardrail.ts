/** Guardrails: a DRAFT that can be changed, and its numbered versions, which cannot. */

import type { Exchange } from '../exchange.js';
import type { GuardrailDefinition } from '../generation/guardrails/guardrail.js';
import { notFound } from '../responders/shared/named-resource.js';
import { hasResource, openStore } from './engine.js';
import { type GuardrailProperties, type GuardrailRecord, guardrailVersion, versionsOf } from './guardrail-version.js';
import type { Resource, Scope, Store, Tag } from './resource.js';
import { fingerprintOf } from './shared/fingerprint.js';
import { describeCrossRegion, describePolicies } from './shared/guardrail-policies.js';
import { refuseGuardrail } from './shared/guardrail-rules.js';
import { bedrockArn, shortId } from './shared/names.js';

/**
 * CREATING and UPDATING last 90 ms, as recorded between `createdAt` and `updatedAt`; what was set is in force at once.
 * The quota is the user guide's.
 */
export const guardrail: Resource<GuardrailProperties> = {
  kind: 'guardrail',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `guardrail/${id}`),
  states: {
    first: 'CREATING',
    moves: { CREATING: { after: 90, to: 'READY' }, UPDATING: { after: 90, to: 'READY' } },
  },
  uniqueNames: true,
  quota: 100,
  taggable: true,
  uses: ({ properties }) => properties.definition.automatedReasoningPolicyConfig?.policies ?? [],
  operations: {
    CreateGuardrail: {
      create(input, scope) {
        const {
          tags,
          clientRequestToken: _,
          ...definition
        } = input as unknown as GuardrailDefinition & {
          tags?: Tag[];
          clientRequestToken?: string;
        };
        refuseGuardrail(definition);
        requirePolicies(definition, 'CreateGuardrail', scope);
        return { name: definition.name, tags, properties: { version: 'DRAFT', definition, lastVersion: 0 } };
      },
      reply: ({ id, arn, createdAt }) => ({
        guardrailId: id,
        guardrailArn: arn,
        version: 'DRAFT',
        createdAt: new Date(createdAt),
      }),
    },
    CreateGuardrailVersion: { handle: createVersion },
    UpdateGuardrail: { handle: updateGuardrail },
    DeleteGuardrail: { handle: deleteGuardrail },
    GetGuardrail: {
      handle(exchange) {
        const { guardrailIdentifier, guardrailVersion: version } = exchange.input as Record<string, string | undefined>;
        const found = findGuardrail(String(guardrailIdentifier), version ?? 'DRAFT', exchange);
        if (!found) throw unknown(exchange);
        return describe(found, exchange);
      },
    },
    ListGuardrails: {
      list: 'guardrails',
      records(exchange, store) {
        if (exchange.input.guardrailIdentifier === undefined) return store.list();
        const draft = findDraft(exchange, store);
        return [draft, ...versionsOf(draft.id, exchange)];
      },
      reply: summarize,
    },
  },
};

/** The version of a guardrail of this scope, by the guardrail's id or ARN. `version`: `DRAFT` or a number. */
export function findGuardrail(identifier: string, version: string, scope: Scope): GuardrailRecord | undefined {
  const draft = openStore(guardrail, scope).find(identifier);
  if (!draft || version === 'DRAFT') return draft;
  return versionsOf(draft.id, scope).find(({ properties }) => properties.version === version);
}

function findDraft(exchange: Exchange, store: Store<GuardrailProperties>): GuardrailRecord {
  const draft = store.find(String(exchange.input.guardrailIdentifier));
  if (!draft) throw unknown(exchange);
  return draft;
}

function unknown({ input, operation, region }: Exchange) {
  const version = input.guardrailVersion === undefined ? '' : ` in version ${input.guardrailVersion}`;
  return notFound(operation.name, `nothing has created ${input.guardrailIdentifier}${version} in ${region}`);
}

function requirePolicies(
  { automatedReasoningPolicyConfig }: GuardrailDefinition,
  operation: string,
  scope: Scope,
): void {
  const unknown = automatedReasoningPolicyConfig?.policies?.find((arn) => !hasResource(arn, scope));
  if (unknown !== undefined) throw notFound(operation, `nothing has created ${unknown} in ${scope.region}`);
}

function createVersion(exchange: Exchange, store: Store<GuardrailProperties>): Record<string, unknown> {
  const { clientRequestToken, ...input } = exchange.input as { clientRequestToken?: string; description?: string };
  const draft = findDraft(exchange, store);
  const { definition, lastVersion } = draft.properties;
  const next = lastVersion + 1;
  const { description: _, ...policies } = definition;
  const { properties } = openStore(guardrailVersion, exchange).create({
    ...(clientRequestToken !== undefined && { request: { clientRequestToken, fingerprint: fingerprintOf(input) } }),
    properties: {
      version: String(next),
      definition: { ...policies, ...(input.description !== undefined && { description: input.description }) },
      lastVersion: next,
      owner: { id: draft.id, arn: String(draft.arn) },
    },
  });
  draft.properties = { ...draft.properties, lastVersion: Math.max(lastVersion, Number(properties.version)) };
  return { guardrailId: draft.id, version: properties.version };
}

/** What is not given is gone: an update replaces the DRAFT as a whole. */
function updateGuardrail(exchange: Exchange, store: Store<GuardrailProperties>): Record<string, unknown> {
  const { guardrailIdentifier: _, ...definition } = exchange.input as unknown as GuardrailDefinition & {
    guardrailIdentifier: string;
  };
  const draft = findDraft(exchange, store);
  refuseGuardrail(definition);
  requirePolicies(definition, exchange.operation.name, exchange);
  store.refuseTaken(String(definition.name), draft);
  draft.name = definition.name;
  store.update(draft, { ...draft.properties, definition });
  store.enter(draft, 'UPDATING');
  return {
    guardrailId: draft.id,
    guardrailArn: draft.arn,
    version: 'DRAFT',
    updatedAt: new Date(draft.updatedAt),
  };
}

/** Without a version the guardrail goes as a whole. */
function deleteGuardrail(exchange: Exchange, store: Store<GuardrailProperties>): Record<string, unknown> {
  const draft = findDraft(exchange, store);
  const { guardrailVersion: number } = exchange.input;
  const doomed = versionsOf(draft.id, exchange).filter(
    ({ properties }) => number === undefined || properties.version === number,
  );
  if (number !== undefined && doomed.length === 0) throw unknown(exchange);
  const versions = openStore(guardrailVersion, exchange);
  for (const record of doomed) versions.delete(record);
  if (number === undefined) store.delete(draft);
  return {};
}

function describe(record: GuardrailRecord, scope: Scope): Record<string, unknown> {
  const { status, createdAt, updatedAt, properties } = record;
  const { definition, version, owner } = properties;
  return {
    name: definition.name,
    ...(definition.description !== undefined && { description: definition.description }),
    guardrailId: owner?.id ?? record.id,
    guardrailArn: owner?.arn ?? record.arn,
    version,
    status,
    ...describePolicies(definition, scope),
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    statusReasons: [],
    failureRecommendations: [],
    blockedInputMessaging: definition.blockedInputMessaging,
    blockedOutputsMessaging: definition.blockedOutputsMessaging,
  };
}

function summarize(record: GuardrailRecord, scope: Scope): Record<string, unknown> {
  const { status, createdAt, updatedAt, properties } = record;
  const { definition, version, owner } = properties;
  return {
    id: owner?.id ?? record.id,
    arn: owner?.arn ?? record.arn,
    status,
    name: definition.name,
    ...(definition.description !== undefined && { description: definition.description }),
    version,
    createdAt: new Date(createdAt),
    updatedAt: new Date(updatedAt),
    ...describeCrossRegion(definition, scope),
  };
}
