/** The emulator on a port. Fastify has `/_local`, and `/` where a route asks for it; the AWS API goes past Fastify's router. */
import type { AddressInfo } from 'node:net';
import type { Emulator } from '../emulator.js';
import {
  type GivenCertificate,
  readCertificate,
  type ServerCertificate,
  selfSignedCertificate,
} from './certificate-files.js';
import { withCors } from './cors.js';
import { serveHttp1 } from './http1.js';
import { imitateHttp1, serveHttp2 } from './http2.js';
import { createListener, type Listener, type ListenerOptions } from './listener.js';
import { createLocalApp, type LocalApp } from './local-app.js';
import { isLocalPath, type LocalOptions } from './local-routes.js';
import { createRefuser, writeTooSlow } from './refusal.js';

type Limits = Pick<ListenerOptions, 'firstByteMs' | 'headersMs' | 'requestMs' | 'idleMs' | 'drainMs'>;

export interface HostOptions extends LocalOptions, Limits {
  emulator: Pick<Emulator, 'handle'>;
  /** Address or name to listen on. Default 127.0.0.1: this machine alone. */
  host?: string;
  /** Default 4567; 0 takes a free one. */
  port?: number;
  /** TLS beside plain HTTP on the same port: true for a certificate made here, or one's own. Default false. */
  tls?: boolean | GivenCertificate;
  /** Whose endpoint names stand in the certificate made here. Default us-east-1. */
  region?: string;
  /** Where that certificate and its authority are kept. Default: the user's cache directory. */
  certificateDirectory?: string;
  /** Is told, in one sentence, of trouble that no exchange shows. Default: nobody is. */
  warn?(sentence: string): void;
}

export interface Host {
  /** `http://127.0.0.1:4567`, without a slash at its end. */
  url: string;
  port: number;
  /** What `url` says. With TLS, plain HTTP is answered on the same port all the same. */
  protocol: 'http' | 'https';
  /** File of the authority to trust, where the certificate was made here. */
  caPath?: string;
  /** Ends idle connections at once, gives those at work `drainMs`, then cuts them. */
  close(): Promise<void>;
}

/** Starts to listen. Rejects with one sentence when the port is taken, the address is not this machine's, or a certificate is unusable. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { tls = false, region = 'us-east-1', host = '127.0.0.1', port = 4567 } = options;
  const certificate =
    tls === true
      ? await selfSignedCertificate(region, options.certificateDirectory)
      : tls
        ? readCertificate(tls)
        : undefined;
  const app = createLocalApp(options, options.warn ?? (() => {}));
  const listener = listenerOf(options, app, certificate);
  const address = await listener.listen(port, host).catch((error) => {
    throw explain(error, host, port);
  });
  const protocol = certificate ? 'https' : 'http';
  return {
    url: `${protocol}://${nameOf(address)}:${address.port}`,
    port: address.port,
    protocol,
    caPath: certificate?.caPath,
    async close() {
      await listener.close();
      await app.close();
    },
  };
}

function listenerOf(options: HostOptions, app: LocalApp, certificate: ServerCertificate | undefined): Listener {
  const { emulator, cors = [], warn = () => {}, requestMs = 300_000 } = options;
  const handle = withCors(emulator.handle, cors);
  const answerHttp1 = serveHttp1(handle);
  const answerHttp2 = serveHttp2(handle, { requestMs, tooSlow: writeTooSlow });
  /** The AWS API has no operation at `/`, so there is time to find out whether a page is there. */
  const answerRoot = (asPage: () => void, asAws: () => void) =>
    app.hasPage().then((found) => (found ? asPage() : asAws()), asPage);
  return createListener({
    ...options,
    requestMs,
    tls: certificate,
    onHttp1(request, response) {
      const url = request.url!;
      const local = () => app.answer(request, response);
      if (isLocalPath(url)) local();
      else if (isPage(request.method, request.headers, url)) answerRoot(local, () => answerHttp1(request, response));
      else answerHttp1(request, response);
    },
    onHttp2(stream, headers) {
      const url = headers[':path'] ?? '';
      const local = () => app.answer(...imitateHttp1(stream, headers));
      if (isLocalPath(url)) local();
      else if (isPage(headers[':method'], headers, url)) answerRoot(local, () => answerHttp2(stream, headers));
      else answerHttp2(stream, headers);
    },
    onRefused: createRefuser({ handle, warn }),
  });
}

/** What is signed is a call, such as S3's ListBuckets: of a service that may be forwarded. */
function isPage(method: string | undefined, { authorization }: { authorization?: string }, url: string): boolean {
  const root = url === '/' || url.startsWith('/?');
  return root && authorization === undefined && (method === 'GET' || method === 'HEAD');
}

/** An address that stands for all is called by the loopback one. */
function nameOf({ address, family }: AddressInfo): string {
  if (address === '0.0.0.0') return '127.0.0.1';
  if (address === '::') return '[::1]';
  return family === 'IPv6' ? `[${address}]` : address;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): Error {
  const place = `${host}:${port}`;
  const sentences: Record<string, string> = {
    EADDRINUSE: `Port ${port} on ${host} is taken: another server runs there. Choose another port, or 0 for a free one.`,
    EACCES: `This user may not listen on ${place}. Choose a port above 1023.`,
    EADDRNOTAVAIL: `${host} is not an address of this machine.`,
    ENOTFOUND: `${host} is not a name that leads to an address.`,
  };
  return new Error(sentences[error.code ?? ''] ?? `Cannot listen on ${place}: ${error.message}.`, { cause: error });
}
