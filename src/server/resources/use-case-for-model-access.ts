/** The form that Anthropic wants filled out before its models are used: one or none for each account. */
import { accessRefusals } from '../access/refusals.js';
import { notFound } from '../responders/shared/named-resource.js';
import { openStore } from './engine.js';
import type { Resource, Scope } from './resource.js';

interface Properties {
  formData: Uint8Array;
}

export const useCaseForModelAccess: Resource<Properties> = {
  kind: 'use-case-for-model-access',
  id: () => 'form',
  everywhere: true,
  operations: {
    PutUseCaseForModelAccess: {
      handle({ input }, store) {
        const properties = { formData: input.formData as Uint8Array };
        const [present] = store.list();
        if (present) store.update(present, properties);
        else store.create({ properties });
        return {};
      },
    },
    GetUseCaseForModelAccess: {
      handle({ operation }, store) {
        const [present] = store.list();
        if (!present) throw notFound(operation.name, 'PutUseCaseForModelAccess submits the form');
        return { formData: present.properties.formData };
      },
    },
  },
};

/** Throws AWS's refusal where the form is of a model's provider and has not been submitted. */
export function requireUseCase(providerName: string, scope: Scope): void {
  if (providerName === 'Anthropic' && openStore(useCaseForModelAccess, scope).list().length === 0)
    throw accessRefusals.noUseCase();
}
