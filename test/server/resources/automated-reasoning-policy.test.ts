import { describe, expect, it } from 'vitest';
import { inConflict, notFound, type Output, refused, STEP, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const definition = (rule = '(> age 17)') => ({
  version: '1.0',
  types: [],
  rules: [{ id: 'AAAAAAAAAAAA', expression: rule }],
  variables: [{ name: 'age', type: 'int', description: 'Years.' }],
});
const inUse = refused('ResourceInUseException');

const create = async () =>
  (await plane.call('CreateAutomatedReasoningPolicy', { name: 'rules', policyDefinition: definition() })) as {
    policyArn: string;
    definitionHash: string;
  };
const createTestCase = async (policyArn: string, input: Output = {}) =>
  String(
    (
      await plane.call('CreateAutomatedReasoningPolicyTestCase', {
        policyArn,
        guardContent: 'Ann is 18.',
        expectedAggregatedFindingsResult: 'VALID',
        ...input,
      })
    ).testCaseId,
  );
const build = async (policyArn: string, input: Output = {}) =>
  String(
    (
      await plane.call('StartAutomatedReasoningPolicyBuildWorkflow', {
        policyArn,
        buildWorkflowType: 'IMPORT_POLICY',
        sourceContent: { policyDefinition: definition('(> age 20)') },
        ...input,
      })
    ).buildWorkflowId,
  );

describe('a policy', () => {
  it('is read, changed and exported', async () => {
    const { policyArn, definitionHash } = await create();
    expect(policyArn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:automated-reasoning-policy\/[a-z0-9]{12}$/);
    expect(definitionHash).toMatch(/^[0-9a-f]{128}$/);
    const update = { policyArn, name: 'laws', policyDefinition: definition('(> age 20)') };
    const changed = await plane.call('UpdateAutomatedReasoningPolicy', update);
    expect(changed.definitionHash).not.toBe(definitionHash);
    expect(await plane.call('GetAutomatedReasoningPolicy', { policyArn })).toMatchObject({
      name: 'laws',
      version: 'DRAFT',
      policyId: policyArn.slice(-12),
      definitionHash: changed.definitionHash,
    });
    const { policyDefinition } = await plane.call('ExportAutomatedReasoningPolicyVersion', { policyArn });
    expect(policyDefinition).toMatchObject(definition('(> age 20)'));
  });

  it('has numbered versions of what it was', async () => {
    const { policyArn, definitionHash: lastUpdatedDefinitionHash } = await create();
    const version = () =>
      plane.call('CreateAutomatedReasoningPolicyVersion', {
        policyArn,
        lastUpdatedDefinitionHash,
        tags: [{ key: 'a', value: 'b' }],
      });
    const first = await version();
    expect(first).toMatchObject({ policyArn: `${policyArn}:1`, version: '1', name: 'rules' });
    await plane.call('UpdateAutomatedReasoningPolicy', { policyArn, policyDefinition: definition('(> age 20)') });
    await expect(version()).rejects.toThrow(inConflict);
    const { policyDefinition } = await plane.call('ExportAutomatedReasoningPolicyVersion', {
      policyArn: first.policyArn,
    });
    expect(policyDefinition).toMatchObject(definition());
    const listed = await plane.call('ListAutomatedReasoningPolicies', { policyArn });
    expect(listed.automatedReasoningPolicySummaries).toMatchObject([{ version: 'DRAFT' }, { version: '1' }]);
    expect((await plane.call('ListTagsForResource', { resourceARN: first.policyArn })).tags).toEqual([
      { key: 'a', value: 'b' },
    ]);
  });

  it('goes with all that belongs to it by force only, and never while a guardrail uses it', async () => {
    const { policyArn } = await create();
    const testCaseId = await createTestCase(policyArn);
    const guardrail = {
      name: 'reasoned',
      blockedInputMessaging: 'Not this.',
      blockedOutputsMessaging: 'Nor that.',
      automatedReasoningPolicyConfig: { policies: [policyArn] },
    };
    const { guardrailId } = await plane.call('CreateGuardrail', guardrail);
    const remove = (force?: boolean) => plane.call('DeleteAutomatedReasoningPolicy', { policyArn, force });
    await expect(remove()).rejects.toThrow(inUse);
    await expect(remove(true)).rejects.toThrow(inUse);
    await plane.call('DeleteGuardrail', { guardrailIdentifier: guardrailId });
    await remove(true);
    await expect(plane.call('GetAutomatedReasoningPolicyTestCase', { policyArn, testCaseId })).rejects.toThrow(
      notFound,
    );
  });
});

describe('a test case', () => {
  it('is changed and deleted by whoever saw its last state', async () => {
    const { policyArn } = await create();
    const testCaseId = await createTestCase(policyArn);
    const get = async () =>
      (await plane.call('GetAutomatedReasoningPolicyTestCase', { policyArn, testCaseId })).testCase as Output;
    expect(await get()).toMatchObject({
      testCaseId: expect.stringMatching(/^[0-9A-Z]{12}$/),
      guardContent: 'Ann is 18.',
    });
    const { updatedAt: lastUpdatedAt } = await get();
    await plane.pass(STEP);
    const update = (seen: unknown) =>
      plane.call('UpdateAutomatedReasoningPolicyTestCase', {
        policyArn,
        testCaseId,
        guardContent: 'Ann is 17.',
        expectedAggregatedFindingsResult: 'INVALID',
        lastUpdatedAt: seen,
      });
    await update(lastUpdatedAt);
    expect(await get()).toMatchObject({ guardContent: 'Ann is 17.', expectedAggregatedFindingsResult: 'INVALID' });
    await expect(update(lastUpdatedAt)).rejects.toThrow(inConflict);
    const remove = (seen: unknown) =>
      plane.call('DeleteAutomatedReasoningPolicyTestCase', { policyArn, testCaseId, lastUpdatedAt: seen });
    await expect(remove(lastUpdatedAt)).rejects.toThrow(inConflict);
    await remove((await get()).updatedAt);
    await expect(get()).rejects.toThrow(notFound);
  });
});

describe('a build workflow', () => {
  it('passes through its states and leaves assets', async () => {
    const { policyArn } = await create();
    const buildWorkflowId = await build(policyArn);
    const named = { policyArn, buildWorkflowId };
    const status = async () => (await plane.call('GetAutomatedReasoningPolicyBuildWorkflow', named)).status;
    const assets = async (assetType: string) =>
      (await plane.call('GetAutomatedReasoningPolicyBuildWorkflowResultAssets', { ...named, assetType }))
        .buildWorkflowAssets;
    await expect(assets('POLICY_DEFINITION')).rejects.toThrow(notFound);
    for (const expected of ['SCHEDULED', 'PREPROCESSING', 'BUILDING', 'TESTING', 'COMPLETED']) {
      expect(await status()).toBe(expected);
      await plane.pass(STEP);
    }
    expect(await assets('POLICY_DEFINITION')).toMatchObject({ policyDefinition: definition('(> age 20)') });
    expect(await assets('QUALITY_REPORT')).toMatchObject({ qualityReport: { ruleCount: 1, variableCount: 1 } });
    expect(await assets('ASSET_MANIFEST')).toMatchObject({
      assetManifest: { entries: expect.arrayContaining([{ assetType: 'POLICY_DEFINITION' }]) },
    });
    await expect(assets('SOURCE_DOCUMENT')).rejects.toThrow(notFound);
    expect(await plane.call('GetAutomatedReasoningPolicyNextScenario', named)).toMatchObject({ policyArn });
  });

  it('gives its document back', async () => {
    const { policyArn } = await create();
    const document = { document: Buffer.from('Nobody under 18.'), documentContentType: 'txt', documentName: 'law.txt' };
    const buildWorkflowId = await build(policyArn, {
      buildWorkflowType: 'INGEST_CONTENT',
      sourceContent: { workflowContent: { documents: [document] } },
    });
    const named = { policyArn, buildWorkflowId };
    expect(await plane.call('GetAutomatedReasoningPolicyBuildWorkflow', named)).toMatchObject({
      documentName: 'law.txt',
    });
    await plane.pass(4 * STEP);
    const { buildWorkflowAssets } = await plane.call('GetAutomatedReasoningPolicyBuildWorkflowResultAssets', {
      ...named,
      assetType: 'SOURCE_DOCUMENT',
    });
    const given = (buildWorkflowAssets as { document: { document: Uint8Array } }).document;
    expect(Buffer.from(given.document).toString()).toBe('Nobody under 18.');
  });

  it('can be cancelled, and deleted when it has ended', async () => {
    const { policyArn } = await create();
    const named = { policyArn, buildWorkflowId: await build(policyArn) };
    const get = () => plane.call('GetAutomatedReasoningPolicyBuildWorkflow', named);
    const remove = async () =>
      plane.call('DeleteAutomatedReasoningPolicyBuildWorkflow', { ...named, lastUpdatedAt: (await get()).updatedAt });
    await expect(remove()).rejects.toThrow(inUse);
    await plane.call('CancelAutomatedReasoningPolicyBuildWorkflow', named);
    expect((await get()).status).toBe('CANCEL_REQUESTED');
    await plane.pass(STEP);
    expect((await get()).status).toBe('CANCELLED');
    await remove();
    await expect(get()).rejects.toThrow(notFound);
  });

  it('has annotations, which whoever saw the last may replace', async () => {
    const { policyArn } = await create();
    const named = { policyArn, buildWorkflowId: await build(policyArn) };
    const before = await plane.call('GetAutomatedReasoningPolicyAnnotations', named);
    expect(before).toMatchObject({ name: 'rules', annotations: [] });
    const annotations = [{ deleteRule: { ruleId: 'AAAAAAAAAAAA' } }];
    const update = () =>
      plane.call('UpdateAutomatedReasoningPolicyAnnotations', {
        ...named,
        annotations,
        lastUpdatedAnnotationSetHash: before.annotationSetHash,
      });
    const { annotationSetHash } = await update();
    expect(await plane.call('GetAutomatedReasoningPolicyAnnotations', named)).toMatchObject({
      annotations,
      annotationSetHash,
    });
    await expect(update()).rejects.toThrow(inConflict);
  });

  it('is what test cases run on', async () => {
    const { policyArn } = await create();
    const [one, two] = [
      await createTestCase(policyArn),
      await createTestCase(policyArn, { guardContent: 'Bob is 3.' }),
    ];
    const named = { policyArn, buildWorkflowId: await build(policyArn) };
    const run = (testCaseIds?: string[]) =>
      plane.call('StartAutomatedReasoningPolicyTestWorkflow', { ...named, testCaseIds });
    const result = (testCaseId: string) =>
      plane.call('GetAutomatedReasoningPolicyTestResult', { ...named, testCaseId });
    await expect(run()).rejects.toThrow(inUse);
    await plane.pass(4 * STEP);
    await run([one]);
    await expect(result(two)).rejects.toThrow(notFound);
    await expect(run()).rejects.toThrow(inUse);
    await plane.pass(2 * STEP);
    await run();
    await plane.pass(2 * STEP);
    expect((await result(two)).testResult).toMatchObject({
      testCase: { testCaseId: two, guardContent: 'Bob is 3.' },
      testRunStatus: 'COMPLETED',
      testRunResult: 'PASSED',
      aggregatedTestFindingsResult: 'VALID',
    });
    const { testResults } = await plane.call('ListAutomatedReasoningPolicyTestResults', named);
    expect((testResults as { testCase: Output }[]).map(({ testCase }) => testCase.testCaseId).sort()).toEqual(
      [one, two].sort(),
    );
  });
});
