/** The shapes of members, read off the SDK's runtime schemas. The only file that knows the schemas' form. */
import type { NormalizedSchema } from '@smithy/core/schema';

export type ScalarType =
  | 'string'
  | 'boolean'
  | 'number'
  | 'bigInteger'
  | 'bigDecimal'
  | 'blob'
  | 'timestamp'
  | 'document';

export interface ScalarShape {
  type: Exclude<ScalarType, 'timestamp'>;
}

export interface TimestampShape {
  type: 'timestamp';
  /** How it stands in the message. */
  format: 'date-time' | 'http-date' | 'epoch-seconds';
}

export interface ListShape {
  type: 'list';
  readonly member: Shape;
}

export interface MapShape {
  type: 'map';
  readonly value: Shape;
}

export interface StructureShape {
  type: 'structure';
  /** `ConverseRequest`. */
  name: string;
  /** Exactly one member is set. */
  union: boolean;
  readonly members: Member[];
  readonly byName: Map<string, Member>;
  /** On an exception: whose fault, and its HTTP status. */
  error?: { fault: 'client' | 'server'; status: number };
}

export type Shape = ScalarShape | TimestampShape | ListShape | MapShape | StructureShape;

/** Where a member stands in the HTTP message. `body` is the JSON body's own member. */
export type Location = 'body' | 'label' | 'query' | 'header' | 'payload' | 'status';

export interface Member {
  name: string;
  /** The name in JSON. */
  jsonName: string;
  location: Location;
  /** The name of the query parameter or header, in lower case for headers. */
  locationName: string;
  required: boolean;
  idempotencyToken: boolean;
  /** An event stream (of a union) or a byte stream (of a blob). */
  streaming: boolean;
  /** In an event: the member that is the frame's payload or one of its headers. */
  eventPayload: boolean;
  eventHeader: boolean;
  readonly shape: Shape;
}

const emptyStructure: StructureShape = {
  type: 'structure',
  name: 'Unit',
  union: false,
  members: [],
  byName: new Map(),
};

/** Makes the value at the first call and keeps it. */
export function lazy<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Makes the value of each key at its first use and keeps it for as long as the key lives. */
export function memoize<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { value: Value }>();
  return (key) => {
    let entry = made.get(key);
    if (!entry) {
      entry = { value: make(key) };
      made.set(key, entry);
    }
    return entry.value;
  };
}

/** One Shape per named structure, so that recursion ends and compiled readers can be kept by identity. */
const structures = new Map<unknown, StructureShape>();

function toShape(schema: NormalizedSchema): Shape {
  if (schema.isStructSchema() || schema.isUnitSchema()) return toStructure(schema);
  if (schema.isListSchema()) {
    const member = lazy(() => toShape(schema.getValueSchema()));
    return {
      type: 'list',
      get member() {
        return member();
      },
    };
  }
  if (schema.isMapSchema()) {
    const value = lazy(() => toShape(schema.getValueSchema()));
    return {
      type: 'map',
      get value() {
        return value();
      },
    };
  }
  const type = toScalarType(schema);
  return type === 'timestamp' ? { type, format: toTimestampFormat(schema) } : { type };
}

/** The schema's numbers for timestamps: 4 default, 5 date-time, 6 http-date, 7 epoch-seconds. restJson1's default in bodies is the last. */
function toTimestampFormat(schema: NormalizedSchema): TimestampShape['format'] {
  const format = schema.getSchema();
  return format === 5 ? 'date-time' : format === 6 ? 'http-date' : 'epoch-seconds';
}

function toScalarType(schema: NormalizedSchema): ScalarType {
  if (schema.isStringSchema()) return 'string';
  if (schema.isBooleanSchema()) return 'boolean';
  if (schema.isNumericSchema()) return 'number';
  if (schema.isBlobSchema()) return 'blob';
  if (schema.isTimestampSchema()) return 'timestamp';
  if (schema.isBigIntegerSchema()) return 'bigInteger';
  if (schema.isBigDecimalSchema()) return 'bigDecimal';
  if (schema.isDocumentSchema()) return 'document';
  // A string with a media type is a number's wrapper in the schemas; it reads as a string.
  return 'string';
}

/** The shape of a structure, union or exception. */
export function toStructure(schema: NormalizedSchema): StructureShape {
  if (schema.isUnitSchema()) return emptyStructure;
  const raw = schema.getSchema();
  const known = structures.get(raw);
  if (known) return known;
  const requiredCount = (raw as unknown as unknown[])[6];
  const members = lazy(() =>
    [...schema.structIterator()].map(([name, member], index) =>
      toMember(name, member, index < (typeof requiredCount === 'number' ? requiredCount : 0)),
    ),
  );
  const byName = lazy(() => new Map(members().map((member) => [member.name, member])));
  const traits = schema.getMergedTraits() as { error?: 'client' | 'server'; httpError?: number };
  const structure: StructureShape = {
    type: 'structure',
    name: schema.getName() ?? 'Unnamed',
    union: schema.isUnionSchema(),
    get members() {
      return members();
    },
    get byName() {
      return byName();
    },
    ...(traits.error && {
      error: { fault: traits.error, status: traits.httpError ?? (traits.error === 'client' ? 400 : 500) },
    }),
  };
  structures.set(raw, structure);
  return structure;
}

function toMember(name: string, schema: NormalizedSchema, required: boolean): Member {
  const traits = schema.getMergedTraits() as Record<string, unknown>;
  const shape = lazy(() => toShape(schema));
  const [location, locationName] = toLocation(name, traits);
  return {
    name,
    jsonName: typeof traits.jsonName === 'string' ? traits.jsonName : name,
    location,
    locationName,
    required: required || location === 'label',
    idempotencyToken: Boolean(traits.idempotencyToken),
    streaming: schema.isStreaming(),
    eventPayload: Boolean(traits.eventPayload),
    eventHeader: Boolean(traits.eventHeader),
    get shape() {
      return shape();
    },
  };
}

function toLocation(name: string, traits: Record<string, unknown>): [Location, string] {
  if (traits.httpLabel) return ['label', name];
  if (typeof traits.httpQuery === 'string') return ['query', traits.httpQuery];
  if (typeof traits.httpHeader === 'string') return ['header', traits.httpHeader.toLowerCase()];
  if (traits.httpPayload) return ['payload', name];
  if (traits.httpResponseCode) return ['status', name];
  return ['body', name];
}
