// Looks at the packed package as a stranger gets it: what is in it, how it installs in an empty project, its command, its types.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { packInto, root, run } from './pack.mjs';

const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-package-'));
const place = join(folder, 'empty');
const modules = join(place, 'node_modules');
const { devDependencies, exports, bin, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** All that may be in it. */
const allowed = [
  /^(package\.json|README\.md|LICENSE|NOTICE|CHANGELOG\.md)$/,
  /^docs\/[a-z-]+\.md$/,
  /^dist\/.*\.(js|d\.ts|json|mustache)$/,
];
/** Entries whose types need a package of the user's own: the recipe `types` looks at them, beside all others. */
const withPeers = ['./contract', './msw', './vitest', './vitest/setup'];

const problems = [];
const check = (holds, sentence) => holds || problems.push(sentence);
const kib = (bytes) => `${Math.round(bytes / 1024)} KiB`;

function checkContents(tarball) {
  const unpacked = join(folder, 'unpacked');
  mkdirSync(unpacked);
  run('tar', ['-xzf', tarball, '-C', unpacked]);
  const paths = readdirSync(unpacked, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(join(unpacked, 'package'), join(entry.parentPath, entry.name)).split(sep).join('/'));
  const inPackage = (path) => join(unpacked, 'package', path);
  for (const path of paths) {
    check(
      allowed.some((pattern) => pattern.test(path)),
      `${path} is in the package, and nobody needs it there`,
    );
    check(!/(^|\/)test\/|\.test\./.test(path), `${path} is a test`);
    const text = readFileSync(inPackage(path), 'utf8');
    check(!text.includes(root) && !text.includes(join(homedir(), sep)), `${path} names a path of this machine`);
    check(!text.includes('//# sourceMappingURL='), `${path} names a source map, and none is packed`);
  }
  const needed = ['README.md', 'LICENSE', 'NOTICE', 'CHANGELOG.md', ...Object.values(bin), ...entryFiles()];
  for (const path of needed) check(existsSync(inPackage(path)), `${path} is not in the package`);
  const size = paths.reduce((sum, path) => sum + statSync(inPackage(path)).size, 0);
  console.log(
    `${name} ${version}: ${kib(statSync(tarball).size)} packed, ${kib(size)} unpacked, ${paths.length} files`,
  );
}

const entryFiles = () =>
  Object.values(exports)
    .flatMap((target) => (typeof target === 'string' ? [target] : Object.values(target)))
    .filter((path) => !path.includes('*'))
    .map((path) => path.replace('./', ''));

const npmInstall = (...args) =>
  run('npm', ['install', '--strict-peer-deps', '--no-audit', '--no-fund', '--prefer-offline', ...args], {
    cwd: place,
    stdio: 'pipe',
  });

/** One step, in which no program of a package runs, and no peer is missed. */
function checkInstallation(tarball) {
  mkdirSync(place);
  writeFileSync(join(place, 'package.json'), JSON.stringify({ private: true, type: 'module' }));
  const start = performance.now();
  npmInstall(tarball);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const lock = JSON.parse(readFileSync(join(modules, '.package-lock.json'), 'utf8'));
  const installed = Object.entries(lock.packages);
  for (const [path, { hasInstallScript }] of installed)
    check(!hasInstallScript, `${path} runs a script at installation`);
  run('npm', ['ls', '--all'], { cwd: place, stdio: 'pipe' });
  console.log(`installed in an empty project in ${seconds} s: ${installed.length} packages, no install scripts`);
}

function checkCommand() {
  const npx = (...args) => run('npx', ['--no-install', ...args], { cwd: place, stdio: 'pipe' });
  const said = npx(name, '--version').trim();
  check(said === version, `npx ${name} --version says ${said}, not ${version}`);
  check(npx(name, 'models', '--help').startsWith('Usage:'), `npx ${name} models --help does not show how it is used`);
  console.log(`npx ${name} --version: ${said}`);
}

/** Run in the project, where its packages are found. */
const findMissing = `
  import { existsSync } from 'node:fs';
  import { fileURLToPath } from 'node:url';
  for (const schema of process.argv.slice(1))
    if (!existsSync(fileURLToPath(import.meta.resolve('${name}/schemas/' + schema)))) console.log(schema);
`;

/** Of the entries that need nothing else, with the declarations of all packages looked at too; and that the recipe has every entry. */
function checkTypes() {
  const schemas = readdirSync(join(root, 'src', 'fixtures')).flatMap(
    (file) => file.match(/^(.*)\.schema\.json$/)?.[1] ?? [],
  );
  const missing = run(process.execPath, ['--input-type=module', '-e', findMissing, ...schemas], {
    cwd: place,
    stdio: 'pipe',
  });
  check(missing === '', `${name}/schemas has not what package.json names: ${missing.trim()}`);
  const entries = Object.keys(exports).filter((entry) => typeof exports[entry] === 'object');
  const recipe = readFileSync(join(root, 'test', 'recipes', 'types', 'every-entry.ts'), 'utf8');
  for (const entry of entries)
    check(recipe.includes(`from '${nameOf(entry)}'`), `the recipe types has not ${nameOf(entry)}`);
  npmInstall('--save-dev', ...['typescript', '@types/node'].map((tool) => `${tool}@${devDependencies[tool]}`));
  const alone = entries.filter((entry) => !withPeers.includes(entry));
  writeFileSync(join(place, 'all.ts'), alone.map(importOf).join(''));
  for (const resolution of resolutions) compile(resolution, alone);
}

const nameOf = (entry) => `${name}${entry.slice(1)}`;
const importOf = (entry, index) => `import * as entry${index} from '${nameOf(entry)}';\nvoid entry${index};\n`;
const resolutions = [
  { module: 'node16', moduleResolution: 'node16' },
  { module: 'esnext', moduleResolution: 'bundler' },
];

function compile(resolution, entries) {
  const compilerOptions = {
    ...resolution,
    target: 'es2022',
    lib: ['es2023', 'esnext.disposable', 'dom', 'dom.iterable'],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  };
  writeFileSync(join(place, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['all.ts'] }));
  run('npx', ['--no-install', 'tsc', '-p', '.'], { cwd: place, stdio: 'pipe' });
  console.log(`types of ${entries.length} entries without peers: hold under ${resolution.moduleResolution}`);
}

try {
  const tarball = packInto(folder);
  checkContents(tarball);
  checkInstallation(tarball);
  checkCommand();
  checkTypes();
} catch (error) {
  problems.push(error.message);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;
