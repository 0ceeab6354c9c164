/** `npm run bench [-- PART... [NUMBER]]`: what the server costs, part by part. Without a part all of them, one after the other. */
import { measureChunks } from './chunks.js';
import { measureCost } from './cost.js';
import { measureFixtures } from './fixtures.js';
import { measureFootprint } from './footprint.js';
import { measureRecordings } from './recordings.js';
import { measureResources } from './resources.js';
import { measureStreams } from './streams.js';
import { measureThroughput } from './throughput.js';

/** The number is how many rounds, of `streams` how many streams; undefined for each part's own. */
const parts: Record<string, (number: number | undefined) => void | Promise<void>> = {
  fixtures: measureFixtures,
  chunks: measureChunks,
  footprint: measureFootprint,
  throughput: measureThroughput,
  cost: measureCost,
  recordings: measureRecordings,
  resources: measureResources,
  streams: measureStreams,
};

const given = process.argv.slice(2);
const number = /^\d+$/.test(given.at(-1) ?? '') ? Number(given.pop()) : undefined;
const unknown = given.find((name) => !(name in parts));
if (unknown !== undefined || number === 0) {
  const names = Object.keys(parts).join(', ');
  console.error(
    `Give parts of the bench by name (${names}), and a number above nought; ${unknown ?? number} is neither.`,
  );
  process.exit(2);
}
for (const [name, measure] of Object.entries(parts))
  if (given.length === 0 || given.includes(name)) await measure(number);
