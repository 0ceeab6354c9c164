/** The catalogue of operations: every one that the SDK exports a schema for. */
import { createRequire } from 'node:module';
import { lazy, type Member, type StructureShape, toStructure } from './shape.js';

/** To `import` them takes twice as long: Node then reads all of their text for the names that they export. */
const load = createRequire(import.meta.url);
const bedrock = load('@aws-sdk/client-bedrock') as object;
const bedrockRuntime = load('@aws-sdk/client-bedrock-runtime') as object;
const { NormalizedSchema } = load('@smithy/core/schema') as typeof import('@smithy/core/schema');

export type Service = 'bedrock' | 'bedrock-runtime';

export interface Operation {
  /** `Converse`. */
  name: string;
  service: Service;
  method: string;
  /** `/model/{modelId}/converse`. */
  path: string;
  /** HTTP status of success. */
  status: number;
  readonly input: StructureShape;
  readonly output: StructureShape;
  /** The member that carries the event stream of the reply or the request. */
  readonly outputEvents?: Member;
  readonly inputEvents?: Member;
}

function toOperation(service: Service, schema: unknown[]): Operation {
  const [, , name, traits, input, output] = schema as [
    number,
    string,
    string,
    { http: [string, string, number] },
    () => unknown,
    () => unknown,
  ];
  const inputShape = lazy(() => toStructure(NormalizedSchema.of(input as never)));
  const outputShape = lazy(() => toStructure(NormalizedSchema.of(output as never)));
  const eventMember = (shape: StructureShape) =>
    shape.members.find((member) => member.streaming && member.shape.type === 'structure');
  const inputEvents = lazy(() => eventMember(inputShape()));
  const outputEvents = lazy(() => eventMember(outputShape()));
  return {
    name,
    service,
    method: traits.http[0],
    path: traits.http[1],
    status: traits.http[2],
    get input() {
      return inputShape();
    },
    get output() {
      return outputShape();
    },
    get inputEvents() {
      return inputEvents();
    },
    get outputEvents() {
      return outputEvents();
    },
  };
}

const OPERATION_SCHEMA = 9;
const ERROR_SCHEMA = -3;

function schemasOf(module: object, kind: number): unknown[][] {
  return Object.values(module).filter(
    (value): value is unknown[] => Array.isArray(value) && value.length > 2 && value[0] === kind,
  );
}

/** All operations of both services, in the order of the SDK's exports. */
export const operations: Operation[] = [
  ...schemasOf(bedrock, OPERATION_SCHEMA).map((schema) => toOperation('bedrock', schema)),
  ...schemasOf(bedrockRuntime, OPERATION_SCHEMA).map((schema) => toOperation('bedrock-runtime', schema)),
];

/** Finds an operation by name; names are unique over both services. */
export function findOperation(name: string): Operation | undefined {
  return operations.find((operation) => operation.name === name);
}

const modelledExceptions = lazy(() => {
  const byService: Record<Service, Map<string, StructureShape>> = { bedrock: new Map(), 'bedrock-runtime': new Map() };
  for (const [service, module] of [
    ['bedrock', bedrock],
    ['bedrock-runtime', bedrockRuntime],
  ] as const) {
    for (const schema of schemasOf(module, ERROR_SCHEMA)) {
      const shape = toStructure(NormalizedSchema.of(schema as never));
      byService[service].set(shape.name, shape);
    }
  }
  return byService;
});

/** The modelled exceptions of a service, by name. */
export function exceptionsOf(service: Service): Map<string, StructureShape> {
  return modelledExceptions()[service];
}
