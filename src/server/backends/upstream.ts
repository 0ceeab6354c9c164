/** AWS, or what stands for it: takes raw HTTP of any operation, signed anew with the user's own credentials. */
import { signRequest } from '../auth/sign.js';
import type { Service } from '../smithy/operation.js';
import type { Headers } from '../waist.js';
import type { Provide } from './credentials.js';
import { endpointOf } from './endpoint.js';
import type { Received, Transport } from './transport.js';

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

export function createUpstream({ url, credentials, transport }: UpstreamOptions): Upstream {
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
      const body = request.body instanceof Uint8Array ? request.body : undefined;
      const signed =
        'apiKey' in provided
          ? { ...headers, authorization: `Bearer ${provided.apiKey}` }
          : await signRequest({ method: request.method, target, headers, body }, provided, request.region);
      const { signal, method } = request;
      return transport.send(origin, { method, target, headers: signed, body: request.body, signal });
    },
    close: () => transport.close(),
  };
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
  const [path = '', query] = target.split('?', 2);
  if (query === undefined) return target;
  const kept = query.split('&').filter((parameter) => !presigned.test(parameter));
  return kept.length > 0 ? `${path}?${kept.join('&')}` : path;
}
