/** `bedrock-local contract`: recorded, replayed, and held against a replay of itself. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { planRuns } from '../../src/cli/contract-runs.js';
import { runCli } from './spawn-cli.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bedrock-local-contract-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const filesIn = (path: string) =>
  readdirSync(path, { recursive: true })
    .map(String)
    .filter((name) => name.endsWith('.json'));

describe('bedrock-local contract', () => {
  it('holds against a replay of itself, in every case', { timeout: 300_000 }, async () => {
    const report = join(folder, 'report.json');
    const { status, stdout } = await runCli(['contract', '--target', 'replay', '--report', report]);
    expect(stdout).toMatch(/^mock \(us-east-1\): 2[4-9]\d\d passed, 0 failed, 268 skipped/m);
    expect(stdout).toMatch(/^replay \(us-east-1\): 2[4-9]\d\d passed, 0 failed, 268 skipped/m);
    expect(stdout).toMatch(/^mock and replay agree on (\d+) of \1 cases$/m);
    expect(stdout.match(/^skipped .*/gm)).toEqual(
      Array(2).fill('skipped 268: who calls is not recorded: a recorder signs with credentials of its own'),
    );
    expect(status).toBe(0);
    const { results } = JSON.parse(readFileSync(report, 'utf8')) as { results: { id: string; outcome: string }[] };
    const outcomes = new Map(results.map(({ id, outcome }) => [id, outcome]));
    expect(outcomes.get('InvokeModelWithBidirectionalStreamSample')).toBe('pass');
    expect(outcomes.get('CreateGuardrailHonoursToken')).toBe('pass');
  });

  it('records into a folder, and replays it later; what is not there is skipped aloud', async () => {
    const recordings = join(folder, 'recordings');
    const casesOf = (pattern: string) => ['--only', pattern];
    const record = await runCli(['contract', '--record', recordings, ...casesOf('^(Converse|ConverseStream)Sample$')]);
    expect(record).toMatchObject({ status: 0, stdout: expect.stringMatching(/mock .* 2 passed, 0 failed, 0 skipped/) });
    expect(filesIn(recordings)).toHaveLength(2);
    const replay = ['contract', '--target', 'replay', '--recordings', recordings];
    // This one may be refused, so the refusal of the replay would satisfy it.
    const { status, stdout } = await runCli([...replay, ...casesOf('^(Converse|InvokeModel)Sample$')]);
    expect(stdout).toMatch(/^skipped 1: it was not recorded$/m);
    expect(stdout).toMatch(/^replay \(us-east-1\): 1 passed, 0 failed, 1 skipped of 2 cases/m);
    expect(status).toBe(0);
    const [file] = filesIn(recordings).filter((name) => name.startsWith('converse/'));
    expect(readFileSync(join(recordings, file!), 'utf8')).not.toContain('"authorization": "AWS4');
  });

  it.each([
    [['--target', 'replay', '--recordings', '/nowhere/at/all'], '/nowhere/at/all holds no recordings; bedrock-local'],
    [['--recordings', 'there'], '--recordings are for --target replay'],
    [['--target', 'moon'], '--target must be mock, replay, aws or a URL'],
    [['--target', 'aws'], 'no credentials for AWS were found'],
    [['--compare', 'mock'], '--compare takes two targets'],
    [['--report', 'report.pdf'], '--report must end in .html, .json or .xml (JUnit), not "report.pdf"'],
  ])('says in one line what is wrong with %j', async (flags, sentence) => {
    const environment = { AWS_EC2_METADATA_DISABLED: 'true' };
    const { status, stderr } = await runCli(['contract', '--only', '^ConverseSample$', ...flags], { environment });
    expect(stderr).toContain(sentence);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(status).toBe(2);
  });
});

describe('the runs of a call', () => {
  const region = 'us-east-1';
  const plan = (flags: Partial<Parameters<typeof planRuns>[0]>) => planRuns({ target: 'mock', region, ...flags });

  it('are one for each target, where nothing is recorded', () => {
    expect(plan({}).places).toEqual([{ name: 'mock', region }]);
    expect(plan({ compare: ['mock', 'aws'] }).places.map(({ name }) => name)).toEqual(['mock', 'aws']);
  });

  it('record a target before it is replayed, whichever was named first', () => {
    const { places, replayed } = plan({ compare: ['replay', 'aws'], record: 'here' });
    expect(places).toEqual([
      { name: 'aws', region, record: 'here' },
      { name: 'replay', region, recordings: 'here' },
    ]);
    expect(replayed).toBe(true);
  });

  it('replay recordings that are there without recording anything', () => {
    expect(plan({ target: 'replay', recordings: 'there' }).places).toEqual([
      { name: 'replay', region, recordings: 'there' },
    ]);
    expect(plan({ compare: ['mock', 'replay'], recordings: 'there' })).toMatchObject({
      places: [{ name: 'mock' }, { name: 'replay', recordings: 'there' }],
      replayed: false,
    });
  });

  it('are refused where the flags do not go together', () => {
    expect(() => plan({ target: 'replay', recordings: 'there', record: 'here' })).toThrow('--record takes one target');
    expect(() => plan({ compare: ['mock', 'aws'], record: 'here' })).toThrow('--record takes one target');
    expect(() => plan({ compare: ['replay', 'replay'] })).toThrow('replay needs --recordings, or another target');
    expect(() => plan({ compare: ['mock', 'aws', 'replay'] })).toThrow('--compare takes two targets');
  });
});
