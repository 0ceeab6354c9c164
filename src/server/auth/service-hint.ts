/** What to tell a user whose other AWS clients were sent here. */
import type { Caller } from './caller.js';

/**
 * One sentence where the request was signed for another service (S3, STS, ...), which the emulator refuses with; undefined for
 * Bedrock's own and for requests that name no service.
 */
export function foreignServiceHint({ service }: Caller): string | undefined {
  if (!service || service.startsWith('bedrock')) return undefined;
  return `This request is signed for the service '${service}', and only Amazon Bedrock is here: set AWS_ENDPOINT_URL_BEDROCK and AWS_ENDPOINT_URL_BEDROCK_RUNTIME rather than AWS_ENDPOINT_URL, which sends every AWS service here, or name the emulator of the others by --forward-other.`;
}
