// Drives the built server with SDKs and the libraries built on them, and prints a table of client by check. Without --all: boto3 (with its own
// tests, and the course) and Go; with it every client of the table. `--only "Strands,OpenAI"`: these alone, and no pytest. What follows "--" goes to
// pytest. Each installs what it needs from its registry.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';
const core = join(root, 'test', 'sdks', 'core');
/** What clients build and install, beside the Python environment: none of it is the repository's. */
const cache = join(root, '.venv', 'cores');

const flags = process.argv.slice(2);
const all = flags.includes('--all');
const only = flags.includes('--only') ? flags.splice(flags.indexOf('--only'), 2)[1]?.split(',') : undefined;
const forPytest = flags.filter((flag) => flag !== '--all' && flag !== '--');

function run(command, args, options = {}) {
  console.log(`> ${[command, ...args].join(' ')}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error) console.error(`${command} could not be started: ${error.message}`);
  if (status !== 0) process.exit(status ?? 1);
}

/** A Python environment of its own, made where it is not there. */
function python(folder, requirements) {
  const program = join(root, folder, windows ? 'Scripts' : 'bin', windows ? 'python.exe' : 'python');
  if (!existsSync(program)) run(windows ? 'python' : 'python3', ['-m', 'venv', folder]);
  run(program, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', ...requirements]);
  return program;
}

const libraries = () => python(join('.venv', 'libraries'), ['-r', 'test/sdks/core/python/requirements.txt']);
const script = (name) => join(core, 'python', `with_${name}.py`);

/** Programs of Node beside what they need, copied to where neither is the repository's. */
function node(folder) {
  const place = join(cache, folder);
  const sources = (source) => !source.includes('node_modules');
  cpSync(join(core, folder), place, { recursive: true, filter: sources });
  run('npm', ['install', '--silent', '--no-audit', '--no-fund', '--prefer-offline'], { cwd: place, shell: windows });
  return (name) => [process.execPath, join(place, `with-${name}.js`)];
}

/** What AWS's own SDKs are all asked: one that leaves a check out has not passed it. */
const coreChecks = [
  ...['ListFoundationModels', 'GetFoundationModel', 'Guardrails', 'ApplyGuardrail', 'Converse', 'ConverseTools'],
  ...['ConverseStream', 'BrokenStream', 'InvokeModel', 'InvokeModelWithResponseStream', 'CountTokens'],
  ...['ValidationException', 'ThrottlingRetried'],
];

/** `build` gives the command that runs the checks; `tool` is what has to be there; `whole` ones make every check of the core. */
const languages = [
  {
    name: 'boto3',
    whole: true,
    build: () => [python('.venv', ['-r', 'test/course/requirements.txt']), script('boto3')],
  },
  {
    name: 'Go v2',
    whole: true,
    tool: 'go',
    build() {
      const program = join(cache, windows ? 'go-core.exe' : 'go-core');
      run('go', ['build', '-o', program, '.'], { cwd: join(core, 'go') });
      return [program];
    },
  },
  {
    name: 'Java v2',
    whole: true,
    tool: 'mvn',
    more: true,
    build() {
      const maven = ['-q', '-B', '-f', join(core, 'java', 'pom.xml'), `-DbuildDirectory=${join(cache, 'java')}`];
      run('mvn', [...maven, 'compile']);
      return ['mvn', ...maven, 'exec:java'];
    },
  },
  {
    name: 'Rust',
    whole: true,
    tool: 'cargo',
    more: true,
    build() {
      const target = join(cache, 'rust');
      run('cargo', ['build', '--quiet', '--manifest-path', join(core, 'rust', 'Cargo.toml'), '--target-dir', target]);
      return [join(target, 'debug', windows ? 'core.exe' : 'core')];
    },
  },
  { name: 'AWS CLI', more: true, build: () => [libraries(), script('awscli')] },
  { name: 'LangChain', more: true, build: () => [libraries(), script('langchain')] },
  { name: 'LiteLLM', more: true, build: () => [libraries(), script('litellm')] },
  { name: 'LlamaIndex', more: true, build: () => [libraries(), script('llamaindex')] },
  { name: 'Strands', more: true, build: () => [libraries(), script('strands')] },
  { name: 'Anthropic', more: true, build: () => [libraries(), script('anthropic')] },
  { name: 'OpenAI', more: true, build: () => [libraries(), script('openai')] },
  { name: 'JavaScript v3', whole: true, more: true, build: () => node('node')('aws-sdk') },
  { name: 'AI SDK', more: true, build: () => node('node')('ai-sdk') },
  { name: 'LangChain.js', more: true, build: () => node('node')('langchain') },
  { name: 'Anthropic JS', more: true, build: () => node('node')('anthropic') },
  { name: 'promptfoo', more: true, build: () => node('promptfoo')('promptfoo') },
];

const unknown = only?.find((name) => !languages.some((language) => language.name === name));
if (unknown !== undefined) {
  console.error(`--only: no client is called "${unknown}"; there are ${languages.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}

/** Whether a client takes part in this run. */
const isAsked = ({ name, more }) => (only ? only.includes(name) : all || !more);

const isThere = (tool) => spawnSync(tool, ['version'], { stdio: 'ignore' }).error === undefined;

const brokenStream = {
  fault: 'stream-error',
  name: 'ModelStreamErrorException',
  afterEvents: 2,
  match: { prompt: 'break the stream' },
};

/** Runs the checks of a language against a server of their own: by check, `ok` or what was wrong. */
function check(command) {
  const serve = [
    'dist/cli.js',
    'run',
    '--fixtures',
    join(core, 'fixtures.yaml'),
    '--fault',
    JSON.stringify(brokenStream),
  ];
  const { stdout, status } = spawnSync(process.execPath, [...serve, '--', ...command], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Some tools put a colour's end before what a program says.
  const lines = [...stripVTControlCharacters(stdout).matchAll(/^CORE (\w+) (ok|FAILED.*)$/gm)].map(
    ([, name, outcome]) => [name, outcome],
  );
  if (lines.length === 0) throw new Error(`the checks did not run: status ${status}`);
  return new Map(lines);
}

function writeTable(outcomes) {
  const checks = [...new Set([...outcomes.values()].flatMap((outcome) => [...(outcome?.keys() ?? [])]))];
  const cell = (outcome, name) =>
    outcome ? (outcome.has(name) ? outcome.get(name).replace(/^FAILED.*/, 'FAILED') : '–') : 'not run';
  const names = [...outcomes.keys()];
  console.log(`\n| check | ${names.join(' | ')} |`);
  console.log(`|---|${names.map(() => '---|').join('')}`);
  for (const name of checks)
    console.log(`| ${name} | ${names.map((one) => cell(outcomes.get(one), name)).join(' | ')} |`);
}

run(process.execPath, ['scripts/build.mjs']);
mkdirSync(cache, { recursive: true });
const outcomes = new Map();
const wrong = [];
for (const { name, tool, whole, build } of languages.filter(isAsked)) {
  if (tool && !isThere(tool)) {
    console.log(`${name}: NOT RUN, because ${tool} is not on this machine`);
    outcomes.set(name, undefined);
    continue;
  }
  const outcome = check(build());
  outcomes.set(name, outcome);
  for (const one of whole ? coreChecks : []) if (!outcome.has(one)) wrong.push(`${name} ${one} was not checked`);
  for (const [one, said] of outcome) if (said !== 'ok') wrong.push(`${name} ${one} ${said}`);
}
writeTable(outcomes);
for (const line of wrong) console.error(line);
if (wrong.length > 0) process.exit(1);
if (only) process.exit(0);

const pythonProgram = python('.venv', ['-r', 'test/course/requirements.txt']);
for (const kind of ['rule', 'fault']) {
  const file = join(root, '.venv', `${kind}-cases.json`);
  run(process.execPath, ['--import', 'tsx', `scripts/write-${kind}-cases.ts`, file]);
  process.env[`${kind.toUpperCase()}_CASES`] = file;
}
run(process.execPath, [
  'dist/cli.js',
  'run',
  '--',
  pythonProgram,
  '-m',
  'pytest',
  '-q',
  'test/course',
  'test/sdks',
  ...forPytest,
]);
