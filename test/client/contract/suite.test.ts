import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reasonFor } from '../../../src/client/contract/by-fault.js';
import { single } from '../../../src/client/contract/case.js';
import { createAwsTarget, createUrlTarget } from '../../../src/client/contract/connect.js';
import { planRun } from '../../../src/client/contract/plan.js';
import { allCases, runSuite } from '../../../src/client/contract/suite.js';
import type { ContractTarget } from '../../../src/client/contract/target.js';
import type { NamedFault } from '../../../src/fixtures/fault.js';
import { operations } from '../../../src/server/smithy/operation.js';
import { contractSettings, prepareContract } from '../../../src/testing/prepare-contract.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

let server: StartedServer;
let target: ContractTarget;
beforeAll(async () => {
  server = await startServer({ settings: contractSettings(credentials) });
  prepareContract(server.namespace);
  target = createUrlTarget({ name: 'mock', url: server.url, credentials, prepared: true });
});
afterAll(async () => {
  target.close();
  await server.close();
});

describe('the contract suite', () => {
  it('holds against the emulator, in every case', { timeout: 240_000 }, async () => {
    const { counts, results, written, generated } = await runSuite(target);
    expect(results.filter(({ outcome }) => outcome === 'fail')).toEqual([]);
    expect(counts.skip).toBe(0);
    // `CreateGuardrail 400 ConflictException`: what a request provoked is not listed as a fault's alone.
    const refusals = results.flatMap(({ observed }) => observed).map((said) => said.split(' '));
    const pairs = refusals.filter(([, , exception]) => exception !== undefined);
    expect(pairs.length).toBeGreaterThan(2000);
    expect(pairs.filter(([operation, , exception]) => reasonFor(operation!, exception!) !== undefined)).toEqual([]);
    expect(written).toBeGreaterThan(110);
    expect(generated).toBeGreaterThan(2600);
  });

  it('holds again on the same server: what is left of a run is in no way', { timeout: 180_000 }, async () => {
    const { results } = await runSuite(target, {
      only: /(RefusesReusedToken|RefusesOneTooMany|Conflicts|IsInUse|IsNotReady)$/,
    });
    expect(results.length).toBeGreaterThan(60);
    expect(results.filter(({ outcome }) => outcome !== 'pass')).toEqual([]);
  });

  it('calls every operation', () => {
    const called = new Set(allCases().flatMap(({ steps }) => steps.map(({ operation }) => operation)));
    expect(operations.map(({ name }) => name).filter((name) => !called.has(name))).toEqual([]);
  });

  it('runs cases of the user’s own in the same form', async () => {
    const own = [
      single('MyListIsLong', 'There are models.', 'ListFoundationModels', {}, { requireParams: ['modelSummaries.9'] }),
      single(
        'MyListHasRoses',
        'There are none of roses.',
        'ListFoundationModels',
        {},
        { params: { modelSummaries: { 0: { modelName: 'Rose' } } } },
      ),
    ];
    const { results } = await runSuite(target, { cases: own, only: /^My/ });
    expect(results.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['MyListIsLong', 'pass'],
      ['MyListHasRoses', 'fail'],
    ]);
    expect(results[1]?.differences[0]).toMatchObject({
      field: 'output.modelSummaries.0.modelName',
      message: expect.stringContaining('expected "Rose"'),
    });
    await expect(runSuite(target, { cases: [own[0]!, own[0]!] })).rejects.toThrow(
      'two contract cases have the id MyListIsLong',
    );
  });
});

describe('the suite judges: a case fails where the form is broken by', () => {
  const faults: NamedFault[] = [
    { fault: 'error', name: 'ThrottlingException' },
    { fault: 'stream-error', name: 'ModelStreamErrorException', afterEvents: 2 },
    { fault: 'truncate', afterBytes: 150, end: 'clean' },
    { fault: 'truncate', afterEvents: 2, end: 'clean' },
    { fault: 'truncate', afterEvents: 2, end: 'reset' },
    { fault: 'disconnect' },
    { fault: 'expired-credentials' },
    { fault: 'bad-crc', frame: 1 },
    { fault: 'bad-crc', frame: 1, part: 'prelude' },
    { fault: 'oversized-frame', frame: 1 },
    { fault: 'unknown-event', frame: 1 },
    { fault: 'missing-event', event: 'messageStart' },
    { fault: 'missing-event', event: 'contentBlockStop' },
    { fault: 'missing-event', event: 'messageStop' },
    { fault: 'missing-event', event: 'metadata' },
    { fault: 'empty-stream' },
    { fault: 'duplicate-delta' },
    { fault: 'html-page' },
    { fault: 'html-page', status: 200 },
    { fault: 'wrong-content-type' },
    { fault: 'missing-headers' },
    { fault: 'refuse-http2' },
  ];

  it.each(faults)('$fault %o', async (fault) => {
    const id = await server.faults.add(fault);
    const { counts } = await runSuite(target, { only: /^ConverseStream(AnswersNova|CallsTool|FoldsToConverse)$/ });
    await server.faults.remove(id);
    expect(counts.fail).toBeGreaterThan(0);
  });

  it('has no fault left in force', async () => {
    const { counts } = await runSuite(target, { only: /^ConverseStream(AnswersNova|CallsTool|FoldsToConverse)$/ });
    expect(counts).toEqual({ pass: 3, fail: 0, skip: 0 });
  });
});

describe('against an account', () => {
  const aws = createAwsTarget('us-east-1');
  const running = (options: object) => [...planRun(allCases(), aws, options).calls.keys()];

  it('runs what reads and costs nothing, unless more is asked for', () => {
    expect(running({})).toContain('ListFoundationModels');
    expect(running({})).not.toContain('CreateGuardrail');
    expect(running({ allowWrites: true })).toContain('CreateGuardrail');
    // It would take the account's own away.
    expect(running({ allowWrites: true })).not.toContain('DeleteModelInvocationLoggingConfiguration');
    const { cost } = planRun(allCases(), aws, {});
    expect(cost).toBe(0);
  });

  it('spends no more than its budget', () => {
    const rich = planRun(allCases(), aws, { budget: 1 });
    expect(rich.cost).toBeGreaterThan(0);
    expect(rich.cost).toBeLessThan(1);
    const poor = planRun(allCases(), aws, { budget: rich.cost / 3 });
    expect(poor.cost).toBeLessThanOrEqual(rich.cost / 3);
    expect(poor.skipped).toBeGreaterThan(rich.skipped);
  });

  it('says the least policy that allows the calls', () => {
    const { policy } = planRun(allCases(), aws, { only: /^(ConverseAnswersNova|ListFoundationModels)$/, budget: 1 });
    expect(policy).toMatchObject({
      Statement: [
        { Effect: 'Allow', Action: expect.arrayContaining(['bedrock:InvokeModel', 'bedrock:ListFoundationModels']) },
      ],
    });
  });
});
