import { expect, it } from 'vitest';
import { inConflict, type Output, refused, STEP, useControlPlane } from './control-plane.js';

const plane = useControlPlane();
const clientRequestToken = 'a-token-of-36-characters-or-more-here';
const definition = { version: '1.0', types: [], rules: [], variables: [] };

const config = (initialInstanceCount: number) => ({
  endpointConfig: {
    sageMaker: {
      initialInstanceCount,
      instanceType: 'ml.g5.xlarge',
      executionRole: 'arn:aws:iam::123456789012:role/host',
    },
  },
});

it('an endpoint is updated once for a token, which another input may not use', async () => {
  const { marketplaceModelEndpoint: endpoint } = await plane.call('CreateMarketplaceModelEndpoint', {
    endpointName: 'mine',
    modelSourceIdentifier: 'arn:aws:sagemaker:us-east-1:aws:hub-content/SageMakerPublicHub/Model/llm/1.0.0',
    ...config(1),
  });
  const { endpointArn } = endpoint as Output;
  const update = (count: number, token: string) =>
    plane.call('UpdateMarketplaceModelEndpoint', { endpointArn, ...config(count), clientRequestToken: token });
  await expect(update(2, clientRequestToken), 'while it is made').rejects.toThrow(inConflict);
  await plane.pass(STEP);
  const first = await update(2, clientRequestToken);
  expect(await update(2, clientRequestToken)).toMatchObject({
    marketplaceModelEndpoint: first.marketplaceModelEndpoint,
  });
  await plane.pass(STEP);
  await expect(update(3, clientRequestToken)).rejects.toThrow(inConflict);
  await update(3, `${clientRequestToken}-too`);
  expect(await update(2, clientRequestToken), 'the repetition changes nothing').toMatchObject({
    marketplaceModelEndpoint: config(3),
  });
});

async function createTestCase() {
  const { policyArn } = await plane.call('CreateAutomatedReasoningPolicy', {
    name: 'rules',
    policyDefinition: definition,
  });
  const testCase = { policyArn, guardContent: 'Ann is 18.', expectedAggregatedFindingsResult: 'VALID' };
  const { testCaseId } = await plane.call('CreateAutomatedReasoningPolicyTestCase', testCase);
  const get = async () =>
    (await plane.call('GetAutomatedReasoningPolicyTestCase', { policyArn, testCaseId })).testCase as Output;
  return { policyArn, testCaseId, testCase, get };
}

it('a test case is updated once for a token, however stale it has become since', async () => {
  const { testCaseId, testCase, get } = await createTestCase();
  const { updatedAt: lastUpdatedAt } = await get();
  await plane.pass(STEP);
  const update = (guardContent: string) =>
    plane.call('UpdateAutomatedReasoningPolicyTestCase', {
      ...testCase,
      testCaseId,
      guardContent,
      lastUpdatedAt,
      clientRequestToken,
    });
  const first = await update('Ann is 17.');
  const { updatedAt } = await get();
  await plane.pass(STEP);
  expect(await update('Ann is 17.')).toMatchObject({ policyArn: first.policyArn, testCaseId });
  expect((await get()).updatedAt).toEqual(updatedAt);
  await expect(update('Ann is 16.')).rejects.toThrow(inConflict);
});

it('test cases are run once for a token, and are in use while they run', async () => {
  const { policyArn, testCaseId, testCase, get } = await createTestCase();
  const { buildWorkflowId } = await plane.call('StartAutomatedReasoningPolicyBuildWorkflow', {
    policyArn,
    buildWorkflowType: 'IMPORT_POLICY',
    sourceContent: { policyDefinition: definition },
  });
  await plane.pass(4 * STEP);
  const run = (input: Output = {}) =>
    plane.call('StartAutomatedReasoningPolicyTestWorkflow', {
      policyArn,
      buildWorkflowId,
      clientRequestToken,
      ...input,
    });
  const { updatedAt: lastUpdatedAt } = await get();
  const inUse = refused('ResourceInUseException');
  await run();
  await expect(run({ clientRequestToken: `${clientRequestToken}-too` })).rejects.toThrow(inUse);
  const seen = { ...testCase, testCaseId, lastUpdatedAt };
  await expect(plane.call('UpdateAutomatedReasoningPolicyTestCase', seen)).rejects.toThrow(inUse);
  const { guardContent: _, expectedAggregatedFindingsResult: __, ...named } = seen;
  await expect(plane.call('DeleteAutomatedReasoningPolicyTestCase', named)).rejects.toThrow(inUse);
  expect(await run()).toMatchObject({ policyArn });
  await plane.pass(2 * STEP);
  const result = () => plane.call('GetAutomatedReasoningPolicyTestResult', { policyArn, buildWorkflowId, testCaseId });
  await run();
  expect(await result(), 'the repetition ran nothing').toMatchObject({ testResult: { testRunStatus: 'COMPLETED' } });
  await expect(run({ testCaseIds: [testCaseId] })).rejects.toThrow(inConflict);
});
