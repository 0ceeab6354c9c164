/** JSON to the SDK's own values, by shape. A reader is compiled once for each structure, at its first use. */
import { constraintsOf } from '../../fixtures/constraints.js';
import { exception, type ServiceException } from '../exception.js';
import { type Member, memoize, type Shape, type StructureShape } from './shape.js';

type Convert = (value: unknown) => unknown;

/** Where the present read notes members that no schema knows. Reading is synchronous, so one variable serves. */
let unknownMembers: string[] | undefined;
/** Whether the present read keeps them. */
let keepsUnknown = false;

/**
 * Reads a structure out of parsed JSON. Throws SerializationException where a value is of the wrong JSON type. Members that no
 * schema knows, a newer client's or a typo, are passed over and noted in `unknown` as `Structure.member`.
 */
export function readStructure(shape: StructureShape, value: unknown, unknown?: string[]): Record<string, unknown> {
  unknownMembers = unknown;
  try {
    return structureReader(shape)(value) as Record<string, unknown>;
  } finally {
    unknownMembers = undefined;
  }
}

/** Reads what we have written ourselves: members that no schema knows are kept as they are. */
export function readWritten(shape: StructureShape, value: unknown): Record<string, unknown> {
  keepsUnknown = true;
  try {
    return structureReader(shape)(value) as Record<string, unknown>;
  } finally {
    keepsUnknown = false;
  }
}

/**
 * The front door's refusal of a body that does not fit the model. Words as other services of the same front door (SQS, SES,
 * Athena) give them: `STRING_VALUE can not be converted to an Integer`; Bedrock's own are not recorded.
 */
export function serializationException(message: string): ServiceException {
  return exception('SerializationException', message, { status: 400, source: 'coral.service', messageKey: 'Message' });
}

const targetNames: Record<string, string> = {
  string: 'a String',
  number: 'a Float',
  integer: 'an Integer',
  bigInteger: 'a BigInteger',
  bigDecimal: 'a BigDecimal',
  boolean: 'an Boolean',
  blob: 'a Blob',
  timestamp: 'a Timestamp',
};

function mismatch(value: unknown, target: string): ServiceException {
  if (Array.isArray(value)) return serializationException('Start of list found where not expected');
  if (value !== null && typeof value === 'object')
    return serializationException('Start of structure or map found where not expected.');
  const kind = typeof value === 'boolean' ? String(value).toUpperCase() : (typeof value).toUpperCase();
  return serializationException(
    target in targetNames
      ? `${kind}_VALUE can not be converted to ${targetNames[target]}`
      : `Unexpected token: ${kind}_VALUE found where a ${target} was expected`,
  );
}

function reader(shape: Shape): Convert {
  switch (shape.type) {
    case 'structure':
      return structureReader(shape);
    case 'list': {
      let item: Convert | undefined;
      return (value) => {
        if (!Array.isArray(value)) throw mismatch(value, 'list');
        item ??= reader(shape.member);
        return value.map(item);
      };
    }
    case 'map': {
      let item: Convert | undefined;
      return (value) => {
        if (!isObject(value)) throw mismatch(value, 'map');
        item ??= reader(shape.value);
        return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, item?.(entry)]));
      };
    }
    case 'blob':
      return (value) => {
        if (typeof value !== 'string') throw mismatch(value, 'blob');
        return new Uint8Array(Buffer.from(value, 'base64'));
      };
    case 'timestamp':
      return readTimestamp;
    case 'document':
      return (value) => value;
    case 'bigInteger':
    case 'bigDecimal':
    case 'number':
      return (value) => {
        if (typeof value !== 'number') throw mismatch(value, 'number');
        return value;
      };
    default: {
      const { type } = shape;
      return (value) => {
        if (typeof value !== type) throw mismatch(value, type);
        return value;
      };
    }
  }
}

const structureReader = memoize((shape: StructureShape): Convert => {
  let members: Map<string, { name: string; read: Convert }> | undefined;
  return (value) => {
    if (!isObject(value)) throw mismatch(value, 'structure');
    members ??= new Map(
      shape.members.map((member) => [member.jsonName, { name: member.name, read: memberReader(shape, member) }]),
    );
    const result: Record<string, unknown> = {};
    for (const key in value) {
      const item = value[key];
      const member = members.get(key);
      if (!member) {
        unknownMembers?.push(`${shape.name}.${key}`);
        if (keepsUnknown) result[key] = item;
      } else if (item !== null && item !== undefined) result[member.name] = member.read(item);
    }
    return result;
  };
});

/** A number's refusal says which kind of number was wanted; only the constraint table knows. */
function memberReader(structure: StructureShape, member: Member): Convert {
  if (member.shape.type !== 'number') return reader(member.shape);
  return (value) => {
    if (typeof value === 'number') return value;
    const integer = (['bedrock-runtime', 'bedrock'] as const).some(
      (service) => constraintsOf(service, structure.name)?.get(member.name)?.integer,
    );
    throw mismatch(value, integer ? 'integer' : 'number');
  };
}

function readTimestamp(value: unknown): Date {
  const date =
    typeof value === 'number' ? new Date(value * 1000) : typeof value === 'string' ? new Date(value) : undefined;
  if (!date || Number.isNaN(date.getTime())) throw mismatch(value, 'timestamp');
  return date;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
