/** A resource of any kind by its ARN. */
import { readArn } from '../../catalogue-arn.js';
import { openStore } from '../../resources/engine.js';
import { resources } from '../../resources/index.js';
import type { Resource, ResourceRecord, Scope } from '../../resources/resource.js';

export interface FoundResource {
  resource: Resource;
  record: ResourceRecord;
}

/** Undefined where the text is no ARN, or none of a resource in this scope. */
export function findResource(arn: string, scope: Scope): FoundResource | undefined {
  if (!readArn(arn)) return undefined;
  for (const resource of resources) {
    const record = openStore(resource, scope).find(arn);
    if (record) return { resource, record };
  }
  return undefined;
}
