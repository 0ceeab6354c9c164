/** In what the form of a reply differs from what was recorded, of the same operation and model. */
import { type Form, formOf, type ReplyBytes } from './form.js';

/** Whose form a reply has: models of one provider share what may stand in it, and each model has what always does. */
export interface Kind {
  operation: string;
  /** Without the scope of an inference profile. */
  model: string;
}

/** What was seen of the models of one provider. */
interface Possible {
  paths: Set<string>;
  /** Pairs of events, one after the other; `>` before the first and after the last. */
  steps: Set<string>;
}

/** What stood in every reply of one model. */
interface Constant {
  count: number;
  paths: Set<string>;
  headers: Set<string>;
}

export interface Drift {
  /** Learns the form of a recorded reply. */
  learn(kind: Kind, reply: ReplyBytes): void;
  /** What differs, one sentence each. Words are compared of refusals only. */
  compare(kind: Kind, recorded: ReplyBytes, received: ReplyBytes): string[];
}

/** A member that is always there counts as such from so many replies on. */
const ENOUGH = 3;

export function createDrift(): Drift {
  const possible = new Map<string, Possible>();
  const constant = new Map<string, Constant>();
  const providerOf = ({ operation, model }: Kind) => `${operation} ${model.split('.')[0]}`;
  const modelOf = ({ operation, model }: Kind) => `${operation} ${model}`;
  return {
    learn(kind, reply) {
      if (reply.status >= 400) return;
      const form = formOf(reply);
      const wide = possible.get(providerOf(kind)) ?? { paths: new Set(), steps: new Set() };
      for (const path of form.paths) wide.paths.add(path);
      for (const step of stepsOf(form)) wide.steps.add(step);
      possible.set(providerOf(kind), wide);
      const narrow = constant.get(modelOf(kind)) ?? { count: 0, paths: form.paths, headers: form.headers };
      constant.set(modelOf(kind), {
        count: narrow.count + 1,
        paths: new Set([...narrow.paths].filter((path) => form.paths.has(path))),
        headers: new Set([...narrow.headers].filter((name) => form.headers.has(name))),
      });
    },
    compare(kind, recorded, received) {
      const [before, now] = [formOf(recorded), formOf(received)];
      if (before.status !== now.status) return [`status ${now.status}, recorded ${before.status}${sayRefusal(now)}`];
      if (before.status >= 400) return compareRefusals(before, now);
      const wide = possible.get(providerOf(kind));
      const narrow = constant.get(modelOf(kind));
      return wide && narrow ? compareForms(wide, narrow, before, now) : [];
    },
  };
}

const sayRefusal = ({ exception, message = '' }: Form) =>
  exception ? ` (${exception}: ${message.slice(0, 120)})` : '';

/** Accounts and blanks are no words. */
const plain = (text = '') =>
  text
    .replace(/\d{12}/g, 'N')
    .replace(/’/g, "'")
    .replace(/\s+/g, ' ')
    .trim();

function compareRefusals(before: Form, now: Form): string[] {
  const found: string[] = [];
  if (before.exception !== undefined && now.exception !== before.exception)
    found.push(`exception ${now.exception ?? 'none'}, recorded ${before.exception}`);
  if (plain(before.message) !== plain(now.message))
    found.push(`says ${JSON.stringify(now.message)}, recorded ${JSON.stringify(before.message)}`);
  return found;
}

function compareForms(possible: Possible, constant: Constant, before: Form, now: Form): string[] {
  const found: string[] = [];
  for (const path of now.paths)
    if (!possible.paths.has(path) && !path.includes('[]')) found.push(`${path.replace('|', ' is ')}, never recorded`);
  const { count, paths, headers } = constant;
  const always = count < ENOUGH ? [] : [...paths].filter((path) => !path.includes('[]') && isDue(path, now));
  for (const path of always) if (!now.paths.has(path)) found.push(`${path.split('|')[0]} is missing, always recorded`);
  for (const name of count >= ENOUGH ? headers : [])
    if (!now.headers.has(name)) found.push(`header ${name} is missing, always recorded`);
  if (before.events && !now.events) found.push('no event stream, recorded as one');
  for (const step of stepsOf(now))
    if (!possible.steps.has(step)) found.push(`events ${step.replace('>', ' then ')}, never recorded`);
  return [...new Set(found)];
}

/** What stands in an event is due where there is the event: a model that always called a tool may do without once. */
function isDue(path: string, { events }: Form): boolean {
  return !events || events.some((name) => path.startsWith(`${name}.`) || path.startsWith(`${name}|`));
}

/** A block may begin wherever one of its kind has begun: after the start of the message, or after another block. */
function stepsOf({ events }: Form): string[] {
  if (!events) return [];
  return ['', ...events].map((name, index) => {
    const next = events[index] ?? 'the end';
    const between = next.startsWith('contentBlock') && (name === 'messageStart' || name === 'contentBlockStop');
    return `${between ? 'a block' : name || 'the start'}>${next}`;
  });
}
