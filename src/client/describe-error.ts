/** An error of a call in one sentence: what failed, the words of who refused, and what to do. */
import { connectionTroubles, remedies } from './remedies.js';
import { isUserError } from './user-error.js';

/** What was called, and how it is named to the user. */
export interface Place {
  /** `no answer from amazon.nova-lite-v1:0`. Default: only the words of the error. */
  failed?: string;
  /** Undefined: AWS itself. */
  endpoint?: string;
  region?: string;
  model?: string;
}

export interface ClientError extends Error {
  code?: string;
  errors?: ClientError[];
  cause?: ClientError;
  $response?: { statusCode?: number; headers?: Record<string, string> };
  $metadata?: { attempts?: number; httpStatusCode?: number };
}

/** The codes of Node's TLS for a certificate whose authority it does not know. */
const distrust = /SELF_SIGNED|UNABLE_TO_(VERIFY|GET)|CERT_/;

/** HTTP/2 wraps the connection's error as its cause; a host with several addresses gives one error for each. */
function connectionTrouble(error: ClientError, place: Place): string | undefined {
  const codes = [error, error.cause, error.errors?.[0]].map((from) => from?.code ?? '');
  const known = codes.find((code) => Object.hasOwn(connectionTroubles, code) || distrust.test(code));
  return known && connectionTroubles[distrust.test(known) ? 'distrust' : known]!(place);
}

const oneLine = (text: string) => text.trim().replaceAll(/\s*\n\s*/g, ' ');

/** The SDK's words for a body that it cannot read tell where to look in its objects, which helps no user. */
function wordsOf({ name, message, $metadata }: ClientError): string {
  const status = $metadata?.httpStatusCode;
  if (name === 'SyntaxError' && status) return `what answered with status ${status} does not speak Bedrock's protocol`;
  const words = oneLine(message).replace(/ Deserialization error: to see the raw response.*$/, '');
  return name === 'Error' ? words : `${name}: ${words}`;
}

/** The hint is the emulator's own, and knows more of the case than a table can. */
export function describeError(thrown: unknown, place: Place = {}): string {
  if (isUserError(thrown)) return thrown.message;
  const error = thrown as ClientError;
  const failed = place.failed ? `${place.failed}: ` : '';
  const trouble = connectionTrouble(error, place);
  if (trouble) return failed + trouble;
  const hint = error.$response?.headers?.['x-bedrock-local-hint'];
  const words = failed + wordsOf(error);
  if (hint) return `${words} (hint: ${hint})`;
  const remedy = remedies.find(({ name, words }) => name.test(error.name) && (words?.test(error.message) ?? true));
  return remedy ? `${words} (remedy: ${remedy.say(place)})` : words;
}
