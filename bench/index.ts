/** `npm run bench`: the server beside a bare one that sends the same bytes, and beside a peer, interleaved in one run. */
import { measureChunks } from './chunks.js';
import { measureFixtures } from './fixtures.js';
import { measureFootprint } from './footprint.js';
import { measureThroughput } from './throughput.js';

const rounds = Number(process.argv[2] ?? 5);

measureFixtures();
measureChunks();
await measureFootprint();
await measureThroughput(rounds);
