/** A process that records until it is killed: writes the number of each recording once it is on the disk. */
import { writeSync } from 'node:fs';
import { createClock } from '../../../src/server/clock.js';
import { openRecordings } from '../../../src/server/recordings/store.js';
import { defaultSettings } from '../../../src/server/settings.js';
import { askConverse, exchange, say } from './exchanges.js';

const [folder = '', name = '', most = '1000000'] = process.argv.slice(2);
const store = openRecordings(folder, { clock: createClock(), rules: defaultSettings.recordings });

async function record(lane: number): Promise<void> {
  for (let number = lane; number < Number(most); number += 4) {
    // Every tenth request is the same for all writers.
    const question = number % 10 === 0 ? 'the same for all' : `${name} ${number}`;
    const { path } = await store.write(exchange(askConverse(question), say(`${name} ${number} ${'x'.repeat(20_000)}`)));
    writeSync(1, `${name} ${number} ${path}\n`);
  }
}

writeSync(1, 'ready\n');
await Promise.all([0, 1, 2, 3].map(record));
