/** Bedrock for msw: handlers that give the calls of HTTP/1.1 clients, to any region of AWS, to an emulator in this process. */
import { HttpResponse, http, type RequestHandler } from 'msw';
import { createWebHandler } from '../server/hosts/web.js';
import { bedrockUrl } from './bedrock-hosts.js';
import { type Http2Policy, watchHttp2 } from './http2-guard.js';
import { createLocalBedrock, type LocalBedrock, type LocalBedrockOptions } from './local-bedrock.js';

export type { Http2Policy } from './http2-guard.js';

export interface MswOptions extends LocalBedrockOptions {
  /** More places that are Bedrock, beside AWS's own: what msw takes as a path, such as `http://bedrock.test/*`. Default: none. */
  urls?: (string | RegExp)[];
  /** What a client meets that calls AWS's Bedrock over HTTP/2, which msw cannot see. Default `error`: its call fails and says why. */
  http2?: Http2Policy;
}

export interface MswBedrock extends LocalBedrock {
  /** For `setupServer(...bedrock.handlers)`. */
  handlers: RequestHandler[];
  /** Ends the watch over HTTP/2. */
  close(): void;
}

/** `const bedrock = await createMswHandlers()`. Rejects with one sentence where a fixture, fault or setting makes no sense. */
export async function createMswHandlers(options: MswOptions = {}): Promise<MswBedrock> {
  const { urls = [], http2 = 'error', ...others } = options;
  const bedrock = await createLocalBedrock(others);
  const handle = createWebHandler(bedrock.emulator.handle);
  const answer = async ({ request }: { request: Request }) => (await handle(request)) ?? HttpResponse.error();
  return {
    ...bedrock,
    handlers: [bedrockUrl, ...urls].map((url) => http.all(url, answer)),
    close: watchHttp2(http2),
  };
}
