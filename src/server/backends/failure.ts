/** How a call to a server elsewhere fails: nobody could be asked, or a connection that was there broke. */
import type { ReplyEnd } from '../waist.js';

/** The name is unknown, the connection refused, the certificate not trusted. */
export class UpstreamUnreachable extends Error {}

/** A connection that was there broke: before the reply, or in the midst of it. */
export class UpstreamBreak extends Error {
  constructor(
    readonly end: Exclude<ReplyEnd, 'clean'>,
    message: string,
  ) {
    super(message);
  }
}

interface CodedError extends Error {
  code?: string;
}

const unreachable =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS_|ERR_SSL_|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/;

/** What went wrong, in one sentence. `end`: how it ended, where whoever calls knows it; else by what the error says. */
export function explainFailure(error: CodedError, origin: string, end?: UpstreamBreak['end']): Error {
  if (error.name === 'AbortError' || error instanceof UpstreamBreak) return error;
  const inner = (error.cause ?? error) as CodedError;
  const code = inner.code ?? error.code ?? '';
  if (unreachable.test(code))
    return new UpstreamUnreachable(`${origin} cannot be reached (${code}): ${oneLine(inner.message)}`, {
      cause: error,
    });
  const said = `${origin} broke the connection (${code || inner.name}): ${oneLine(inner.message)}`;
  return new UpstreamBreak(end ?? 'reset', said);
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();
