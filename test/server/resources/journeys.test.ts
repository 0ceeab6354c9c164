import type { BedrockClient } from '@aws-sdk/client-bedrock';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findOperation } from '../../../src/server/smithy/operation.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient } from '../../support/clients.js';
import { journeys } from './journeys/index.js';
import { type Call, callerOf, type Journey, type Output } from './journeys/journey.js';

const MINUTE = 60_000;

let server: StartedServer;
let client: BedrockClient;
let europe: BedrockClient;
let call: Call;

beforeAll(async () => {
  server = await startServer();
  client = createControlPlaneClient(server.url);
  europe = createControlPlaneClient(server.url, { region: 'eu-central-1' });
  call = callerOf(client);
});
afterAll(async () => {
  client.destroy();
  europe.destroy();
  await server.close();
});

const refused = (name: string) => expect.objectContaining({ name });
const notFound = refused('ResourceNotFoundException');

const member = (output: Output, path: string) =>
  path.split('.').reduce<unknown>((value, name) => (value as Output)[name], output);

/** The operations of one journey, on what `before` made. */
function walk(journey: Journey, before: Output) {
  const [listOperation, items, itemArn] = journey.list;
  const within = journey.within?.(before) ?? {};
  const create = async (name: string, more: Output = {}) =>
    String(member(await call(journey.create, { ...journey.input(name, before), ...more }), journey.arn));
  const get = (arn: string, by = call) => by(journey.get[0], { ...within, [journey.get[1]]: arn });
  const page = (input: Output = {}, by = call) => by(listOperation, { ...within, ...input });
  const arnsOf = (output: Output) => (output[items] as Output[]).map((item) => String(item[itemArn]));
  const list = async (input: Output = {}) => arnsOf(await page(input)).slice(given(input));
  const given = (input: Output) => (Object.keys(input).length === 0 ? (journey.given ?? 0) : 0);
  /** Three of them, a minute between one and the next. */
  async function createThree(): Promise<string[]> {
    const arns = [];
    for (const name of ['one', 'two', 'three']) {
      arns.push(await create(name));
      await server.clock.advance(MINUTE);
    }
    return arns;
  }
  return { create, get, page, arnsOf, list, createThree };
}

describe.each(journeys.map((journey) => [journey.kind, journey] as const))('%s', (_kind, journey) => {
  let before: Output;
  let steps: ReturnType<typeof walk>;
  beforeEach(async () => {
    await server.reset();
    await server.clock.freeze('2026-03-02T00:00:00Z');
    before = (await journey.before?.(call, server)) ?? {};
    steps = walk(journey, before);
  });

  it('is seen by get and list once it is created, in its own region alone', async () => {
    const { create, get, list, page, arnsOf } = steps;
    const arn = await create('one');
    expect(await list()).toEqual([arn]);
    expect(JSON.stringify(await get(arn))).toContain(arn);
    const abroad = callerOf(europe);
    await expect(get(arn, abroad)).rejects.toThrow(notFound);
    if (journey.before && journey.within) await expect(page({}, abroad)).rejects.toThrow(notFound);
    else expect(arnsOf(await page({}, abroad))).not.toContain(arn);
  });

  if (journey.delete) {
    const [operation, identifier] = journey.delete;
    it('is gone from both once it is deleted', async () => {
      const { create, get, list } = steps;
      const [gone, kept] = [await create('one'), await create('two')];
      await server.clock.advance(MINUTE);
      await call(operation, { [identifier]: gone });
      expect(await list()).toEqual([kept]);
      await expect(get(gone)).rejects.toThrow(notFound);
      await expect(call(operation, { [identifier]: gone })).rejects.toThrow(notFound);
    });
  }

  it('is listed in pages, which one after the other are the list', async () => {
    const { createThree, page, arnsOf } = steps;
    const arns = await createThree();
    const whole = arnsOf(await page());
    expect(whole).toEqual(expect.arrayContaining(arns));
    const walked: string[] = [];
    let nextToken: unknown;
    do {
      const output = await page({ maxResults: 1, nextToken });
      expect(arnsOf(output)).toHaveLength(1);
      walked.push(...arnsOf(output));
      nextToken = output.nextToken;
    } while (nextToken !== undefined);
    expect(walked).toEqual(whole);
    await expect(page({ nextToken: 'bm90aGluZw' })).rejects.toThrow(refused('ValidationException'));
  });

  const takesToken = findOperation(journey.create)?.input.members.find(({ name }) =>
    /^client(Request)?Token$/.test(name),
  );
  if (takesToken) {
    it('is created once for a token, which another input may not use', async () => {
      const { create, list } = steps;
      const token = { [takesToken.name]: 'a-token-of-36-characters-or-more-here' };
      const arn = await create('one', token);
      await server.clock.advance(MINUTE);
      expect(await create('one', token)).toBe(arn);
      expect(await list()).toEqual([arn]);
      await expect(create('one', { ...token, ...journey.other })).rejects.toThrow(refused('ConflictException'));
      expect(await list()).toEqual([arn]);
    });
  }

  if (journey.uniqueNames) {
    it('has its name to itself', async () => {
      const { create, list } = steps;
      const arn = await create('one');
      await expect(create('one', journey.other)).rejects.toThrow(refused('ConflictException'));
      expect(await list()).toEqual([arn]);
    });
  }

  const { tags } = journey;
  if (tags) {
    it('takes tags, at its creation and after', async () => {
      const resourceARN = await steps.create('one', { [tags]: [{ key: 'team', value: 'a' }] });
      const present = async () => (await call('ListTagsForResource', { resourceARN })).tags;
      expect(await present()).toEqual([{ key: 'team', value: 'a' }]);
      const added = [
        { key: 'team', value: 'b' },
        { key: 'stage', value: '' },
      ];
      await call('TagResource', { resourceARN, tags: added });
      expect(await present()).toEqual(added);
      await call('UntagResource', { resourceARN, tagKeys: ['team', 'unknown'] });
      expect(await present()).toEqual([added[1]]);
      const tooMany = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' }));
      await expect(steps.create('two', { [tags]: tooMany })).rejects.toThrow(refused('TooManyTagsException'));
    });
  }

  const { times = ['creationTimeAfter', 'creationTimeBefore'] } = journey;
  if (times) {
    it('is listed by the time of its creation, the newest first', async () => {
      const { createThree, list } = steps;
      const start = Date.parse((await server.clock.now()).now);
      const [one, two, three] = await createThree();
      const [after, until] = times;
      const at = (minutes: number) => new Date(start + minutes * MINUTE);
      expect(await list({ [after]: at(0) })).toEqual([three, two]);
      expect(await list({ [until]: at(2) })).toEqual([two, one]);
      expect(await list({ [after]: at(0), [until]: at(2) })).toEqual([two]);
      expect(await list({ sortBy: 'CreationTime', sortOrder: 'Ascending' })).toEqual([one, two, three]);
      expect(await list({ sortBy: 'CreationTime', sortOrder: 'Descending' })).toEqual([three, two, one]);
    });
  }

  it.each(Object.entries(journey.filters ?? {}))('is listed by %s', async (filter, { finds, misses }) => {
    const { create, list } = steps;
    const arn = await create('one');
    await server.clock.advance(MINUTE);
    expect(await list({ [filter]: finds('one', before, arn) })).toEqual([arn]);
    if (misses !== undefined) expect(await list({ [filter]: misses })).not.toContain(arn);
  });

  it('has every filter of its list tried', () => {
    const general = ['maxResults', 'nextToken', 'sortBy', 'sortOrder', ...Object.keys(journey.within?.({}) ?? {})];
    const tried = [...general, ...(times ?? []), ...Object.keys(journey.filters ?? {})];
    const members = findOperation(journey.list[0])?.input.members.map(({ name }) => name) ?? [];
    expect(members.filter((name) => !tried.includes(name))).toEqual([]);
  });
});
