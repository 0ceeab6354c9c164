/** As much of S3's HTTP API as an object store needs: put, get, and list of version 2, in memory. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeS3 {
  url: string;
  /** By `/bucket/key`. */
  objects: Map<string, Buffer>;
  close(): Promise<void>;
}

export async function startFakeS3(): Promise<FakeS3> {
  const objects = new Map<string, Buffer>();
  const server: Server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://s3');
    const path = decodeURIComponent(pathname);
    if (request.method === 'PUT') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part);
      objects.set(path, Buffer.concat(parts));
      response.end();
    } else if (searchParams.get('list-type') === '2') {
      response.setHeader('content-type', 'application/xml');
      response.end(listing(objects, path.replace(/\/$/, ''), searchParams.get('prefix') ?? ''));
    } else if (objects.has(path)) response.end(objects.get(path));
    else {
      response.writeHead(404, { 'content-type': 'application/xml' });
      response.end('<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message></Error>');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    objects,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listing(objects: Map<string, Buffer>, bucket: string, prefix: string): string {
  const contents = [...objects]
    .filter(([path]) => path.startsWith(`${bucket}/${prefix}`))
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(
      ([path, body]) => `<Contents><Key>${path.slice(bucket.length + 1)}</Key><Size>${body.length}</Size></Contents>`,
    );
  return `<ListBucketResult><IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`;
}
