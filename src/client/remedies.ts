/** What to do about the errors that people meet: of the connection by Node's code, of AWS by name and words. */
import type { Place } from './describe-error.js';

const whereIs = ({ endpoint, region }: Place) => endpoint ?? (region ? `AWS in ${region}` : 'AWS');

/** A host of AWS that is not known means a region that is none, or a machine without a network. */
function unknownHost(place: Place): string {
  if (place.endpoint) return `the host of ${place.endpoint} is not known; name another endpoint by --endpoint`;
  return `${whereIs(place)} has no address; check the region (--region, AWS_REGION), then the network`;
}

const timedOut = (place: Place) => `${whereIs(place)} did not answer in time; check the network, proxies and firewalls`;
const unreachable = (place: Place) => `${whereIs(place)} cannot be reached from here; check the network`;
const brokeOff = (place: Place) => `${whereIs(place)} broke the connection off; try again`;
const otherProtocol = (place: Place) =>
  `what listens at ${whereIs(place)} does not speak HTTP/2 as Bedrock does; name the endpoint of bedrock-local by --endpoint`;

/** By the code of Node's error; `distrust` stands for all that doubt a certificate. */
export const connectionTroubles: Record<string, (place: Place) => string> = {
  ECONNREFUSED: (place) =>
    place.endpoint
      ? `nothing answers at ${place.endpoint}; is bedrock-local running? Start it with "bedrock-local", or name another server by --endpoint`
      : unreachable(place),
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ECONNRESET: brokeOff,
  EPIPE: brokeOff,
  ERR_HTTP2_STREAM_ERROR: brokeOff,
  ERR_HTTP2_SESSION_ERROR: brokeOff,
  ERR_HTTP2_ERROR: otherProtocol,
  EPROTO: otherProtocol,
  ETIMEDOUT: timedOut,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  distrust: (place) =>
    `the certificate of ${whereIs(place)} is not trusted; set NODE_EXTRA_CA_CERTS to the file that bedrock-local printed`,
};

const listModels = ({ region }: Place) =>
  `"bedrock-local models${region ? ` --region ${region}` : ''}" lists the models`;
/** The list of what is there, asked of whom this call was sent to. */
const otherModel = (place: Place) =>
  `${listModels(place)}${place.endpoint ? '' : ', with --target aws those of the account'}; a model of another region needs --region`;

export interface Remedy {
  /** Of the exception's name. */
  name: RegExp;
  /** Of the message. Default: any. */
  words?: RegExp;
  say(place: Place): string;
}

/** The first that fits counts. */
export const remedies: Remedy[] = [
  {
    name: /^ExpiredToken|^TokenProviderError$|^CredentialsProviderError$/,
    words: /expired|refresh failed/i,
    say: () => 'the credentials have run out: "aws sso login" or new keys renew them',
  },
  {
    name: /^(CredentialsProviderError|TokenProviderError)$/,
    say: () =>
      'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or AWS_BEARER_TOKEN_BEDROCK; "aws configure" and "aws sso login" make a profile',
  },
  {
    name: /^(UnrecognizedClientException|InvalidClientTokenId|IncompleteSignature.*|MissingAuthenticationToken.*)$/,
    say: (place) =>
      place.endpoint
        ? 'the server runs with --auth strict: use a key pair of its configuration'
        : 'AWS does not know these credentials: check the access key, and the session token where it is temporary',
  },
  {
    name: /^(InvalidSignatureException|SignatureDoesNotMatch)$/,
    say: () => 'check the secret access key, and the clock of this machine',
  },
  {
    name: /^AccessDeniedException$/,
    words: /access to the model|model access|use case|INVALID_PAYMENT|Marketplace/i,
    say: ({ region }) =>
      `ask for access on the page "Model access" of the Bedrock console${region ? ` in ${region}` : ''}, or take another model with --model`,
  },
  {
    name: /^AccessDeniedException$/,
    say: () => 'the identity needs a policy that allows this action on this resource',
  },
  {
    name: /./,
    words: /on-demand throughput isn.t supported/i,
    say: ({ model = 'MODEL' }) => `take its inference profile, such as us.${model} or global.${model}`,
  },
  {
    name: /./,
    words: /unsupported for streaming|in streaming mode/i,
    say: () => '--no-stream, or /stream off in a chat',
  },
  {
    name: /./,
    words: /model identifier is invalid|resolve the foundation model|end of its life|marked by provider as Legacy/i,
    say: otherModel,
  },
  { name: /^(ResourceNotFoundException)$/, say: otherModel },
  {
    name: /^(ThrottlingException|TooManyRequestsException)$/i,
    words: /per day|daily/i,
    say: () => 'the quota of the day is used up: try tomorrow, another model, or ask for more in Service Quotas',
  },
  {
    name: /^(ThrottlingException|TooManyRequestsException|ServiceQuotaExceededException)$/i,
    say: () => 'wait a minute, take another model or region, or ask for more in Service Quotas',
  },
  {
    name: /^(ModelNotReadyException|ServiceUnavailableException|InternalServerException|InternalFailure|ModelErrorException|ModelStreamErrorException)$/i,
    say: () => 'the fault is not yours: try again in a moment',
  },
  {
    name: /./,
    words: /did not get a response|ended in the middle/,
    say: () => 'the connection broke before the answer was whole: try again',
  },
  {
    name: /./,
    words: /checksum|Truncated event/,
    say: () => 'the answer was damaged on its way, perhaps by a proxy: try again',
  },
  { name: /^(ModelTimeoutException|TimeoutError)$/i, say: () => 'ask for less at once, or try again' },
  {
    name: /./,
    words: /^Region is missing/,
    say: () => 'name it by --region, AWS_REGION, or the region of the profile',
  },
];
