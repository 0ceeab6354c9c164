import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BedrockRuntimeClient, ConverseCommand, ConverseStreamCommand } from '@aws-sdk/client-bedrock-runtime';
import { NodeHttp2Handler, NodeHttpHandler } from '@smithy/node-http-handler';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NamedFault } from '../../../src/fixtures/fault.js';
import { faultBehaviours } from '../../../src/server/faults/index.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { createRuntimeClient, type Protocol } from '../../support/clients.js';
import { type Call, cases, raceOf } from './cases.js';

const docs = fileURLToPath(new URL('../../../docs/faults.md', import.meta.url));
const input = {
  modelId: 'amazon.nova-lite-v1:0',
  messages: [{ role: 'user' as const, content: [{ text: 'Tell me of the sea.' }] }],
  inferenceConfig: { maxTokens: 20 },
};

let server: StartedServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

/** What a client saw: in words, and whether it was whole. */
async function see(client: BedrockRuntimeClient, call: Call): Promise<string> {
  const events: string[] = [];
  try {
    if (call === 'Converse') {
      await client.send(new ConverseCommand(input));
      return 'the reply';
    }
    const { stream } = await client.send(new ConverseStreamCommand(input));
    for await (const event of stream ?? []) events.push(Object.keys(event)[0]!);
    const missing = ['messageStop', 'metadata'].filter((name) => !events.includes(name));
    return `${events.length} events${missing.length > 0 ? `, no ${missing.join(', no ')}` : ''}, and a clean end`;
  } catch (error) {
    const { name, message } = error as Error;
    const words = /(Exception|SyntaxError)$/.test(name) ? '' : `: ${firstWords(message)}`;
    return `${events.length > 0 ? `${events.length} events, then ` : ''}\`${name}\`${words}`;
  }
}

/** As much of a message as says what it is, without numbers that say nothing. */
function firstWords(message: string): string {
  const [line = ''] = message.split(/\n| Deserialization/);
  return line
    .replace(/\(\d+\)/g, '(...)')
    .replace(/[|<>]/g, ' ')
    .slice(0, 70)
    .trim();
}

const timeouts = { requestTimeout: 1000, socketTimeout: 1000, throwOnRequestTimeout: true };

/** A client that says in a header which case it is for. */
function connect(url: string, protocol: Protocol, fault: NamedFault, name: string): BedrockRuntimeClient {
  const handler = () => (protocol === 'h2' ? new NodeHttp2Handler(timeouts) : new NodeHttpHandler(timeouts));
  const options = fault.fault === 'hang' ? { requestHandler: handler(), maxAttempts: 1 } : {};
  const client = createRuntimeClient(url, protocol, options);
  client.middlewareStack.add(
    (next) => (args) => {
      (args.request as { headers: Record<string, string> }).headers['x-case'] = name;
      return next(args);
    },
    { step: 'build' },
  );
  return client;
}

/** One call of a client of its own; the fault strikes no other. */
async function tryFault(call: Call, fault: NamedFault, protocol: Protocol): Promise<string> {
  const name = `(${protocol} ${call} ${JSON.stringify(fault)})`;
  const id = await server.faults.add({ ...fault, match: { headers: { 'x-case': name } } });
  const client = connect(server.url, protocol, fault, name);
  const start = performance.now();
  const seen = await see(client, call);
  const time = ((performance.now() - start) / 1000).toFixed(2);
  client.destroy();
  const find = async () => (await server.journal.entries()).filter(({ request }) => request.headers['x-case'] === name);
  await expect.poll(async () => (await find()).length).toBeGreaterThan(0);
  const entries = await find();
  const passes = fault.fault === 'refuse-http2' && protocol === 'http/1.1';
  expect(entries.map(({ faults }) => faults)).toEqual(entries.map(() => (passes ? [] : [id])));
  const outcome = entries.length > 1 ? `${entries.length} x ${seen}` : seen;
  const race = raceOf(call, fault, protocol);
  return `${race?.outcomes.test(outcome) ? race.shown : outcome}, ${time} s`;
}

const withoutTimes = (text: string) => text.replaceAll(/, \d+\.\d\d s(?= \|)/g, '');

function describeFault({ fault, ...options }: NamedFault): string {
  const own = Object.entries(options).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return [`\`${fault}\``, ...own].join(' ').replaceAll('"', '');
}

async function makeRow([call, fault]: [Call, NamedFault]): Promise<string> {
  const [http2, http1] = await Promise.all([tryFault(call, fault, 'h2'), tryFault(call, fault, 'http/1.1')]);
  return `| ${describeFault(fault)} | ${call} | ${http2} | ${http1} |`;
}

it('shows each fault to the SDK over both protocols, and the documentation says what it saw', async () => {
  const rows: string[] = [];
  for (let index = 0; index < cases.length; index += 20)
    rows.push(...(await Promise.all(cases.slice(index, index + 20).map(makeRow))));
  const table = ['| fault | call | over HTTP/2 | over HTTP/1.1 |', '|---|---|---|---|', ...rows].join('\n');
  const page = readFileSync(docs, 'utf8');
  const text = page.replace(
    /(<!-- made by test\/server\/faults\/clients.test.ts -->\n)[\s\S]*?(<!-- end -->)/,
    (_, begin, end) => `${begin}\n${table}\n\n${end}`,
  );
  // How long it took is no two times the same: it is shown, and never compared.
  await expect(withoutTimes(text) === withoutTimes(page) ? page : text).toMatchFileSnapshot(docs);
});

it('has a case for every fault', () => {
  const shown = new Set(cases.map(([, { fault }]) => fault));
  expect([...shown].sort()).toEqual(Object.keys(faultBehaviours).sort());
});
