/** Every paginator of the real clients, a page for each resource, beside the list in one call. boto3's are in test/sdks/test_paginators.py. */
import * as bedrock from '@aws-sdk/client-bedrock';
import * as runtime from '@aws-sdk/client-bedrock-runtime';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Snapshot } from '../../../src/server/namespace-snapshot.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import { fill, type Members } from '../../support/fill.js';
import { fillAccount, readSteps, type Step, sendBy } from '../../support/steps.js';
import { useControlPlane } from './control-plane.js';

type Paginate = (config: object, input: object) => AsyncIterable<Members>;

const plane = useControlPlane();
const HOUR = 3_600_000;
const account = readSteps<{ steps: Step[]; within: Record<string, Members> }>('full-account.json');

const exported = (pattern: RegExp) =>
  Object.entries({ ...bedrock, ...runtime } as object).filter(([name]) => pattern.test(name));
const paginators = exported(/^paginate/) as [string, Paginate][];

describe('in an account with three of everything', () => {
  let variables: Members;
  let filled: Snapshot | undefined;
  const send = (operation: string, input: Members) => sendBy(plane.client, plane.runtime)(operation, input);
  beforeEach(async () => {
    if (filled) {
      await plane.server.state.import(filled);
      await plane.pass(HOUR);
    } else {
      variables = await fillAccount(account.steps, { send, pass: plane.pass });
      filled = await plane.server.state.export();
    }
  });

  it('every list that has pages has a paginator', () => {
    expect(paginators).toHaveLength(20);
  });

  it.each(paginators)('%s gives page by page what one call gives', async (name, paginate) => {
    const operation = name.replace('paginate', '');
    const input = fill(account.within[operation] ?? {}, variables) as Members;
    const { output, input: members } = findOperation(operation)!;
    const items = output.members.find(({ shape }) => shape.type === 'list')!.name;
    const whole = (await send(operation, input))[items] as unknown[];
    expect(whole.length).toBeGreaterThanOrEqual(3);
    const client = `${operation}Command` in bedrock ? plane.client : plane.runtime;
    const pages: unknown[][] = [];
    for await (const page of paginate({ client, pageSize: 1 }, input)) pages.push(page[items] as unknown[]);
    expect(pages.flat()).toEqual(whole);
    // ListEnforcedGuardrailsConfiguration does not say how long its pages are to be.
    expect(pages).toHaveLength(members.byName.has('maxResults') ? whole.length : 1);
  });
});
