/** Guardrails that an account enforces: every inference of the region passes through them, whatever it asks for itself. */
import type { AccountEnforcedGuardrailInferenceInputConfiguration } from '@aws-sdk/client-bedrock';
import { callerArn } from '../access/caller-name.js';
import type { Exchange } from '../exchange.js';
import { notFound } from '../responders/shared/named-resource.js';
import { matchesAny } from '../rules/shared/globs.js';
import { openStore } from './engine.js';
import { findGuardrail } from './guardrail.js';
import type { GuardrailRecord } from './guardrail-version.js';
import type { Resource, ResourceRecord, Scope, Store } from './resource.js';
import { findNamed } from './shared/find-named.js';
import { shortId } from './shared/names.js';

interface Properties {
  asked: AccountEnforcedGuardrailInferenceInputConfiguration;
  guardrailArn: string;
  guardrailId: string;
  createdBy: string;
  updatedBy: string;
}

type EnforcedRecord = ResourceRecord<Properties>;

export const enforcedGuardrail: Resource<Properties> = {
  kind: 'enforced-guardrail',
  id: shortId,
  uses: ({ properties }) => [properties.guardrailArn],
  operations: {
    PutEnforcedGuardrailConfiguration: { handle: put },
    ListEnforcedGuardrailsConfiguration: { list: 'guardrailsConfig', reply: describe },
    DeleteEnforcedGuardrailConfiguration: { delete: 'configId' },
  },
};

/** The guardrails of every inference of this model. */
export function enforcedFor(modelId: string, scope: Scope): GuardrailRecord[] {
  return openStore(enforcedGuardrail, scope)
    .list()
    .filter(({ properties }) => isEnforcedFor(modelId, properties.asked))
    .flatMap(
      ({ properties: { asked } }) =>
        findGuardrail(String(asked.guardrailIdentifier), String(asked.guardrailVersion), scope) ?? [],
    );
}

/** `ALL` stands for all models. */
function isEnforcedFor(modelId: string, { modelEnforcement }: Properties['asked']): boolean {
  const { includedModels = ['ALL'], excludedModels = [] } = modelEnforcement ?? {};
  const names = (list: string[]) => list.map((name) => (name === 'ALL' ? '*' : name.slice(name.lastIndexOf('/') + 1)));
  return matchesAny(names(includedModels), modelId) && !matchesAny(names(excludedModels), modelId);
}

/** With a `configId` it changes what is there. */
function put(exchange: Exchange, store: Store<Properties>): Record<string, unknown> {
  const { input, operation, caller, region, namespace } = exchange;
  const asked = input.guardrailInferenceConfig as Properties['asked'];
  const { guardrailIdentifier, guardrailVersion } = asked;
  const found = findGuardrail(String(guardrailIdentifier), String(guardrailVersion), exchange);
  if (!found)
    throw notFound(operation.name, `nothing has created ${guardrailIdentifier} in version ${guardrailVersion}`);
  const { id: guardrailId, arn: guardrailArn } = found.properties.owner ?? { id: found.id, arn: String(found.arn) };
  const updatedBy = callerArn(caller, region, namespace.settings.accountId);
  const properties = { asked, guardrailArn, guardrailId, createdBy: updatedBy, updatedBy };
  const record = input.configId === undefined ? store.create({ properties }) : findNamed(store, 'configId', exchange);
  if (input.configId !== undefined) store.update(record, { ...properties, createdBy: record.properties.createdBy });
  return { configId: record.id, updatedAt: new Date(record.updatedAt), updatedBy };
}

function describe({ id, createdAt, updatedAt, properties }: EnforcedRecord): Record<string, unknown> {
  const { asked, guardrailArn, guardrailId, createdBy, updatedBy } = properties;
  return {
    configId: id,
    guardrailArn,
    guardrailId,
    guardrailVersion: asked.guardrailVersion,
    selectiveContentGuarding: asked.selectiveContentGuarding,
    modelEnforcement: asked.modelEnforcement,
    createdAt: new Date(createdAt),
    createdBy,
    updatedAt: new Date(updatedAt),
    updatedBy,
    owner: 'ACCOUNT',
  };
}
