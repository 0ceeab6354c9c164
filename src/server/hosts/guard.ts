/** Keeps web pages away from everything but the AWS API: a page of any site can reach a port of this machine. */
import { isIP } from 'node:net';
import { allowsOrigin, type CorsOrigins } from './cors.js';

export interface GuardOptions {
  /** Names besides the loopback ones under which this server may be called. `*` allows every name. Default: none. */
  allowedHosts?: readonly string[];
  cors: CorsOrigins;
}

/** `localhost:4567` to `localhost`, `[::1]:4567` to `::1`. */
function nameOf(host: string): string {
  const name = /^\[([^\]]*)\](?::\d+)?$/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');
  return name.toLowerCase();
}

/**
 * A name that leads to this machine wherever it is asked for. An address is safe too: DNS rebinding needs a name that an
 * attacker can point elsewhere.
 */
function isLocalName(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === 'host.docker.internal' || isIP(name) !== 0;
}

/**
 * Says why a request is refused: its `host` may be a stranger's name for this machine (DNS rebinding), its `origin` another
 * site's page. Undefined where neither is the case.
 */
export function createGuard({ allowedHosts = [], cors }: GuardOptions) {
  const allowed = new Set(allowedHosts.map((name) => name.toLowerCase()));
  return (headers: { host?: string; origin?: string }): string | undefined => {
    const { host = '', origin } = headers;
    const name = nameOf(host);
    if (!isLocalName(name) && !allowed.has(name) && !allowed.has('*'))
      return `The host ${JSON.stringify(host)} is not one of this server's names; allow it with the option allowedHosts.`;
    if (origin === undefined || allowsOrigin(cors, origin) || origin.replace(/^https?:\/\//, '') === host)
      return undefined;
    return `Pages of ${JSON.stringify(origin)} may not call this; allow them with the option cors.`;
  };
}
