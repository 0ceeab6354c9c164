import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { runCli, spawnCli } from './spawn-cli.js';

let bedrock: StartedServer;
let directory: string;
beforeAll(async () => {
  bedrock = await startServer();
  directory = mkdtempSync(join(tmpdir(), 'bedrock-local-client-'));
});
afterEach(() => bedrock.reset());
afterAll(async () => {
  await bedrock.close();
  rmSync(directory, { recursive: true });
});

const options = (input = '') => ({ directory, input, environment: { AWS_ENDPOINT_URL: bedrock.url } });
const run = (args: string[], input?: string) => runCli(args, options(input));
const path = (name: string) => join(directory, name);

describe('invoke', () => {
  const titan = ['--model', 'amazon.titan-text-express-v1'];

  it('takes a body from a file, a pipe or a prompt', async () => {
    await bedrock.fixtures.add({ reply: { text: 'Coffee wakes.' } });
    writeFileSync(path('body.json'), '{"inputText":"Why coffee?"}');
    const [file, pipe, prompt] = await Promise.all([
      run(['invoke', ...titan, 'body.json']),
      run(['invoke', ...titan], '{"inputText":"Why coffee?"}'),
      run(['invoke', ...titan, '--prompt', 'Why coffee?', '--text']),
    ]);
    for (const { stdout } of [file, pipe]) expect(JSON.parse(stdout).results[0].outputText).toContain('Coffee wakes.');
    expect(prompt).toMatchObject({ status: 0, stderr: '' });
    expect(prompt.stdout.trim()).toBe('Coffee wakes.');
  });

  it('shows a chunk a line as they come, or their text', async () => {
    await bedrock.fixtures.add({ reply: { text: 'Coffee wakes everyone.' } });
    const model = ['--model', 'anthropic.claude-3-haiku-20240307-v1:0', '--prompt', 'Why?', '--stream'];
    const [chunks, text] = await Promise.all([run(['invoke', ...model]), run(['invoke', ...model, '--text'])]);
    const events = chunks.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).type);
    expect(events.at(0)).toBe('message_start');
    expect(events.at(-1)).toBe('message_stop');
    expect(text.stdout).toBe('Coffee wakes everyone.\n');
  });

  it('keeps the bytes as they came', async () => {
    const raw = '{ "results" : [1.0] }';
    await bedrock.fixtures.add({
      reply: { raw: { status: 200, headers: { 'content-type': 'application/json' }, body: raw } },
    } as never);
    const { stdout } = await run(['invoke', ...titan, '--prompt', 'Hi', '--out', 'answer.json']);
    expect(stdout).toBe(`answer.json (${raw.length} bytes)\n`);
    expect(readFileSync(path('answer.json'), 'utf8')).toBe(raw);
  });

  it('shows the body of a prompt and calls nobody, when asked', async () => {
    const { stdout } = await run(['invoke', ...titan, '--prompt', 'Hi', '--max-tokens', '9', '--dry-run']);
    expect(JSON.parse(stdout)).toEqual({ inputText: 'Hi', textGenerationConfig: { maxTokenCount: 9 } });
    expect(await bedrock.journal.entries()).toEqual([]);
  });

  it('ends at Ctrl-C', async () => {
    await bedrock.faults.add({ fault: 'hang', afterEvents: 3 });
    const calling = spawnCli(['invoke', '--prompt', 'Hi', '--stream'], options());
    await calling.until(/messageStart/);
    calling.kill('SIGINT');
    expect(await calling.done).toMatchObject({ status: 130, stderr: '' });
  });
});

describe('embed', () => {
  it('shows how near texts are to one another', async () => {
    const { status, stdout } = await run(['embed', 'a cat sleeps', 'a cat sleeps', 'stocks fell']);
    const [head, first, , , foot] = stdout.split('\n');
    expect(head).toMatch(/^ +1 +2 +3$/);
    expect(first).toMatch(/^1 {2}a cat sleeps {2,}1\.000 +1\.000 +-?0\.\d{3}$/);
    expect(foot).toMatch(/^\[3 x 1024 numbers, \d+ tokens\]$/);
    expect(status).toBe(0);
  });

  it('takes a text a line, and gives the vectors as JSON', async () => {
    const args = ['embed', '--model', 'cohere.embed-english-v3', '--json'];
    const vectors = JSON.parse((await run(args, 'one\n\ntwo\n')).stdout);
    expect(
      vectors.map(({ text, embedding }: { text: string; embedding: number[] }) => [text, embedding.length]),
    ).toEqual([
      ['one', 1024],
      ['two', 1024],
    ]);
  });
});

describe('image', () => {
  it('writes pictures, and over nothing that is there', async () => {
    const args = ['image', 'a cat', '--size', '512x512', '--seed', '3'];
    const { stdout } = await run([...args, '--count', '2', '--out', 'cat.png']);
    expect(stdout).toMatch(/^cat-1\.png \(512x512, \d+ bytes\)\ncat-2\.png \(512x512, \d+ bytes\)\n$/);
    const before = readFileSync(path('cat-1.png'));
    expect(before.toString('latin1', 1, 4)).toBe('PNG');
    bedrock.journal.clear();
    const refused = await run([...args, '--out', 'cat-1.png']);
    expect(refused).toEqual({
      status: 2,
      stdout: '',
      stderr: 'bedrock-local: cat-1.png is there already; --force writes over it, --out names another\n',
    });
    expect(await bedrock.journal.entries()).toEqual([]);
    expect((await run([...args, '--seed', '4', '--out', 'cat-1.png', '--force'])).status).toBe(0);
    expect(readFileSync(path('cat-1.png'))).not.toEqual(before);
  });

  it('says what the model does not draw', async () => {
    const { status, stderr } = await run(['image', 'a cat', '--size', '511x511', '--out', 'odd.png']);
    expect(stderr).toMatch(
      /^bedrock-local: no image from amazon\.titan-image-generator-v2:0: ValidationException: .*\n$/,
    );
    expect(status).toBe(1);
    expect(existsSync(path('odd.png'))).toBe(false);
  });
});

describe('models', () => {
  it('filters as ListFoundationModels does', async () => {
    const args = [
      'models',
      '--provider',
      'Amazon',
      '--customization',
      'FINE_TUNING',
      '--inference-type',
      'PROVISIONED',
    ];
    const [table, ids, json] = await Promise.all([run(args), run([...args, '--ids']), run([...args, '--json'])]);
    const found = JSON.parse(json.stdout).map(({ modelId }: { modelId: string }) => modelId);
    expect(ids.stdout).toBe(`${found.join('\n')}\n`);
    expect(found.length).toBeGreaterThan(1);
    expect(table.stdout.split('\n')[0]).toMatch(/^MODEL +NAME +PROVIDER .* CUSTOMIZATION +STATUS$/);
    expect(table.stdout).toContain('FINE_TUNING');
  });
});

it.each([
  [['invoke', '--prompt', 'a', 'body.json'], 'a body or --prompt, not both'],
  [['invoke', '--model', 'luma.ray-v2:0', '--prompt', 'a'], 'no body for texts is known for luma.ray-v2:0'],
  [['invoke', 'none.json'], 'none.json cannot be read: there is no such file or folder'],
  [['invoke', '--prompt', 'a', '--text', '--out', 'x'], '--text or --out, not both'],
  [['embed'], 'there is no text on standard input'],
  [['embed', '--model', 'amazon.nova-lite-v1:0', 'a'], 'is no embedding model that is known here'],
  [['image'], "missing required argument 'prompt'"],
  [['image', 'a', '--size', 'big'], 'It must be the width and the height, such as 1024x1024.'],
  [['image', 'a', '--model', 'amazon.nova-lite-v1:0'], 'draws nothing from a prompt that is known here'],
  [
    ['image', 'a', '--out', 'no/such/folder.png'],
    'no/such/folder.png cannot be written: there is no such file or folder',
  ],
  [['models', '--inference-type', 'FREE'], 'Allowed choices are ON_DEMAND, PROVISIONED'],
])('%j is refused in one line, with status 2', async (args, words) => {
  const { status, stderr } = await run(args);
  expect(stderr).toMatch(/^bedrock-local: .*\n$/);
  expect(stderr).toContain(words);
  expect(status).toBe(2);
});
