// The built server without what answers fixtures, lets faults strike and holds quotas: what remains is the same build. Only for the comparison in cost.ts.
import { register } from 'node:module';

register('./without-hooks.mjs', import.meta.url);
const { firstResponders } = await import('../dist/server/responders/index.js');
firstResponders.length = 0;
await import('../dist/cli.js');
