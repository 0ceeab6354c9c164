// Packs the package, installs it into a fresh folder for each recipe of test/recipes as a user would, and runs the recipe's own test.
// `npm run test:recipes -- vitest jest` runs these two. Dependencies come from the registry; a recipe whose language is absent is said to be.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { packInto, root, run } from './pack.mjs';

const recipes = join(root, 'test', 'recipes');
const windows = process.platform === 'win32';
const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-recipes-'));

/** The SDK's advice to raise Node is nothing to the recipes. */
const environment = { ...process.env, NO_COLOR: '1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
const install = ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline', '--save-dev'];

/** A Python environment beside the recipe, first in the path. Undefined where there is no Python. */
function pythonPath(place) {
  const python = windows ? 'python' : 'python3';
  if (spawnSync(python, ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  const environment = join(place, '.venv');
  run(python, ['-m', 'venv', environment]);
  const programs = join(environment, windows ? 'Scripts' : 'bin');
  const requirements = join(place, 'requirements.txt');
  run(join(programs, 'python'), ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]);
  return `${programs}${delimiter}${process.env.PATH}`;
}

function runRecipe(name, tarball) {
  const place = join(folder, name);
  cpSync(join(recipes, name), place, { recursive: true });
  const PATH = name === 'pytest' ? pythonPath(place) : process.env.PATH;
  if (PATH === undefined) return 'not run: there is no Python here';
  run('npm', [...install, tarball], { cwd: place });
  const start = performance.now();
  run('npm', ['test', '--silent'], { cwd: place, env: { ...environment, PATH } });
  return `passed in ${((performance.now() - start) / 1000).toFixed(1)} s`;
}

const known = readdirSync(recipes).sort();
const wanted = process.argv.length > 2 ? process.argv.slice(2) : known;
const unknown = wanted.find((name) => !known.includes(name));
if (unknown) {
  console.error(`there is no recipe ${unknown}: known are ${known.join(', ')}`);
  process.exit(2);
}

const outcomes = [];
try {
  const tarball = packInto(folder);
  for (const name of wanted) {
    console.log(`\n== ${name}`);
    try {
      outcomes.push([name, runRecipe(name, tarball)]);
    } catch (error) {
      outcomes.push([name, `FAILED: ${error.message}`]);
      process.exitCode = 1;
    }
  }
} catch (error) {
  outcomes.push(['the package', `FAILED: ${error.message}`]);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`\n${outcomes.map(([name, outcome]) => `${name.padEnd(12)} ${outcome}`).join('\n')}`);
