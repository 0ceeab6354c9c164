/** Invariants of event streams: the headers of frames, the order of events, what deltas add up to. */
import { chunkOf, type ObservedEvent } from '../observation.js';
import { type Invariant, isSuccess } from './invariant.js';

/** Events of ConverseStream by the place at which they may come: each only after a smaller or equal one. */
const places: Record<string, number> = {
  messageStart: 0,
  contentBlockStart: 1,
  contentBlockDelta: 1,
  contentBlockStop: 1,
  messageStop: 2,
  metadata: 3,
};

interface BlockEvent {
  contentBlockIndex?: number;
  start?: { toolUse?: object };
  delta?: { toolUse?: { input?: string } };
}

const isWhole = (events: ObservedEvent[]) => events.length > 0 && !events.at(-1)?.name.startsWith('!');

export const streamInvariants: Invariant[] = [
  {
    id: 'stream/frame-headers',
    documentation: 'Every frame says its type, its kind and that it holds JSON.',
    check: ({ events = [] }) =>
      events.flatMap(({ name, headers }) => {
        const kind = headers[':message-type'];
        if (kind !== 'event' && kind !== 'exception') return [`${name}: :message-type is ${kind ?? 'missing'}`];
        return headers[':content-type'] === 'application/json'
          ? []
          : [`${name}: :content-type is ${headers[':content-type']}`];
      }),
  },
  {
    id: 'stream/not-empty',
    documentation: 'A stream has at least one event.',
    check(observation) {
      const { operation, events } = observation;
      return isSuccess(observation) && operation.outputEvents && !operation.inputEvents && events?.length === 0
        ? ['the stream ended without an event']
        : [];
    },
  },
  {
    id: 'converse-stream/order',
    documentation: 'messageStart, blocks one after the other, messageStop, metadata: each once, and nothing after.',
    check({ operation, events = [] }) {
      if (operation.name !== 'ConverseStream' || !isWhole(events)) return [];
      const names = events.map(({ name }) => name);
      const counts = ['messageStart', 'messageStop', 'metadata'].map(
        (name) => names.filter((one) => one === name).length,
      );
      const wrong = names.find((name, index) => (places[name] ?? 0) < (places[names[index - 1] ?? ''] ?? 0));
      return [
        ...(counts.join() === '1,1,1'
          ? []
          : [`messageStart, messageStop and metadata come ${counts.join(', ')} times`]),
        ...(names[0] === 'messageStart' ? [] : [`${names[0]} comes first`]),
        ...(wrong === undefined ? [] : [`${wrong} comes too late`]),
      ];
    },
  },
  {
    id: 'converse-stream/blocks',
    documentation: 'A block that has begun is ended, once, and does not go on after.',
    check({ operation, events = [] }) {
      if (operation.name !== 'ConverseStream' || !isWhole(events)) return [];
      const open = new Set<number>();
      const ended = new Set<number>();
      const wrong: string[] = [];
      for (const { name, payload } of events) {
        const index = (payload as BlockEvent | undefined)?.contentBlockIndex;
        if (index === undefined || !name.startsWith('contentBlock')) continue;
        if (ended.has(index)) wrong.push(`block ${index} goes on after its end with ${name}`);
        if (name === 'contentBlockStop') ended.add(index);
        else open.add(index);
      }
      for (const index of open) if (!ended.has(index)) wrong.push(`block ${index} has no end`);
      return wrong;
    },
  },
  {
    id: 'converse-stream/tool-input',
    documentation: 'The parts of a tool’s input make one JSON object.',
    check({ operation, events = [] }) {
      if (operation.name !== 'ConverseStream' || !isWhole(events)) return [];
      const inputs = new Map<number, string>();
      for (const { name, payload } of events) {
        const { contentBlockIndex: index = -1, start, delta } = (payload ?? {}) as BlockEvent;
        if (name === 'contentBlockStart' && start?.toolUse) inputs.set(index, '');
        const part = delta?.toolUse?.input;
        if (part !== undefined) inputs.set(index, (inputs.get(index) ?? '') + part);
      }
      return [...inputs].flatMap(([index, text]) =>
        isObject(text || '{}') ? [] : [`block ${index}: ${text.slice(0, 80)} is no JSON object`],
      );
    },
  },
  {
    id: 'invoke-stream/chunks',
    documentation: 'Every chunk holds JSON, and the metrics of the invocation come with the last, if at all.',
    check({ operation, events = [] }) {
      if (operation.name !== 'InvokeModelWithResponseStream') return [];
      const chunks = events.filter(({ name }) => name === 'chunk').map(chunkOf);
      const metered = chunks.findIndex((chunk) => chunk && 'amazon-bedrock-invocationMetrics' in chunk);
      return [
        ...(chunks.includes(undefined) ? ['a chunk holds no JSON'] : []),
        ...(metered >= 0 && metered !== chunks.length - 1
          ? [`the metrics come with chunk ${metered} of ${chunks.length}`]
          : []),
      ];
    },
  },
];

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object';
  } catch {
    return false;
  }
}
