/** Holds the contract suite's invariants against replies that AWS gave, so that they judge honestly: tsx scripts/check-invariants.ts FOLDER */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invariants } from '../src/client/contract/invariants/index.js';
import type { Observation, ObservedEvent } from '../src/client/contract/observation.js';
import { findOperation } from '../src/server/smithy/operation.js';

interface RecordedEvent {
  headers: Record<string, string>;
  payload?: Record<string, unknown>;
}

interface Recorded {
  id?: string;
  operation: string;
  modelId?: string;
  layer?: string;
  request: { body: unknown };
  response: { status: number; headers?: Record<string, string>; body?: unknown; events?: RecordedEvent[] };
}

const [folder = '../shared/recorded'] = process.argv.slice(2);
const read = (name: string) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Recorded);

const toEvent = ({ headers, payload }: RecordedEvent): ObservedEvent => ({
  name: headers[':event-type'] ?? `!${headers[':exception-type'] ?? ''}`,
  headers,
  payload,
});

function toObservation({ operation, request, response }: Recorded): Observation | undefined {
  const known = findOperation(operation);
  if (!known) return undefined;
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    operation: known,
    input: (request.body ?? {}) as Record<string, unknown>,
    status: response.status,
    headers,
    durationMs: 0,
    live: false,
    ...(response.events ? { events: response.events.map(toEvent) } : { json: response.body }),
  };
}

let checked = 0;
let failed = 0;
// What an SDK made of a reply is not what stood on the wire: its members have other types.
const records = [...read('exchanges.jsonl'), ...read('control-plane.jsonl').filter(({ layer }) => layer === 'wire')];
for (const record of records) {
  const observation = toObservation(record);
  if (!observation) continue;
  checked += 1;
  for (const { id, check } of invariants)
    for (const problem of check(observation)) {
      failed += 1;
      console.log(`${record.id ?? record.operation} ${record.modelId ?? ''} ${id}: ${problem}`);
    }
}
console.log(`${invariants.length} invariants over ${checked} recorded replies: ${failed} do not hold`);
process.exitCode = failed > 0 ? 1 : 0;
