/** What every create can be refused for: a token that came with another input, too many tags, one too many. */
import { isProvoked } from '../by-fault.js';
import type { ContractCase, Params, Step } from '../case.js';
import { maker, things } from '../things/index.js';
import type { Making } from '../things/thing.js';

const tooMany = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' }));

/** `making` names what the case makes; two kinds of it never meet, so the name is that of the refusal. */
function refusedCreate(
  key: string,
  { id, documentation, error }: { id: string; documentation: string; error: string },
  making: Making,
  { before = [], more = {}, cleanup }: { before?: Step[]; more?: Params; cleanup: Step[] },
): ContractCase {
  const { as: _, ...create } = maker.create(key, making, more);
  const localOnly = maker.localOnly(key);
  return {
    id: `${create.operation}${id}`,
    documentation,
    steps: [...maker.prepare(key, making), ...before, { ...create, expect: { error } }, ...cleanup],
    marks: { writes: true, ...(localOnly !== undefined && { localOnly }) },
  };
}

function reusedToken(key: string): ContractCase {
  const { token, params } = things[key]!;
  const making = { name: `contract-token-${key.toLowerCase()}` };
  const before = [maker.create(key, making)];
  const { [token!]: _, ...other } = params(`${making.name}-other`);
  return refusedCreate(
    key,
    {
      id: 'RefusesReusedToken',
      documentation: 'An idempotency token that came with another input.',
      error: 'ConflictException',
    },
    making,
    { before, more: other, cleanup: maker.remove(key, making) },
  );
}

function tooManyTags(key: string): ContractCase {
  const making = { name: `contract-tags-${key.toLowerCase()}` };
  return refusedCreate(
    key,
    { id: 'RefusesTooManyTags', documentation: 'One tag more than fifty.', error: 'TooManyTagsException' },
    making,
    { more: { [things[key]!.tags!]: tooMany }, cleanup: maker.removeNeeds(key, making) },
  );
}

function oneTooMany(key: string): ContractCase {
  const { needs } = things[key]!;
  const making: Making = {
    name: `contract-quota-${key.toLowerCase()}`,
    credentials: needs ? 'limitedWithin' : 'limited',
  };
  return refusedCreate(
    key,
    {
      id: 'RefusesOneTooMany',
      documentation: 'A caller who may have no more of the kind.',
      error: 'ServiceQuotaExceededException',
    },
    making,
    { cleanup: maker.removeNeeds(key, making) },
  );
}

/** The first thing that each operation makes. */
const creates = Object.keys(things).filter(
  (key, index, keys) => keys.findIndex((other) => things[other]!.operation === things[key]!.operation) === index,
);
const having = (exception: string) => creates.filter((key) => isProvoked(things[key]!.operation, exception));

export const refusedCreates = (): ContractCase[] => [
  ...having('ConflictException')
    .filter((key) => things[key]!.token !== undefined)
    .map(reusedToken),
  ...having('TooManyTagsException')
    .filter((key) => things[key]!.tags !== undefined)
    .map(tooManyTags),
  ...having('ServiceQuotaExceededException').map(oneTooMany),
];
