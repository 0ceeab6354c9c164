/** `npm run bench [-- PART [ROUNDS]]`: what the server costs, part by part. Without a part all of them, one after the other. */
import { measureChunks } from './chunks.js';
import { measureCost } from './cost.js';
import { measureFixtures } from './fixtures.js';
import { measureFootprint } from './footprint.js';
import { measureRecordings } from './recordings.js';
import { measureStreams } from './streams.js';
import { measureThroughput } from './throughput.js';

const parts: Record<string, (rounds: number) => void | Promise<void>> = {
  fixtures: measureFixtures,
  chunks: measureChunks,
  footprint: measureFootprint,
  throughput: measureThroughput,
  cost: () => measureCost(20),
  recordings: measureRecordings,
  streams: measureStreams,
};

const [first = '', second = '5'] = process.argv.slice(2);
const named = first in parts;
if (first !== '' && !named && Number.isNaN(Number(first))) {
  console.error(`${first} is no part of the bench: known are ${Object.keys(parts).join(', ')}`);
  process.exit(2);
}
for (const [name, measure] of Object.entries(parts))
  if (!named || name === first) await measure(Number(named ? second : first || second));
