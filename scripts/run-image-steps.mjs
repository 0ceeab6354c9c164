// Runs what docker/Dockerfile says without an engine: its COPY and RUN steps in a clean folder, its ENTRYPOINT, CMD and HEALTHCHECK as an
// unprivileged user with the files read-only. For machines that have no Docker; `docker build` remains the real thing.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DockerfileParser } from 'dockerfile-ast';

const root = fileURLToPath(new URL('..', import.meta.url));
const dockerfile = DockerfileParser.parse(readFileSync(join(root, 'docker/Dockerfile'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'bedrock-local-image-'));
chmodSync(folder, 0o755);

/** `nobody`, where this user may become another. */
const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

const stages = new Map();
let stage;

/** A path of the image as one below the stage's folder. */
const inStage = (path, of = stage) => join(of.root, path.startsWith('/') ? path : join(of.workdir, path));

function run(command, args, options) {
  const { status, error } = spawnSync(command, args, { stdio: 'inherit', ...options });
  if (error) throw error;
  if (status !== 0) throw new Error(`${[command, ...args].join(' ')} ended with status ${status}`);
}

const words = (instruction) => instruction.getArguments().map((argument) => argument.getValue());
/** The exec form: a JSON list. */
const list = (instruction) => JSON.parse(instruction.getRawArgumentsContent());

const steps = {
  FROM(instruction) {
    const name = instruction.getBuildStage() ?? 'final';
    stage = { root: join(folder, name), workdir: '/', environment: {} };
    mkdirSync(stage.root, { recursive: true });
    stages.set(name, stage);
  },
  LABEL() {},
  EXPOSE() {},
  USER: (instruction) => {
    stage.user = words(instruction)[0];
  },
  WORKDIR(instruction) {
    stage.workdir = resolve(stage.workdir, words(instruction)[0]);
    mkdirSync(inStage('.'), { recursive: true });
  },
  ENV(instruction) {
    for (const property of instruction.getProperties()) stage.environment[property.getName()] = property.getValue();
  },
  COPY(instruction) {
    const from = instruction
      .getFlags()
      .find((flag) => flag.getName() === 'from')
      ?.getValue();
    const paths = words(instruction);
    const target = paths.pop();
    for (const path of paths) {
      const source = from ? inStage(path, stages.get(from)) : join(root, path);
      const into =
        target.endsWith('/') && paths.length > 0 && !isFolder(source)
          ? join(inStage(target), path.split('/').pop())
          : inStage(target);
      cpSync(source, into, { recursive: true, verbatimSymlinks: true });
    }
  },
  RUN(instruction) {
    const text = instruction.getRawArgumentsContent();
    console.log(`> ${text}`);
    run('sh', ['-c', text], { cwd: inStage('.'), env: { ...process.env, ...stage.environment } });
  },
  HEALTHCHECK(instruction) {
    stage.health = JSON.parse(instruction.getRawArgumentsContent().replace(/^.*?CMD\s*/s, ''));
  },
  ENTRYPOINT: (instruction) => {
    stage.entrypoint = list(instruction);
  },
  CMD: (instruction) => {
    stage.command = list(instruction);
  },
};

function isFolder(path) {
  try {
    readdirSync(path);
    return true;
  } catch {
    return false;
  }
}

/** Paths of the image in a command become paths below the stage. */
const localize = (command) => command.map((word) => (word.startsWith('/app/') ? join(stage.root, word) : word));

/** Starts as the image would, waits for its own health check, and stops it. */
async function start() {
  const [command, ...args] = localize([...stage.entrypoint, ...stage.command]);
  run('chmod', ['-R', 'a-w', stage.root]);
  const env = { PATH: process.env.PATH, ...stage.environment };
  const server = spawn(command, args, { cwd: inStage('.'), env, stdio: 'inherit', ...unprivileged });
  const ended = once(server, 'exit');
  try {
    for (let attempt = 1; ; attempt++) {
      const [check, ...more] = stage.health;
      if (spawnSync(check, more, { env, ...unprivileged }).status === 0) break;
      if (attempt === 50 || server.exitCode !== null) throw new Error('the image does not become healthy');
      await new Promise((done) => setTimeout(done, 200));
    }
    console.log(`healthy as user ${stage.user}, ${sizeOf(stage.root)} MB of files`);
  } finally {
    server.kill('SIGTERM');
  }
  const [code] = await ended;
  if (code !== 0) throw new Error(`the server ended with status ${code}`);
}

function sizeOf(path) {
  const { stdout } = spawnSync('du', ['-sm', path], { encoding: 'utf8' });
  return stdout.split('\t')[0];
}

try {
  for (const instruction of dockerfile.getInstructions()) {
    const step = steps[instruction.getKeyword()];
    if (!step)
      throw new Error(`${instruction.getKeyword()} is not known to ${dirname(fileURLToPath(import.meta.url))}`);
    step(instruction);
  }
  if (stage.user === undefined || /^(root|0)\b/.test(stage.user)) throw new Error('the image runs as root');
  await start();
} finally {
  spawnSync('chmod', ['-R', 'u+w', folder]);
  rmSync(folder, { recursive: true, force: true });
}
