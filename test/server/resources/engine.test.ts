import { describe, expect, it } from 'vitest';
import { exception } from '../../../src/server/exception.js';
import { createNamespace } from '../../../src/server/namespace.js';
import { openStore } from '../../../src/server/resources/engine.js';
import type { Resource } from '../../../src/server/resources/resource.js';
import { bedrockArn, shortId } from '../../../src/server/resources/shared/names.js';
import { defaultSettings } from '../../../src/server/settings.js';

const MINUTE = 60_000;
const START = Date.UTC(2026, 0, 1);

/** A job that runs for an hour once it was looked at, and that can be stopped. */
const job: Resource<{ steps: number }> = {
  kind: 'job',
  id: shortId,
  arn: (id, scope) => bedrockArn(scope, `job/${id}`),
  states: {
    first: 'Submitted',
    moves: {
      Submitted: { after: MINUTE, to: 'InProgress' },
      InProgress: { after: 60 * MINUTE, to: 'Completed' },
      Stopping: { after: MINUTE, to: 'Stopped' },
    },
  },
  uniqueNames: true,
  quota: 3,
  refuseDeletion: ({ status }) =>
    status === 'InProgress' ? exception('ConflictException', 'It is running.') : undefined,
  operations: {},
};

function createNamespaceAt(start = START) {
  const namespace = createNamespace('test', defaultSettings);
  namespace.clock.freeze(start);
  return namespace;
}

function openJobs(namespace = createNamespaceAt(), region = 'us-east-1') {
  return { ...openStore(job, { namespace, region }), clock: namespace.clock };
}

const refusal = (name: string) => expect.objectContaining({ name });

describe('states', () => {
  it('move when their time has come, and not a millisecond before', () => {
    const { create, find, clock } = openJobs();
    const { id } = create({ properties: { steps: 1 } });
    expect(find(id)).toMatchObject({ status: 'Submitted', createdAt: START, updatedAt: START });
    clock.advance(MINUTE - 1);
    expect(find(id)?.status).toBe('Submitted');
    clock.advance(1);
    expect(find(id)).toMatchObject({ status: 'InProgress', updatedAt: START + MINUTE });
    clock.advance(60 * MINUTE);
    expect(find(id)?.status).toBe('Completed');
  });

  it('are passed through when nobody looked, each beginning when the one before it ended', () => {
    const { create, list, clock } = openJobs();
    create({ properties: { steps: 1 } });
    clock.advance(24 * 60 * MINUTE);
    expect(list()).toMatchObject([{ status: 'Completed', createdAt: START, updatedAt: START + 61 * MINUTE }]);
  });

  it('change by request from the present moment', () => {
    const { create, find, enter, clock } = openJobs();
    const { id } = create({ properties: { steps: 1 } });
    clock.advance(5 * MINUTE);
    enter(find(id)!, 'Stopping');
    expect(find(id)?.status).toBe('Stopping');
    clock.advance(MINUTE);
    expect(find(id)).toMatchObject({ status: 'Stopped', updatedAt: START + 6 * MINUTE });
    clock.advance(60 * MINUTE);
    expect(find(id)?.status).toBe('Stopped');
  });

  it('can stand in the way of a deletion', () => {
    const { create, find, clock, ...jobs } = openJobs();
    const { id } = create({ properties: { steps: 1 } });
    clock.advance(MINUTE);
    expect(() => jobs.delete(find(id)!)).toThrow('It is running.');
    clock.advance(60 * MINUTE);
    jobs.delete(find(id)!);
    expect(find(id)).toBeUndefined();
  });
});

describe('a create', () => {
  it('gives an id and an ARN of the region and account, and both find it', () => {
    const { create, find } = openJobs(undefined, 'us-gov-west-1');
    const record = create({ properties: { steps: 1 } });
    expect(record.id).toMatch(/^[a-z0-9]{12}$/);
    expect(record.arn).toBe(`arn:aws-us-gov:bedrock:us-gov-west-1:123456789012:job/${record.id}`);
    expect([find(record.id), find(record.arn!)]).toEqual([record, record]);
    for (const other of [`x/${record.id}`, record.arn!.replace(':job/', ':jobs/'), record.arn!.replace('123', '999')])
      expect(find(other), other).toBeUndefined();
  });

  it('gives the same ids at the same frozen moment, and never one twice', () => {
    const ids = () => {
      const { create, clock } = openJobs();
      const [first, second] = [create({ properties: { steps: 1 } }), create({ properties: { steps: 2 } })];
      clock.freeze(START);
      return [first, second, create({ properties: { steps: 3 } })].map(({ id }) => id);
    };
    expect(ids()).toEqual(ids());
    expect(new Set(ids()).size).toBe(3);
  });

  it('refuses a name that is taken, until it is free again', () => {
    const { create, ...jobs } = openJobs();
    const first = create({ name: 'mine', properties: { steps: 1 } });
    expect(() => create({ name: 'mine', properties: { steps: 2 } })).toThrow(refusal('ConflictException'));
    create({ name: 'yours', properties: { steps: 2 } });
    jobs.delete(first);
    expect(create({ name: 'mine', properties: { steps: 3 } }).properties).toEqual({ steps: 3 });
  });

  it('knows the repetition of a request by its token, however far its resource has come', () => {
    const { create, clock, list } = openJobs();
    const draft = {
      name: 'mine',
      request: { clientRequestToken: 'token', fingerprint: 'a' },
      properties: { steps: 1 },
    };
    const first = create(draft);
    clock.advance(MINUTE);
    expect(create(draft)).toBe(first);
    expect(list()).toHaveLength(1);
    const other = { ...draft, request: { clientRequestToken: 'token', fingerprint: 'b' } };
    expect(() => create(other)).toThrow(refusal('ConflictException'));
  });

  it('is refused over the quota, where one is deleted it is not', () => {
    const { create, list, ...jobs } = openJobs();
    for (const steps of [1, 2, 3]) create({ name: `job-${steps}`, properties: { steps } });
    expect(() => create({ properties: { steps: 4 } })).toThrow(refusal('ServiceQuotaExceededException'));
    jobs.delete(list()[0]!);
    create({ properties: { steps: 4 } });
    expect(list().map(({ properties }) => properties.steps)).toEqual([2, 3, 4]);
  });

  it('takes 50 tags and one value for each key', () => {
    const { create } = openJobs();
    const tags = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' }));
    expect(() => create({ tags, properties: { steps: 1 } })).toThrow(refusal('TooManyTagsException'));
    const twice = [...tags.slice(0, 50), { key: 'key-0', value: 'last' }];
    const record = create({ tags: twice, properties: { steps: 1 } });
    expect(record.tags).toHaveLength(50);
    expect(record.tags[0]).toEqual({ key: 'key-0', value: 'last' });
  });
});

describe('what is still to come', () => {
  it('is found by nobody before its time, but its name is taken', () => {
    const { create, find, list, clock } = openJobs();
    const later = create({ name: 'mine', from: START + MINUTE, properties: { steps: 1 } });
    create({ name: 'yours', properties: { steps: 2 } });
    expect(find(later.id)).toBeUndefined();
    expect(list().map(({ name }) => name)).toEqual(['yours']);
    expect(() => create({ name: 'mine', properties: { steps: 3 } })).toThrow(refusal('ConflictException'));
    clock.advance(MINUTE);
    expect(list().map(({ name }) => name)).toEqual(['yours', 'mine']);
    expect(find(later.id)).toMatchObject({ status: 'Submitted', createdAt: START + MINUTE });
  });

  it('can be taken back, and what is there cannot', () => {
    const { create, discard, list, clock } = openJobs();
    const [now, later] = [undefined, START + MINUTE].map((from) => create({ from, properties: { steps: 1 } }));
    for (const record of [now, later]) discard(record!.arn!);
    clock.advance(MINUTE);
    expect(list()).toEqual([now]);
  });
});

describe('what is kept', () => {
  it('is the namespace’s, apart for each region and account', () => {
    const namespace = createNamespaceAt();
    const { id } = openJobs(namespace).create({ name: 'mine', properties: { steps: 1 } });
    expect(openJobs(namespace).find(id)).toBeDefined();
    expect(openJobs(namespace, 'eu-west-1').find(id)).toBeUndefined();
    openJobs(namespace, 'eu-west-1').create({ name: 'mine', properties: { steps: 1 } });
    namespace.settings = { ...defaultSettings, accountId: '999999999999' };
    expect(openJobs(namespace).list()).toEqual([]);
  });

  it('survives a snapshot as JSON: states go on where they were', () => {
    const namespace = createNamespaceAt();
    const record = openJobs(namespace).create({ tags: [{ key: 'a', value: 'b' }], properties: { steps: 1 } });
    const snapshot = JSON.stringify([...namespace.resources].map(([shelf, records]) => [shelf, [...records]]));
    const restored = createNamespaceAt(START + 2 * MINUTE);
    for (const [shelf, records] of JSON.parse(snapshot)) restored.resources.set(shelf, new Map(records));
    expect(openJobs(restored).list()).toEqual([
      { ...record, status: 'InProgress', since: START + MINUTE, updatedAt: START + MINUTE },
    ]);
  });

  it('changes with an update, which moves updatedAt only', () => {
    const { create, find, update, clock } = openJobs();
    const { id } = create({ properties: { steps: 1 } });
    clock.advance(5);
    update(find(id)!, { steps: 2 });
    expect(find(id)).toMatchObject({
      properties: { steps: 2 },
      createdAt: START,
      updatedAt: START + 5,
      since: START,
    });
  });
});
