/** Answers with an HTML page, as a proxy does. */
import type { HtmlPageFault } from '../../fixtures/fault.js';
import type { FaultBehaviour } from './behaviour.js';

/** What a load balancer says of itself. */
const page = (status: number) =>
  `<html>\r\n<head><title>${status}</title></head>\r\n<body>\r\n<center><h1>${status}</h1></center>\r\n</body>\r\n</html>\r\n`;

export const htmlPageFault: FaultBehaviour<HtmlPageFault> = {
  onReply: ({ status = 503, body = page(status) }, reply) => ({
    status,
    headers: { 'content-type': 'text/html', ...(reply.headers.date && { date: reply.headers.date }) },
    body,
  }),
};
