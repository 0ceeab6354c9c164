// The built server without what answers fixtures: what remains is the same build. Only for the comparison in cost.ts.
import { firstResponders } from '../dist/server/responders/index.js';

firstResponders.length = 0;
await import('../dist/cli.js');
