/** Who may use the control interface: this machine, and whoever has the token. */
import { createHash, timingSafeEqual } from 'node:crypto';

const loopback = /^(127\.|::1$|::ffff:127\.)/;

/** A client without an address, as `inject` has, is this process itself. */
const isLocal = (peer: string | undefined) => peer === undefined || loopback.test(peer);

const digest = (text: string) => createHash('sha256').update(text).digest();

/** Says why a request is refused: it comes from another machine and brings no token, or not the right one. */
export function createTokenCheck(token: string | undefined) {
  const expected = token === undefined ? undefined : digest(`Bearer ${token}`);
  return (peer: string | undefined, authorization: string | undefined): string | undefined => {
    if (isLocal(peer)) return undefined;
    if (!expected)
      return 'From another machine /_local needs a token, and this server was given none: set BEDROCK_LOCAL_ADMIN_TOKEN where it starts.';
    if (authorization !== undefined && timingSafeEqual(digest(authorization), expected)) return undefined;
    return 'From another machine /_local needs the header "Authorization: Bearer TOKEN", with the token that the server was started with.';
  };
}
