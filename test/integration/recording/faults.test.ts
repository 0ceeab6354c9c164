import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect as connectHttp2 } from 'node:http2';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { NamedFault } from '../../../src/fixtures/fault.js';
import { type StartedServer, startServer } from '../../../src/testing/start-server.js';
import { type Call, cases } from '../../server/faults/cases.js';

const own = { accessKeyId: 'AKIAUPSTREAMUPSTREAM', secretAccessKey: 'the-secret-of-the-account' };
const paths = { Converse: 'converse', ConverseStream: 'converse-stream' };

/** What a client received, down to the byte, and how it ended. */
interface Seen {
  status: number;
  bytes: string;
  /** Whether the reply came to its end. */
  whole: boolean;
}

const body = (index: number) =>
  JSON.stringify({
    messages: [{ role: 'user', content: [{ text: `Tell me of the sea, ${index}.` }] }],
    inferenceConfig: { maxTokens: 20 },
  });
const target = (call: Call) => `/model/amazon.nova-lite-v1%3A0/${paths[call]}`;

/** A client that takes what comes; after a second without anything it leaves. */
function callHttp1(url: string, call: Call, index: number): Promise<Seen> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status = 0;
    const end = (whole: boolean) => resolve({ status, bytes: Buffer.concat(chunks).toString('base64'), whole });
    const sent = request(`${url}${target(call)}`, { method: 'POST', agent: false, timeout: 1500 }, (reply) => {
      status = reply.statusCode ?? 0;
      reply.on('data', (chunk) => chunks.push(chunk));
      reply.on('end', () => end(reply.complete));
      reply.on('error', () => end(false));
    });
    sent.on('error', () => end(false));
    sent.on('timeout', () => sent.destroy());
    sent.end(body(index));
  });
}

function callHttp2(url: string, call: Call, index: number): Promise<Seen> {
  return new Promise((resolve) => {
    const session = connectHttp2(url);
    const chunks: Buffer[] = [];
    let status = 0;
    let broken = false;
    session.on('error', () => {
      broken = true;
    });
    const stream = session.request({ ':method': 'POST', ':path': target(call) });
    stream.setTimeout(1500, () => {
      broken = true;
      session.destroy();
    });
    stream.on('response', (headers) => {
      status = headers[':status'] ?? 0;
    });
    stream.on('data', (chunk) => chunks.push(chunk));
    stream.on('error', () => {
      broken = true;
    });
    stream.on('aborted', () => {
      broken = true;
    });
    stream.on('close', () => {
      session.close();
      resolve({ status, bytes: Buffer.concat(chunks).toString('base64'), whole: !broken && stream.rstCode === 0 });
    });
    stream.end(body(index));
  });
}

/** A client that gives up on a fault that says nothing has seen nothing that could be given again. */
const endless = ({ fault }: NamedFault) => fault === 'hang';
const repeatable = cases.map(([call, fault], index) => ({ call, fault, index })).filter(({ fault }) => !endless(fault));

let aws: StartedServer;
let folder: string;
beforeAll(async () => {
  aws = await startServer({ tls: true, settings: { auth: { mode: 'strict', keys: [own], apiKeys: [] } } });
  vi.stubEnv('AWS_CA_BUNDLE', aws.caPath);
  folder = mkdtempSync(join(tmpdir(), 'bedrock-local-faults-'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await aws.close();
  rmSync(folder, { recursive: true, force: true });
});

/** One port of the upstream takes all of them. */
describe.each([
  ['HTTP/1.1', 'h1', callHttp1, 'http'],
  ['HTTP/2', 'h2', callHttp2, 'http'],
  ['HTTP/2 on both sides', 'h2-tls', callHttp2, 'https'],
] as const)('every fault of the upstream, over %s', (_, protocol, call, scheme) => {
  it.each(repeatable)(
    '$fault.fault of $call, case $index: is given again byte for byte, and ends as it ended',
    async (one) => {
      const name = `${protocol}-${one.index}`;
      const upstream = aws.namespace(name);
      await upstream.faults.add(one.fault);
      const passage = { folder: join(folder, name), speed: 0, credentials: async () => own };
      const recorder = await startServer({
        passage: { ...passage, mode: 'record', upstream: upstream.url.replace(/^https/, scheme) },
      });
      const first = await call(recorder.url, one.call, one.index);
      await recorder.close();
      const player = await startServer({ passage: { ...passage, mode: 'replay' } });
      const second = await call(player.url, one.call, one.index);
      await player.close();
      expect(second).toEqual(first);
      const [entry] = await upstream.journal.entries();
      const passes = one.fault.fault === 'refuse-http2' && scheme === 'http';
      expect(entry?.faults.length, 'the fault struck').toBe(passes ? 0 : 1);
      expect(entry?.request.protocol).toBe(scheme === 'https' ? 'h2' : 'http/1.1');
    },
  );
});
