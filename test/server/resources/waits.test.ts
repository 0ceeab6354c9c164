/** How a program waits: the clients have no waiters, so it asks until the state has come. boto3 does the same in test/sdks/test_waits.py. */
import * as bedrock from '@aws-sdk/client-bedrock';
import * as runtime from '@aws-sdk/client-bedrock-runtime';
import { expect, it } from 'vitest';
import { fill, type Members, memberOf } from '../../support/fill.js';
import { readSteps, runStep, type Step, sendBy } from '../../support/steps.js';
import { STEP, useControlPlane } from './control-plane.js';

/** What is made, how it is asked for, where its state stands (default `status`), and the states that are seen a step apart. */
interface Wait {
  make: Step;
  /** Absent where it is only needed for what follows. */
  ask?: { call: string; input: Members };
  status?: string;
  statuses?: string[];
}

const plane = useControlPlane();

it('neither client has a waiter', () => {
  const names = Object.keys({ ...bedrock, ...runtime });
  expect(names.filter((name) => /^wait(For|Until)/.test(name))).toEqual([]);
});

it('every kind that has states comes to its last one', async () => {
  const send = sendBy(plane.client, plane.runtime);
  const variables: Members = {};
  for (const { make, ask, status = 'status', statuses = [] } of readSteps<Wait[]>('waits.json')) {
    await runStep(make, variables, { send, pass: plane.pass });
    if (!ask) continue;
    const seen: unknown[] = [];
    while (seen.at(-1) !== statuses.at(-1) && seen.length < 10) {
      if (seen.length > 0) await plane.pass(STEP);
      const now = memberOf(await send(ask.call, fill(ask.input, variables) as Members), status);
      if (now !== seen.at(-1)) seen.push(now);
    }
    expect(seen, make.call).toEqual(statuses);
  }
});
