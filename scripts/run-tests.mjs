// Runs the suite with the Node that runs this file, whatever `npm` would choose.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

console.log(`Node ${process.version}`);
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
process.exit(spawnSync(process.execPath, [vitest, 'run', ...process.argv.slice(2)], { stdio: 'inherit' }).status ?? 1);
