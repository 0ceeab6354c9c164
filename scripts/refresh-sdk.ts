/**
 * `npm run refresh:sdk -- VERSION [MODEL.json]`: raises the pinned SDK packages, rebuilds the constraint table where an API
 * model is given, and prints which operations, members and constraints came, went or changed.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compareNames } from './refresh/differences.js';

const CLIENTS = ['@aws-sdk/client-bedrock', '@aws-sdk/client-bedrock-runtime'];
const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Through the npm that runs this script, so that no shell is needed on any system. */
function install(...packages: string[]): void {
  const npm = process.env.npm_execpath;
  if (!npm) throw new Error('run it as: npm run refresh:sdk -- VERSION [MODEL.json]');
  console.log(`npm install -E ${packages.join(' ')}`);
  execFileSync(process.execPath, [npm, 'install', '-E', ...packages], { cwd: root, stdio: 'inherit' });
}

/** Runs another script in a process of its own: each must see the SDK that is installed by then. */
function run(script: string, ...args: string[]): string {
  const command = ['--import', 'tsx', join(root, 'scripts', script), ...args];
  return execFileSync(process.execPath, command, { cwd: root, encoding: 'utf8', maxBuffer: 2 ** 26 }).trimEnd();
}

/** The range of `@smithy/core` that the installed SDK asks for; our pin must lie in it, or npm would install a second copy. */
function coreRange(): string {
  const manifest = readFileSync(join(root, 'node_modules', CLIENTS[0]!, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { dependencies: Record<string, string> }).dependencies['@smithy/core'] ?? 'latest';
}

const [version, modelPath] = process.argv.slice(2);
if (!version) {
  console.error('usage: npm run refresh:sdk -- VERSION [MODEL.json]');
  process.exit(2);
}
const before = run('refresh/members.ts').split('\n');
install(...CLIENTS.map((name) => `${name}@${version}`));
install(`@smithy/core@${coreRange()}`);
const after = run('refresh/members.ts').split('\n');
const changes = compareNames(before, after, 'gone from the SDK', 'new in the SDK');
console.log(changes.length > 0 ? changes.join('\n') : 'the SDK has the operations and members that it had');
if (modelPath) console.log(run('refresh-constraints.ts', modelPath));
