/** Runs the command line in a process of its own, as a user would. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../src/cli.ts', import.meta.url));

export interface SpawnOptions {
  environment?: Record<string, string>;
  /** Working directory. */
  directory?: string;
  /** What is piped in. */
  input?: string;
}

export interface Spawned {
  /** Resolves with everything written so far once it matches. */
  until(pattern: RegExp): Promise<string>;
  kill(signal: NodeJS.Signals): void;
  done: Promise<{ status: number | null; stdout: string; stderr: string }>;
}

/** The environment has nothing of AWS in it but what the test gives. */
export function spawnCli(args: string[], { environment = {}, directory, input = '' }: SpawnOptions = {}): Spawned {
  const clean = Object.entries(process.env).filter(([name]) => !/^(AWS_|BEDROCK_|NODE_OPTIONS|.*_proxy$)/i.test(name));
  const files = { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' };
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), program, ...args], {
    env: { ...Object.fromEntries(clean), ...files, ...environment },
    cwd: directory,
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) child[name].on('data', (chunk) => (output[name] += chunk));
  child.stdin.end(input);
  const done = new Promise<number | null>((resolve) => child.once('close', resolve)).then((status) => ({
    status,
    ...output,
  }));
  return {
    done,
    kill: (signal) => child.kill(signal),
    until: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => pattern.test(output.stdout) && resolve(output.stdout);
        child.stdout.on('data', look);
        look();
        done.then(() => reject(new Error(`ended without ${pattern}: ${output.stdout}${output.stderr}`)));
      }),
  };
}

export const runCli = (args: string[], options?: SpawnOptions) => spawnCli(args, options).done;
