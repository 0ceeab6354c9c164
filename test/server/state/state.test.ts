import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateGuardrailCommand, DeleteGuardrailCommand, ListGuardrailsCommand } from '@aws-sdk/client-bedrock';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createHttpControl } from '../../../src/testing/http-control.js';
import { type StartServerOptions, startServer } from '../../../src/testing/start-server.js';
import { spawnCli } from '../../cli/spawn-cli.js';
import { createControlPlaneClient } from '../../support/clients.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrock-local-state-'));
  // Runs after what the test asks for itself: a server that closes writes its state once more.
  onTestFinished(() => rmSync(folder, { recursive: true }));
});

const definition = (name: string) => ({
  name,
  blockedInputMessaging: 'No.',
  blockedOutputsMessaging: 'No.',
  wordPolicyConfig: { wordsConfig: [{ text: 'heliotrope' }] },
});

/** A server whose account is in the folder, and a client of it. */
async function open(options: StartServerOptions = {}) {
  const server = await startServer({ state: folder, ...options });
  const bedrock = createControlPlaneClient(server.url);
  const close = async () => {
    bedrock.destroy();
    await server.close();
  };
  onTestFinished(close);
  const names = async () =>
    (await bedrock.send(new ListGuardrailsCommand({}))).guardrails?.map(({ name }) => name).sort();
  return { server, bedrock, names, close };
}

const files = () => readdirSync(folder, { recursive: true }).filter((path) => String(path).endsWith('.json'));

describe('a state folder', () => {
  it('keeps what was created, and forgets what was deleted, over a restart', async () => {
    const first = await open();
    await first.bedrock.send(new CreateGuardrailCommand(definition('stays')));
    const { guardrailId } = await first.bedrock.send(new CreateGuardrailCommand(definition('goes')));
    await first.bedrock.send(new DeleteGuardrailCommand({ guardrailIdentifier: guardrailId }));
    await first.close();
    expect(await (await open()).names()).toEqual(['stays']);
  });

  it('has a change on the disk before its reply goes out', async () => {
    const { bedrock } = await open();
    const { guardrailId } = await bedrock.send(new CreateGuardrailCommand(definition('now')));
    expect(files()).toEqual([expect.stringContaining(`${guardrailId}.json`)]);
  });

  it('keeps namespaces apart', async () => {
    const first = await open();
    const mine = createControlPlaneClient(first.server.namespace('mine').url);
    await mine.send(new CreateGuardrailCommand(definition('mine')));
    mine.destroy();
    await first.close();
    const second = await open();
    expect(await second.names()).toEqual([]);
    const { resources } = await second.server.namespace('mine').state.export();
    expect(Object.values(resources).flatMap((records) => Object.values(records))).toMatchObject([{ name: 'mine' }]);
  });

  it('names a file that cannot be read, and serves nothing', async () => {
    const first = await open();
    await first.bedrock.send(new CreateGuardrailCommand(definition('a')));
    await first.close();
    writeFileSync(join(folder, String(files()[0])), '{"id":');
    await expect(startServer({ state: folder })).rejects.toThrow(
      /\.json is no record of a resource: .*mend it, or remove it/,
    );
  });

  it('is used by one server at a time', async () => {
    writeFileSync(join(folder, '.lock'), String(process.ppid));
    await expect(startServer({ state: folder })).rejects.toThrow(/is in use by the server of process \d+/);
    writeFileSync(join(folder, '.lock'), '999999999');
    expect(await (await open()).names()).toEqual([]);
  });
});

describe('killed at any moment', () => {
  it('loses nothing that a client was told of', { timeout: 120_000 }, async () => {
    const told = new Set<string>();
    for (let round = 0; round < 6; round++) {
      const cli = spawnCli(['--port', '0', '--quiet', '--state', folder]);
      const url = (await cli.until(/http\S+\n/)).trim();
      const bedrock = createControlPlaneClient(url, { maxAttempts: 1 });
      const { guardrails = [] } = await bedrock.send(new ListGuardrailsCommand({ maxResults: 1000 }));
      expect(new Set(guardrails.map(({ name = '' }) => name))).toEqual(
        expect.objectContaining({ size: expect.any(Number) }),
      );
      for (const name of told) expect(guardrails.map((one) => one.name)).toContain(name);
      let alive = true;
      const work = Promise.all(
        [0, 1, 2].map(async (worker) => {
          for (let index = 0; alive && index < 5; index++) {
            const name = `r${round}-w${worker}-${index}`;
            await bedrock.send(new CreateGuardrailCommand(definition(name))).then(
              () => told.add(name),
              () => {},
            );
          }
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 20 + round * 25));
      cli.kill('SIGKILL');
      alive = false;
      await Promise.all([work, cli.done]);
      bedrock.destroy();
    }
    expect(told.size).toBeGreaterThan(0);
    const { names } = await open();
    expect(await names()).toEqual(expect.arrayContaining([...told]));
  });
});

describe('a prepared account', () => {
  const prepare = [{ operation: 'CreateGuardrail', input: definition('prepared') }];

  it('is what every namespace begins with, and a reset returns to', async () => {
    const { server, bedrock, names } = await open({ prepare });
    await bedrock.send(new CreateGuardrailCommand(definition('another')));
    expect(await names()).toEqual(['another', 'prepared']);
    await server.reset();
    expect(await names()).toEqual(['prepared']);
    const other = createControlPlaneClient(server.namespace('fresh').url);
    expect((await other.send(new ListGuardrailsCommand({}))).guardrails).toMatchObject([{ name: 'prepared' }]);
    other.destroy();
  });

  it('is not made twice in one folder', async () => {
    await (await open({ prepare })).close();
    expect(await (await open({ prepare })).names()).toEqual(['prepared']);
  });

  it('is refused in one sentence where a call is', async () => {
    const refused = (call: { operation: string; input: Record<string, unknown> }) => startServer({ prepare: [call] });
    await expect(refused({ operation: 'CreateGuardrial', input: {} })).rejects.toThrow(
      /prepare\[0\].*did you mean "CreateGuardrail"/,
    );
    await expect(refused({ operation: 'CreateGuardrail', input: { name: 'a' } })).rejects.toThrow(
      /prepare\[0\] \(CreateGuardrail\) is refused: ValidationException/,
    );
  });
});

describe('a snapshot', () => {
  it('goes out and in again, over HTTP', async () => {
    const { server, bedrock, names } = await open({ state: undefined });
    await bedrock.send(new CreateGuardrailCommand(definition('kept')));
    const control = createHttpControl(server.url);
    const snapshot = await control.state.export();
    await server.reset();
    expect(await names()).toEqual([]);
    await control.state.import(snapshot);
    expect(await names()).toEqual(['kept']);
    await expect(control.state.import({} as never)).rejects.toThrow('a snapshot is {"version": 1');
  });
});
