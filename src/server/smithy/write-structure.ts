/** The SDK's own values to JSON text, by shape. A writer is compiled once for each structure, at its first use. */
import { memoize, type Shape, type StructureShape } from './shape.js';

/** Gives JSON text. */
type Write = (value: unknown) => string;

/** `padding`: the text of the member `p` with a comma before it, `,"p":"abc"`; it stands in its place among the others. */
type WriteStructure = (value: unknown, padding?: string) => string;

interface MemberWriter {
  /** What stands before the value, where the member is the first: `{"name":`. */
  opening: string;
  /** And where it follows another: `,"name":`. */
  following: string;
  write: Write;
}

/**
 * The JSON text of a structure: keys sorted as AWS sorts them, undefined members left out, members that no schema knows written
 * as they are. A blob that is given as a string counts as base64 already.
 */
export function writeStructure(shape: StructureShape, value: unknown): string {
  return structureWriter(shape)(value);
}

/** The writer of a structure, for those who write many. */
export const structureWriter = memoize((shape: StructureShape): WriteStructure => {
  const members = new Map<string, MemberWriter>();
  const memberOf = (name: string) => {
    const known = members.get(name);
    if (known) return known;
    const schema = shape.byName.get(name);
    if (!schema) return createMember(name, writeDocument);
    const member = createMember(schema.jsonName, valueWriter(schema.shape));
    members.set(name, member);
    return member;
  };
  return (value, padding = '') => {
    const source = value as Record<string, unknown>;
    let text = '';
    let pad = padding;
    for (const name of sortedKeys(source)) {
      const item = source[name];
      if (item === undefined) continue;
      if (pad !== '' && name > 'p') {
        text = addPadding(text, pad);
        pad = '';
      }
      const { opening, following, write } = memberOf(name);
      text += text === '' ? opening : following;
      text += item === null ? 'null' : write(item);
    }
    if (pad !== '') text = addPadding(text, pad);
    return text === '' ? '{}' : `${text}}`;
  };
});

function createMember(jsonName: string, write: Write): MemberWriter {
  const key = JSON.stringify(jsonName);
  return { opening: `{${key}:`, following: `,${key}:`, write };
}

function addPadding(text: string, pad: string): string {
  return text === '' ? `{${pad.slice(1)}` : text + pad;
}

function valueWriter(shape: Shape): Write {
  switch (shape.type) {
    case 'structure':
      return structureWriter(shape);
    case 'list':
      return listWriter(() => valueWriter(shape.member));
    case 'map':
      return mapWriter(() => valueWriter(shape.value));
    case 'blob':
      return (value) => (typeof value === 'string' ? JSON.stringify(value) : `"${base64(value as Uint8Array)}"`);
    case 'timestamp': {
      const { format } = shape;
      return (value) => {
        const written = writeTimestamp(value as Date, format);
        return typeof written === 'number' ? `${written}` : `"${written}"`;
      };
    }
    case 'number':
      return (value) => (Number.isFinite(value) ? `${value}` : writeDocument(value));
    default:
      return writeDocument;
  }
}

/** The item's writer is made at the first use: a shape may hold itself. */
function listWriter(makeItem: () => Write): Write {
  let write: Write | undefined;
  return (value) => {
    write ??= makeItem();
    let text = '';
    for (const item of value as unknown[]) {
      const written = item === null || item === undefined ? 'null' : write(item);
      text += text === '' ? written : `,${written}`;
    }
    return `[${text}]`;
  };
}

function mapWriter(makeValue: () => Write): Write {
  let write: Write | undefined;
  return (value) => {
    write ??= makeValue();
    const source = value as Record<string, unknown>;
    let text = '';
    for (const key of sortedKeys(source)) {
      const item = source[key];
      if (item === undefined) continue;
      text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${item === null ? 'null' : write(item)}`;
    }
    return `{${text}}`;
  };
}

/** Free JSON. A function or a symbol, which JSON has no word for, is null. */
function writeDocument(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

/** A few keys, most of them in order already, are sorted by insertion: the language's own sort costs more than the rest. */
function sortedKeys(source: object): string[] {
  const keys = Object.keys(source);
  if (keys.length > 20) return keys.sort();
  for (let index = 1; index < keys.length; index++) {
    const key = keys[index] as string;
    let place = index;
    for (; place > 0 && key < (keys[place - 1] as string); place--) keys[place] = keys[place - 1] as string;
    keys[place] = key;
  }
  return keys;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** AWS leaves the fraction out where it is nought, and writes as many digits as there are. */
export function writeTimestamp(date: Date, format: 'date-time' | 'http-date' | 'epoch-seconds'): string | number {
  if (format === 'epoch-seconds') return date.getTime() / 1000;
  if (format === 'http-date') return date.toUTCString();
  const text = date.toISOString();
  let end = text.length - 1;
  while (text[end - 1] === '0' && end > text.length - 4) end--;
  return `${text.slice(0, end === text.length - 4 ? end - 1 : end)}Z`;
}
