/** Options: where the server listens. */
import type { OptionTable } from '../option.js';
import { boolean, integer, list, text } from '../value-types.js';
import { placeUrl, secret } from './kinds.js';

const origins = list(
  text({ pattern: /^(\*|https?:\/\/[^/]+)$/, expected: 'an origin such as http://localhost:3000, or *' }),
);

export interface PlaceValues {
  config: string | undefined;
  port: number;
  host: string;
  tls: boolean;
  tlsCert: string | undefined;
  tlsKey: string | undefined;
  cors: string[];
  allowedHosts: string[];
  adminToken: string | undefined;
  drainMs: number;
  forwardOther: string | undefined;
}

export const placeOptions: OptionTable<PlaceValues> = {
  config: {
    flag: '--config <path>',
    environment: 'BEDROCK_LOCAL_CONFIG',
    inFile: false,
    type: text({ expected: 'a path' }),
    default: undefined,
    description:
      'configuration file; without it bedrock-local.config.yaml, .yml or .json of the working directory, if there',
  },
  port: {
    flag: '--port <number>',
    environment: 'BEDROCK_LOCAL_PORT',
    type: integer(0, 65535),
    default: 4567,
    description: 'port to listen on; 0 takes a free one',
  },
  host: {
    flag: '--host <address>',
    environment: 'BEDROCK_LOCAL_HOST',
    type: text({ expected: 'an address' }),
    default: '127.0.0.1',
    description: 'address to listen on; 0.0.0.0 opens the server to the network',
  },
  tls: {
    flag: '--tls',
    environment: 'BEDROCK_LOCAL_TLS',
    type: boolean,
    default: false,
    description: 'answer https on the same port, with a certificate made for this machine',
  },
  tlsCert: {
    flag: '--tls-cert <path>',
    environment: 'BEDROCK_LOCAL_TLS_CERT',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'certificate chain in PEM, instead of the one made here; needs the key too',
  },
  tlsKey: {
    flag: '--tls-key <path>',
    environment: 'BEDROCK_LOCAL_TLS_KEY',
    type: text({ expected: 'a path' }),
    default: undefined,
    description: 'private key of that certificate in PEM',
  },
  cors: {
    flag: '--cors [origins]',
    environment: 'BEDROCK_LOCAL_CORS',
    type: { ...origins, fromText: (given) => (given === 'true' ? ['*'] : origins.fromText(given)) },
    default: [],
    description: 'origins whose pages may call the API from a browser; the bare flag allows all',
  },
  allowedHosts: {
    flag: '--allowed-hosts <names>',
    environment: 'BEDROCK_LOCAL_ALLOWED_HOSTS',
    type: list(text({ pattern: /^[\w.*-]+$/, expected: 'a host name, or *' })),
    default: [],
    description: 'names, besides the loopback ones, under which /_local may be called; * for all',
  },
  adminToken: {
    environment: 'BEDROCK_LOCAL_ADMIN_TOKEN',
    type: secret('a token'),
    default: undefined,
    description:
      'token with which other machines may use /_local ("Authorization: Bearer ..."); without it they are refused, this machine never is',
  },
  forwardOther: {
    flag: '--forward-other <url>',
    environment: 'BEDROCK_LOCAL_FORWARD_OTHER',
    type: placeUrl('a URL such as http://127.0.0.1:4566'),
    default: undefined,
    description:
      'another emulator, which answers what is signed for other services or is on no path of Bedrock; without it that is refused',
  },
  drainMs: {
    flag: '--drain-ms <milliseconds>',
    environment: 'BEDROCK_LOCAL_DRAIN_MS',
    type: integer(0, 600_000),
    default: 500,
    description: 'how long exchanges under way may go on when the server is told to stop, in milliseconds',
  },
};
