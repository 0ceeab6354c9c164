/** The filters that lists have in common, by the input member that asks for them. */
import type { Filter } from '../resource.js';

const createdAfter: Filter<unknown> = ({ createdAt }, value) => createdAt > (value as Date).getTime();
const createdBefore: Filter<unknown> = ({ createdAt }, value) => createdAt < (value as Date).getTime();

export const commonFilters: Record<string, Filter<unknown>> = {
  creationTimeAfter: createdAfter,
  createdAfter,
  submitTimeAfter: createdAfter,
  creationTimeBefore: createdBefore,
  createdBefore,
  submitTimeBefore: createdBefore,
  nameContains: ({ name }, value) => name?.includes(String(value)) ?? false,
  statusEquals: ({ status }, value) => status === value,
};
