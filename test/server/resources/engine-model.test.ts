import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ServiceException } from '../../../src/server/exception.js';
import { createNamespace, type Namespace } from '../../../src/server/namespace.js';
import { operateResource } from '../../../src/server/operations/resource-operations.js';
import { provisionedModel } from '../../../src/server/resources/provisioned-model.js';
import { defaultSettings } from '../../../src/server/settings.js';
import { fakeExchange } from '../operations/fake-exchange.js';

const STEP = defaultSettings.transitionMs;

/** What a reference keeps of one throughput: the simplest that could be right. */
interface Expected {
  arn: string;
  name: string;
  units: number;
  token: string;
  createdAt: number;
  status: 'Creating' | 'InService';
}

type Step =
  | { do: 'create'; name: string; units: number; token: string }
  | { do: 'delete' | 'get'; name: string }
  | { do: 'rename'; name: string; to: string }
  | {
      do: 'list';
      maxResults: number;
      sortOrder: 'Ascending' | 'Descending';
      status?: Expected['status'];
      nameContains?: string;
    }
  | { do: 'wait'; ms: number };

const name = fc.constantFrom('a', 'b', 'ab', 'abc', 'c');
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('create' as const),
    name,
    units: fc.constantFrom(1, 2),
    token: fc.constantFrom('s', 't', 'u', 'v'),
  }),
  fc.record({ do: fc.constantFrom('delete' as const, 'get' as const), name }),
  fc.record({ do: fc.constant('rename' as const), name, to: name }),
  fc.record(
    {
      do: fc.constant('list' as const),
      maxResults: fc.integer({ min: 1, max: 4 }),
      sortOrder: fc.constantFrom('Ascending' as const, 'Descending' as const),
      status: fc.constantFrom('Creating' as const, 'InService' as const),
      nameContains: fc.constantFrom('a', 'b', 'z'),
    },
    { requiredKeys: ['do', 'maxResults', 'sortOrder'] },
  ),
  fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1, STEP / 2, STEP, 10 * STEP) }),
);

/** Performs steps on the engine: what each gives, or the name of what it throws. */
function createEngine(namespace: Namespace) {
  const call = (operation: string, input: object) => {
    const exchange = { ...fakeExchange(operation, input as Record<string, unknown>), namespace };
    return operateResource(provisionedModel, exchange).output;
  };
  const perform = (one: Step): unknown => {
    switch (one.do) {
      case 'create': {
        const { name: provisionedModelName, units: modelUnits, token: clientRequestToken } = one;
        const input = { provisionedModelName, modelUnits, clientRequestToken, modelId: 'amazon.nova-micro-v1:0:128k' };
        return call('CreateProvisionedModelThroughput', input).provisionedModelArn;
      }
      case 'delete':
        return Object.keys(call('DeleteProvisionedModelThroughput', { provisionedModelId: one.name }));
      case 'get': {
        const { provisionedModelArn, status } = call('GetProvisionedModelThroughput', { provisionedModelId: one.name });
        return [provisionedModelArn, status];
      }
      case 'rename':
        return Object.keys(
          call('UpdateProvisionedModelThroughput', {
            provisionedModelId: one.name,
            desiredProvisionedModelName: one.to,
          }),
        );
      case 'list': {
        const { do: _, status: statusEquals, ...input } = one;
        const found: unknown[] = [];
        let nextToken: unknown;
        do {
          const page = call('ListProvisionedModelThroughputs', { ...input, statusEquals, nextToken });
          found.push(
            ...(page.provisionedModelSummaries as { provisionedModelArn: string }[]).map(
              (item) => item.provisionedModelArn,
            ),
          );
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
        return found;
      }
      case 'wait':
        return namespace.clock.advance(one.ms);
    }
  };
  return (one: Step): unknown => {
    try {
      return perform(one);
    } catch (thrown) {
      if (thrown instanceof ServiceException) return thrown.name;
      throw thrown;
    }
  };
}

/** The same on a plain list. `arnOf`: the ARN that the engine gave to a new one, which nobody can foresee. */
function createReference(clock: { now(): number }) {
  let all: Expected[] = [];
  const find = (wanted: string) => all.find((one) => one.name === wanted);
  return (one: Step, given: unknown): unknown => {
    for (const each of all) if (clock.now() >= each.createdAt + STEP) each.status = 'InService';
    switch (one.do) {
      case 'create': {
        const repeated = all.find(({ token }) => token === one.token);
        if (repeated) {
          const same = createdAs.get(repeated) === `${one.name} ${one.units}`;
          return same ? repeated.arn : 'ConflictException';
        }
        if (find(one.name)) return 'ConflictException';
        const created: Expected = { ...one, arn: String(given), createdAt: clock.now(), status: 'Creating' };
        createdAs.set(created, `${one.name} ${one.units}`);
        all.push(created);
        return given;
      }
      case 'delete':
        if (!find(one.name)) return 'ResourceNotFoundException';
        all = all.filter((each) => each.name !== one.name);
        return [];
      case 'get': {
        const found = find(one.name);
        return found ? [found.arn, found.status] : 'ResourceNotFoundException';
      }
      case 'rename': {
        const found = find(one.name);
        if (!found) return 'ResourceNotFoundException';
        if (found.status !== 'InService') return 'ValidationException';
        const other = find(one.to);
        if (other && other !== found) return 'ConflictException';
        found.name = one.to;
        return [];
      }
      case 'list': {
        const found = all
          .filter(({ status }) => one.status === undefined || status === one.status)
          .filter((each) => one.nameContains === undefined || each.name.includes(one.nameContains))
          .map(({ arn }) => arn);
        return one.sortOrder === 'Ascending' ? found : found.reverse();
      }
      case 'wait':
        return undefined;
    }
  };
}
/** The name and units that one was created with, whatever its name is now. */
const createdAs = new WeakMap<Expected, string>();

it('any thousand sequences of calls give what a plain list would', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const namespace = createNamespace('test', defaultSettings);
      namespace.clock.freeze(0);
      const [engine, reference] = [createEngine(namespace), createReference(namespace.clock)];
      for (const [index, one] of steps.entries()) {
        const given = engine(one);
        expect(given, `step ${index}: ${JSON.stringify(one)}`).toEqual(reference(one, given));
      }
    }),
    { numRuns: 1000 },
  );
});
