/** Servers that catch what real clients send. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { createServer as createHttp2Server, type Http2ServerRequest } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { bufferedBody, type Headers, type HttpRequest } from '../../../src/server/waist.js';
import { toRequest } from './requests.js';

/** Servers for HTTP/1.1 and h2c that keep the last request and answer 400. */
export async function createCatcher() {
  const caught: HttpRequest[] = [];
  const keep = async (incoming: IncomingMessage | Http2ServerRequest, h2: boolean) => {
    const chunks: Uint8Array[] = [];
    const streamed = incoming.headers['x-amz-content-sha256']?.includes('STREAMING');
    if (!streamed) for await (const chunk of incoming) chunks.push(chunk);
    const { ':authority': authority } = incoming.headers;
    caught.push({
      ...toRequest({ method: incoming.method, url: incoming.url }),
      headers: { ...(incoming.headers as Headers), ...(h2 && { host: String(authority) }) },
      body: bufferedBody(Buffer.concat(chunks)),
      protocol: h2 ? 'h2' : 'http/1.1',
    });
  };
  const answer = async (incoming: IncomingMessage | Http2ServerRequest, reply: object, h2: boolean) => {
    await keep(incoming, h2);
    const { writeHead, end } = reply as { writeHead(status: number): void; end(): void };
    writeHead.call(reply, 400);
    end.call(reply);
  };
  const http1 = createServer((incoming, reply) => answer(incoming, reply, false));
  const http2 = createHttp2Server((incoming, reply) => answer(incoming, reply, true));
  const sessions = new Set<{ destroy(): void }>();
  http2.on('session', (session) => sessions.add(session));
  const listen = async (server: Pick<Server, 'listen' | 'address'>) => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  return {
    http1: await listen(http1),
    http2: await listen(http2 as unknown as Server),
    /** Sends, forgives the 400, and gives the request that arrived. */
    async catch(send: Promise<unknown>): Promise<HttpRequest> {
      caught.length = 0;
      await send.catch(() => undefined);
      return caught[0] as HttpRequest;
    },
    close() {
      for (const session of sessions) session.destroy();
      http1.close();
      http2.close();
    },
  };
}
