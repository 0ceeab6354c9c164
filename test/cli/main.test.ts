import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.js';

async function run(...args: string[]) {
  const written = { out: '', err: '' };
  const status = await main(args, { out: (text) => (written.out += text), err: (text) => (written.err += text) });
  return { status, ...written };
}

describe('a mistake is one line and status 2', () => {
  it.each<[string, string[], RegExp]>([
    ['bad value', ['--port', 'many'], /^bedrock-local: --port must be a whole number from 0 to 65535, not "many"\n$/],
    ['unknown flag', ['--prot', '1'], /^bedrock-local: unknown option '--prot' \(Did you mean --port\?\)\n$/],
    ['flag without a value', ['--port'], /^bedrock-local: option '--port <number>' argument missing\n$/],
    ['unknown command', ['strat'], /^bedrock-local: "strat" is not a command; .*\n$/],
    ['no command to run', ['run'], /^bedrock-local: missing required argument 'command'\n$/],
    ['no upstream', ['--upstream', 'https://a b'], /^bedrock-local: --upstream is no URL\n$/],
    [
      'an upstream with more',
      ['--upstream', 'https://me:pw@host/'],
      /^bedrock-local: --upstream must be a place alone, without credentials, query or fragment\n$/,
    ],
    ['no such file', ['--config', 'none.yaml'], /^bedrock-local: .*none\.yaml does not exist\n$/],
    ['bad shell', ['--shell', 'fish'], /^bedrock-local: option '--shell <shell>' argument 'fish' is invalid.*\n$/],
    ['bad endpoint', ['chat', '--endpoint', 'localhost:4567'], /^bedrock-local: the endpoint must be a URL such as /],
    [
      'bad temperature',
      ['chat', '--temperature', 'hot'],
      /^bedrock-local: option '--temperature <number>' .* number\.\n$/,
    ],
    [
      'no certificate',
      ['--port', '0', '--tls-cert', 'a', '--tls-key', 'b'],
      /^bedrock-local: .*a cannot be read .*\n$/,
    ],
  ])('%s', async (_, args, line) => {
    const { status, out, err } = await run(...args);
    expect(err).toMatch(line);
    expect({ status, out }).toEqual({ status: 2, out: '' });
  });

  it('port taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    const { status, err } = await run('--port', String(port));
    taken.close();
    expect(err).toMatch(new RegExp(`^bedrock-local: .*\\b${port}\\b.*\n$`));
    expect(status).toBe(2);
  });

  it('unknown key in the file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'bedrock-local-main-'));
    const path = join(directory, 'own.yaml');
    writeFileSync(path, 'seed: 1\nprot: 2\n');
    const { status, err } = await run('--config', path);
    rmSync(directory, { recursive: true });
    expect(err).toBe('bedrock-local: own.yaml:2: unknown key "prot"; did you mean "port"?\n');
    expect(status).toBe(2);
  });
});

describe('help', () => {
  it('lists the commands', async () => {
    const { status, out } = await run('--help');
    expect(out).toMatch(/Commands:.*start.*run.*doctor.*chat.*models.*Examples:/s);
    expect(status).toBe(0);
  });

  it.each([
    ['start', /--port <number>.*BEDROCK_LOCAL_PORT/s],
    ['run', /--keep-environment.*127 where it was not found/s],
    ['doctor', /Status: 0/],
    ['chat', /--stream.*--temperature/s],
    ['models', /--output-modality/],
  ])('of %s says its options and status', async (command, text) => {
    expect((await run(command, '--help')).out).toMatch(text);
  });

  it('is beside a version', async () => {
    expect((await run('--version')).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
