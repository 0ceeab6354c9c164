/** The credential of a signature: an access key id and the scope that it is good for. */

export interface Credential {
  accessKeyId: string;
  /** YYYYMMDD. */
  date: string;
  region: string;
  service: string;
  /** `aws4_request` in every true one. */
  terminator: string;
}

/** Reads `AKID/20250101/us-east-1/bedrock/aws4_request`. Undefined where it has not five elements. */
export function readCredential(text: string): Credential | undefined {
  const elements = text.split('/');
  if (elements.length !== 5) return undefined;
  const [accessKeyId, date, region, service, terminator] = elements as [string, string, string, string, string];
  return { accessKeyId, date, region, service, terminator };
}

/**
 * The region that a Bedrock host names: `bedrock-runtime.eu-west-1.amazonaws.com`, and the names of VPC endpoints. Clients reach us
 * by them through DNS aliases. Undefined for `localhost` and whatever else names none.
 */
export function regionOfHost(host: string | undefined): string | undefined {
  return host && /\bbedrock(?:-runtime)?(?:-fips)?\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(host)?.[1];
}
