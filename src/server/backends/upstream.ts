/** AWS, or what stands for it: takes raw HTTP of any operation, signed anew with the user's own credentials. */
import { splitUrl } from '../auth/query.js';
import { signRequest } from '../auth/sign.js';
import { signEvents } from '../auth/sign-events.js';
import type { Service } from '../smithy/operation.js';
import type { Headers } from '../waist.js';
import type { Provide, UpstreamCredentials } from './credentials.js';
import { endpointOf } from './endpoint.js';
import type { Received, Sent, Transport } from './transport.js';

export interface UpstreamRequest {
  service: Service;
  region: string;
  method: string;
  target: string;
  headers: Headers;
  body: Uint8Array | AsyncIterable<Uint8Array>;
  signal: AbortSignal;
}

export interface Upstream {
  /** Rejects as the transport does, and with one sentence where there are no credentials. */
  send(request: UpstreamRequest): Promise<Received>;
  originOf(request: Pick<UpstreamRequest, 'service' | 'region'>): string;
  close(): Promise<void>;
}

export interface UpstreamOptions {
  /** Another endpoint than AWS's own of the region: a VPC's, a FIPS one, a server that plays AWS. */
  url?: string;
  credentials: Provide;
  transport: Transport;
  /** Real milliseconds since the epoch, for signatures. */
  now(): number;
}

/** They are the client's, of its connection, or of its signature: none of them goes on. */
const dropped = new Set([
  ':authority',
  'host',
  'authorization',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'x-amz-content-sha256',
  'x-amz-date',
  'x-amz-security-token',
  'cookie',
]);

/** Parameters of a presigned request: its signature goes, and so do they. */
const presigned = /^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token|Content-Sha256)=/i;

export function createUpstream({ url, credentials, transport, now }: UpstreamOptions): Upstream {
  const originOf: Upstream['originOf'] = ({ service, region }) =>
    url === undefined ? endpointOf(service, region) : new URL(url).origin;
  const prefix = url === undefined ? '' : new URL(url).pathname.replace(/\/$/, '');
  return {
    originOf,
    async send(request) {
      const origin = originOf(request);
      const target = prefix + withoutSignature(request.target);
      const headers = { ...forwarded(request.headers), host: new URL(origin).host };
      const provided = await credentials();
      const { signal, method, body, region } = request;
      const signed = await sign({ method, target, headers, body }, provided, region, now);
      return transport.send(origin, { method, target, signal, ...signed });
    },
    close: () => transport.close(),
  };
}

type Events = AsyncIterable<Uint8Array>;
type Signed = Pick<Sent, 'headers' | 'body'>;

async function sign(
  { method, target, headers, body }: Omit<Sent, 'signal'>,
  credentials: UpstreamCredentials,
  region: string,
  now: () => number,
): Promise<Signed> {
  if ('apiKey' in credentials) return { headers: { ...headers, authorization: `Bearer ${credentials.apiKey}` }, body };
  const whole = body instanceof Uint8Array ? body : undefined;
  const head = await signRequest({ method, target, headers, body: whole }, credentials, region, now());
  return { headers: head, body: whole ?? signEvents(body as Events, { head, credentials, region, now }) };
}

/** Compressed, a body could be neither read nor redacted. */
function forwarded(headers: Headers): Headers {
  const kept: Headers = {};
  for (const [name, value] of Object.entries(headers))
    if (!dropped.has(name) && !name.startsWith('x-bedrock-local-')) kept[name] = value;
  kept['accept-encoding'] = 'identity';
  return kept;
}

function withoutSignature(target: string): string {
  const { path, query } = splitUrl(target);
  if (query === '') return target;
  const kept = query.split('&').filter((parameter) => !presigned.test(parameter));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}
