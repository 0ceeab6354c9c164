// A bare Fastify route for each path that sends the bytes it was given: whole, or frame by frame.
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';

const [port, file, protocol] = process.argv.slice(2);
const replies = JSON.parse(readFileSync(file, 'utf8'));
const app = Fastify({ http2: protocol === 'h2c' });
app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));

for (const [path, { headers, frames, whole }] of Object.entries(replies)) {
  const chunks = frames.map((frame) => Buffer.from(frame, 'base64'));
  // A colon in Fastify's routes names a parameter; two stand for one.
  app.post(path.replaceAll(':', '::'), (_request, reply) => {
    if (whole) return reply.headers(headers).send(chunks[0]);
    reply.hijack();
    reply.raw.writeHead(200, headers);
    for (const chunk of chunks) reply.raw.write(chunk);
    reply.raw.end();
  });
}
await app.listen({ port: Number(port), host: '127.0.0.1' });
