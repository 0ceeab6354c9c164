/** What of a reply arrives through a transport, and how it ends. */
import { expect, onTestFinished } from 'vitest';
import { UpstreamBreak } from '../../../src/server/backends/failure.js';
import { createTransport, type Sent, type TransportOptions } from '../../../src/server/backends/transport.js';

export const request: Sent = {
  method: 'POST',
  target: '/model/m/converse',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  signal: new AbortController().signal,
};

export function open(options: TransportOptions = {}, now = () => performance.now()) {
  const transport = createTransport(options, now);
  onTestFinished(() => transport.close());
  return transport;
}

/** Status and chunks, and how it ended: `end`, or the break. */
export async function see(
  transport: ReturnType<typeof open>,
  url: string,
  sent: Partial<Sent> = {},
): Promise<unknown[]> {
  const seen: unknown[] = [];
  try {
    const { status, body } = await transport.send(url, { ...request, signal: new AbortController().signal, ...sent });
    seen.push(status);
    for await (const chunk of body) seen.push(String(Buffer.from(chunk)));
    return [...seen, 'end'];
  } catch (error) {
    expect(error).toBeInstanceOf(UpstreamBreak);
    const { end, message } = error as UpstreamBreak;
    expect(message).toMatch(/^https?:\/\/127\.0\.0\.1:\d+ broke the connection[^\n]*: [^\n]+$/);
    return [...seen, end];
  }
}
