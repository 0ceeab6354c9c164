/** Notices clients that call AWS's Bedrock over HTTP/2, which no interception of HTTP/1.1 sees. */
import http2 from 'node:http2';
import { syncBuiltinESMExports } from 'node:module';
import { bedrockHost } from './bedrock-hosts.js';

/** `error`: the call fails with a sentence that says what to do. `warn`: it is printed. `ignore`: nothing is watched. */
export type Http2Policy = 'error' | 'warn' | 'ignore';

const sentenceFor = (host: string) =>
  `A client calls ${host} over HTTP/2, which msw cannot see: the request would go to AWS itself. Give the client an HTTP/1.1 ` +
  'handler: requestHandler: new NodeHttpHandler() of @smithy/node-http-handler, or the one of bedrock-local/request-handler.';

/** Watches until the function that it returns is called. */
export function watchHttp2(policy: Http2Policy): () => void {
  if (policy === 'ignore') return () => {};
  const original = http2.connect;
  const watched = ((authority: string | URL, ...others: never[]) => {
    const { hostname } = new URL(authority);
    if (bedrockHost.test(hostname)) {
      if (policy === 'error') throw new Error(sentenceFor(hostname));
      process.emitWarning(sentenceFor(hostname), { code: 'BEDROCK_LOCAL_HTTP2' });
    }
    return original(authority, ...others);
  }) as typeof http2.connect;
  replaceConnect(watched);
  return () => {
    if (http2.connect === watched) replaceConnect(original);
  };
}

/** Also for those who imported it by name. */
function replaceConnect(connect: typeof http2.connect): void {
  http2.connect = connect;
  syncBuiltinESMExports();
}
