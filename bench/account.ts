/** An account with a thousand of every kind: one of each made by its calls, and the others its copies. */
import { readFileSync } from 'node:fs';
import type { Emulator } from '../src/server/emulator.js';
import type { Snapshot } from '../src/server/namespace-snapshot.js';
import { fill, type Members, memberOf } from '../test/support/fill.js';
import { importBuilt } from './built.js';

const { createEmulator } = await importBuilt<typeof import('../src/server/emulator.js')>('server/emulator.js');
const { restoreSnapshot, takeSnapshot } =
  await importBuilt<typeof import('../src/server/namespace-snapshot.js')>('server/namespace-snapshot.js');
const { findOperation } =
  await importBuilt<typeof import('../src/server/smithy/operation.js')>('server/smithy/operation.js');
const { bufferedBody } = await importBuilt<typeof import('../src/server/waist.js')>('server/waist.js');

const COUNT = 1000;

export interface Kind {
  list: string;
  /** The operation, the member that identifies, and the member of a listed item that it is taken from. */
  get?: [operation: string, member: string, from: string];
}

export const kinds: Kind[] = [
  { list: 'ListGuardrails', get: ['GetGuardrail', 'guardrailIdentifier', 'id'] },
  { list: 'ListInferenceProfiles', get: ['GetInferenceProfile', 'inferenceProfileIdentifier', 'inferenceProfileArn'] },
  { list: 'ListPromptRouters', get: ['GetPromptRouter', 'promptRouterArn', 'promptRouterArn'] },
  { list: 'ListCustomModels', get: ['GetCustomModel', 'modelIdentifier', 'modelName'] },
  {
    list: 'ListCustomModelDeployments',
    get: ['GetCustomModelDeployment', 'customModelDeploymentIdentifier', 'customModelDeploymentArn'],
  },
  {
    list: 'ListProvisionedModelThroughputs',
    get: ['GetProvisionedModelThroughput', 'provisionedModelId', 'provisionedModelArn'],
  },
  { list: 'ListModelCustomizationJobs', get: ['GetModelCustomizationJob', 'jobIdentifier', 'jobName'] },
  { list: 'ListModelCopyJobs', get: ['GetModelCopyJob', 'jobArn', 'jobArn'] },
  { list: 'ListModelImportJobs', get: ['GetModelImportJob', 'jobIdentifier', 'jobArn'] },
  { list: 'ListImportedModels', get: ['GetImportedModel', 'modelIdentifier', 'modelName'] },
  { list: 'ListMarketplaceModelEndpoints', get: ['GetMarketplaceModelEndpoint', 'endpointArn', 'endpointArn'] },
  { list: 'ListEvaluationJobs', get: ['GetEvaluationJob', 'jobIdentifier', 'jobArn'] },
  {
    list: 'ListAdvancedPromptOptimizationJobs',
    get: ['GetAdvancedPromptOptimizationJob', 'jobIdentifier', 'jobArn'],
  },
  { list: 'ListModelInvocationJobs', get: ['GetModelInvocationJob', 'jobIdentifier', 'jobArn'] },
  { list: 'ListAsyncInvokes', get: ['GetAsyncInvoke', 'invocationArn', 'invocationArn'] },
  { list: 'ListAutomatedReasoningPolicies', get: ['GetAutomatedReasoningPolicy', 'policyArn', 'policyArn'] },
  {
    list: 'ListAutomatedReasoningPolicyTestCases',
    get: ['GetAutomatedReasoningPolicyTestCase', 'testCaseId', 'testCaseId'],
  },
  {
    list: 'ListAutomatedReasoningPolicyBuildWorkflows',
    get: ['GetAutomatedReasoningPolicyBuildWorkflow', 'buildWorkflowId', 'buildWorkflowId'],
  },
  { list: 'ListAutomatedReasoningPolicyTestResults' },
  { list: 'ListEnforcedGuardrailsConfiguration' },
];

interface Step {
  call?: string;
  input?: Members;
  keep?: Record<string, string>;
  pass?: number;
}

export interface Written {
  method: string;
  path: string;
  body: string;
}

/** A request by its members, as a client writes it. */
export function writeRequest(name: string, input: Members): Written {
  const operation = findOperation(name)!;
  const given = operation.input.members.filter((member) => input[member.name] !== undefined);
  const at = (location: string) => given.filter((member) => member.location === location);
  let { path } = operation;
  for (const { name, locationName } of at('label'))
    path = path.replace(`{${locationName || name}}`, encodeURIComponent(String(input[name])));
  const query = new URLSearchParams(
    at('query').map(({ name, locationName }) => [locationName, String(input[name])] as [string, string]),
  );
  const body = Object.fromEntries(at('body').map(({ name, jsonName }) => [jsonName, input[name]]));
  return {
    method: operation.method,
    path: query.size > 0 ? `${path}?${query}` : path,
    body: operation.method === 'GET' ? '' : JSON.stringify(body),
  };
}

/** In process. Throws where the reply is no success. */
export async function operate(emulator: Emulator, { method, path, body }: Written): Promise<Members> {
  const reply = await emulator.handle({
    method,
    url: path,
    headers: { host: 'bedrock.us-east-1.amazonaws.com', 'content-type': 'application/json' },
    body: bufferedBody(Buffer.from(body)),
    signal: () => new AbortController().signal,
    protocol: 'http/1.1',
    secure: false,
  });
  const text = Buffer.from(reply.body as string).toString();
  if (reply.status >= 300) throw new Error(`${method} ${path} was answered with ${reply.status}: ${text}`);
  return JSON.parse(text || '{}') as Members;
}

export async function createThousands() {
  const file = new URL('../test/sdks/full-account.json', import.meta.url);
  const { steps, within } = JSON.parse(readFileSync(file, 'utf8')) as {
    steps: Step[];
    within: Record<string, Members>;
  };
  const emulator = createEmulator();
  const namespace = emulator.namespaces.default;
  namespace.clock.freeze(Date.UTC(2026, 2, 2));
  const variables: Members = { each: 'one' };
  for (const { call, input, keep = {}, pass = 1000 } of steps) {
    if (call) {
      const output = await operate(emulator, writeRequest(call, fill(input ?? {}, variables) as Members));
      for (const [name, path] of Object.entries(keep)) variables[name] = memberOf(output, path);
    }
    namespace.clock.advance(pass);
  }
  const snapshot = multiply(takeSnapshot(namespace));
  restoreSnapshot(namespace, snapshot);
  namespace.clock.advance(60_000);
  const places = { ...within, ListInferenceProfiles: { typeEquals: 'APPLICATION' } };
  return { emulator, snapshot, within: fill(places, variables) as Record<string, Members> };
}

/** Names and ids of the copies end in their numbers. What a record belongs to, its copies do too. */
function multiply({ version, resources }: Snapshot): Snapshot {
  const shelves = Object.entries(resources).map(([shelf, records]) => {
    const [id, record] = Object.entries(records)[0]!;
    const copies = Array.from({ length: COUNT - 1 }, (_, index) => copy(id, record, index));
    return [shelf, { [id]: record, ...Object.fromEntries(copies) }] as const;
  });
  return { version, resources: Object.fromEntries(shelves) };
}

function copy(id: string, record: unknown, index: number): [string, unknown] {
  const number = String(index).padStart(4, '0');
  const copied = id.slice(0, -4) + number;
  const { name, ...rest } = JSON.parse(JSON.stringify(record).replaceAll(id, copied)) as Members;
  return [copied, { ...rest, ...(name !== undefined && { name: `${name}-${number}` }) }];
}
