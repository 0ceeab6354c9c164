/** Create, read, update, list and delete with every operation of the control plane. boto3 walks the same ways in test/sdks/test_every_operation.py. */
import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../../src/server/smithy/operation.js';
import { readSteps, runStep, type Step, sendBy } from '../../support/steps.js';
import { useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const journeys = readdirSync(new URL('../../sdks/journeys/', import.meta.url)).sort();
const known = operations.filter(({ service }) => service === 'bedrock').map(({ name }) => name);

describe('the journeys of the control plane', () => {
  let called: string[];
  beforeAll(() => {
    called = [];
  });

  it.each(journeys)('%s', async (file) => {
    const clients = { send: sendBy(plane.client, plane.runtime), pass: plane.pass };
    const variables = {};
    for (const step of readSteps<Step[]>(`journeys/${file}`)) await runStep(step, variables, clients);
    called.push(...(await plane.server.journal.entries({ status: '2xx' })).map(({ operation }) => String(operation)));
  });

  it('call each of the 108 operations with success, by the word of the journal', () => {
    expect(known).toHaveLength(108);
    expect([...new Set(called)].sort()).toEqual([...known].sort());
  });
});
