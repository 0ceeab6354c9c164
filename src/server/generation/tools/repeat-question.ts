/** Makes several questions of one that names several things for a tool which takes one of them. */
import { findHints, type Hint, type HintKind } from '../hints/hints.js';
import { roleOf } from '../hints/roles.js';
import { asArray, asSchema, resolveSchema, type Schema } from '../schema/resolve.js';

const counts: Record<string, number> = { two: 2, twice: 2, three: 3, thrice: 3, four: 4, five: 5 };
const mostTimes = 5;

/** `Weather in Paris and London` gives `Weather in Paris` and `Weather in London`; most questions are given back alone. */
export function repeatQuestion(schema: unknown, asked: string): string[] {
  const slots = slotsOf(schema);
  if (slots.length === 0) return Array.from({ length: timesIn(asked) }, () => asked);
  const { found } = findHints(asked);
  for (const first of found) {
    const list = found.filter((hint) => hint.list === first.list);
    if (list.length < 2 || !takesOne(slots, first.kind)) continue;
    const [before, after] = [asked.slice(0, list[0]!.start), asked.slice(list.at(-1)!.end)];
    return list.map((hint: Hint) => before + asked.slice(hint.start, hint.end) + after);
  }
  return [asked];
}

interface Slot {
  name: string;
  schema: Schema;
}

/** The members that an input must have; where it must have none, all. */
function slotsOf(root: unknown): Slot[] {
  const first = () => 0;
  const schema = resolveSchema(root, root, first);
  const required = asArray(schema.required).map(String);
  return Object.entries(asSchema(schema.properties))
    .filter(([name]) => required.length === 0 || required.includes(name))
    .map(([name, member]) => ({ name, schema: resolveSchema(member, root, first) }));
}

/** Whether a single slot takes such things, and none takes several of them. */
function takesOne(slots: Slot[], kind: HintKind): boolean {
  const takers = slots.filter(({ name, schema }) => {
    const items = schema.type === 'array' ? asSchema(schema.items) : schema;
    if (items.enum !== undefined || items.const !== undefined) return false;
    const isNumber = items.type === 'number' || items.type === 'integer';
    if (isNumber || (items.type !== undefined && items.type !== 'string')) return isNumber && kind === 'number';
    return roleOf({ name, description: String(schema.description ?? '') }).kinds.includes(kind);
  });
  return takers.length === 1 && takers[0]!.schema.type !== 'array';
}

/** `three times`, `twice`. */
function timesIn(asked: string): number {
  const found = /(?<![\p{L}\p{N}])(?:(\d+|two|three|four|five) times|(twice|thrice))(?![\p{L}\p{N}])/iu.exec(asked);
  const word = (found?.[1] ?? found?.[2] ?? '1').toLowerCase();
  return Math.max(1, Math.min(counts[word] ?? Number(word), mostTimes));
}
