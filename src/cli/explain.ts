/** `bedrock-local explain`: which fixture answers a request, and of the others which criterion failed. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Answer, Question, SupposedRequest } from '../server/control-explain.js';
import type { Explanation } from '../server/match-explain.js';
import { OptionError, readOptions } from '../server/options.js';
import { askServer, endpointVariable } from './local-control.js';
import { append } from './server-flags.js';

const examples = `
Examples:
  $ bedrock-local explain --last                              the latest request of the server
  $ bedrock-local explain 5f1c7f0e-3a55-4b12-9a52-0c2f6c1f8d11    the one with this x-amzn-requestid
  $ bedrock-local explain request.json --fixtures fixtures    without a server

REQUEST.json holds { "operation": "Converse", "input": { ... }, "headers": { ... } }, the input of Converse or InvokeModel
alone, or an entry of the journal. Counts and states are those of the moment, not those of the request.
Status: 0, or 2 where there is no such request or no server.`;

interface ExplainFlags {
  last?: boolean;
  fixtures?: string;
  endpoint?: string;
  json?: boolean;
}

function readRequest(path: string): SupposedRequest {
  let text: string;
  try {
    text = readFileSync(resolve(path), 'utf8');
  } catch (cause) {
    throw new OptionError(`${path} cannot be read (${(cause as NodeJS.ErrnoException).code})`);
  }
  try {
    const value: unknown = JSON.parse(text);
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as SupposedRequest;
  } catch (cause) {
    throw new OptionError(`${path} is no JSON: ${(cause as Error).message}`);
  }
  throw new OptionError(`${path} must hold one JSON object: a request`);
}

function toQuestion(request: string | undefined, { last = false }: ExplainFlags): Question {
  if (last === (request !== undefined))
    throw new OptionError('explain takes one of REQUEST.json, the id of a request, and --last');
  if (request === undefined) return { last: true };
  return request.endsWith('.json') ? { request: readRequest(request) } : { id: request };
}

/** In this process, with the options and fixtures that a server started here would have. */
async function explainHere(question: Question, fixtures: string): Promise<Answer> {
  if (!('request' in question))
    throw new OptionError('--fixtures explains without a server, which has no journal: give a REQUEST.json');
  const { settings, fixtures: places } = readOptions({ flags: { fixtures } });
  const { explainRequest } = await import('../server/control-explain.js');
  const { readFixtureFiles } = await import('../server/fixture-files.js');
  const { createNamespace, loadFixtures } = await import('../server/namespace.js');
  const namespace = createNamespace('explain', settings);
  loadFixtures(namespace, readFixtureFiles(places, settings));
  try {
    return explainRequest(question, namespace);
  } catch (cause) {
    throw new OptionError((cause as Error).message);
  }
}

function writeExplanation({ id, source, matches, criteria }: Explanation, answers: boolean): string {
  const verdict = answers ? 'answers' : matches ? 'matches, and stands behind the one that answers' : 'does not match';
  const lines = criteria.map(({ criterion, holds, expected, received }) =>
    holds
      ? `  holds  ${criterion}: ${expected}`
      : `  FAILS  ${criterion}: expected ${expected}\n         ${' '.repeat(criterion.length)}  received ${received}`,
  );
  return [`${source ?? id} ${verdict}`, ...lines].join('\n');
}

function writeAnswer({ operation, model, answeredBy, refused, fixtures }: Answer): string {
  const head = [operation, model, answeredBy && `(it was answered by ${answeredBy})`].filter(Boolean).join(' ');
  const first = fixtures.find(({ matches }) => matches);
  return [
    head,
    ...(refused ? [`refused before any fixture is asked: ${refused}`] : []),
    ...(fixtures.length === 0 ? ['there are no fixtures'] : []),
    ...fixtures.map((fixture) => writeExplanation(fixture, fixture === first && !refused)),
  ].join('\n\n');
}

async function explain(request: string | undefined, flags: ExplainFlags, command: Command): Promise<void> {
  const question = toQuestion(request, flags);
  const answer = flags.fixtures
    ? await explainHere(question, flags.fixtures)
    : await askServer(flags, (control) => control.explain(question));
  const text = flags.json ? JSON.stringify(answer, null, 2) : writeAnswer(answer);
  command.configureOutput().writeOut?.(`${text}\n`);
}

export function addExplain(program: Command): void {
  program
    .command('explain')
    .description('say which fixture answers a request, and why the others do not')
    .argument('[request]', 'REQUEST.json, or the id of a request in the journal')
    .option('--last', 'the latest request of the server')
    .option('--fixtures <path>', 'ask these files instead of a server; can be given several times', append)
    .option('--endpoint <url>', `where the server is (default: ${endpointVariable}, or the usual port)`)
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action(explain);
}
