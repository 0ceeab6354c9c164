/** Every refusal of authentication: AWS's exception, its words and its body's key, each with its source. All are 403 of the front door. */
import { createHash } from 'node:crypto';
import { type ExceptionOptions, exception, type ServiceException } from '../exception.js';

function refusal(name: string, message: string, options?: ExceptionOptions): ServiceException {
  return exception(name, message, { status: 403, source: 'coral.service', ...options });
}

/** Refusals of the door for API keys spell the body's key `Message`. Source: raw replies in ai4s-research/open-science#53 and karthink/gptel#1397. */
const denied = (message: string, hint?: string) =>
  refusal('AccessDeniedException', message, { messageKey: 'Message', hint });
const incomplete = (message: string) => refusal('IncompleteSignatureException', message);
const invalid = (message: string, hint?: string) => refusal('InvalidSignatureException', message, { hint });

/** AWS shows a header that it could not read only so, lest a log keep what it holds. */
const hashed = (text: string) => createHash('sha256').update(text).digest('base64');

export const refusals = {
  /** No credentials at all. Source: raw replies with their headers in karthink/gptel#1397, anthropics/claude-code#45000. */
  missingAuthorization: () => denied('Authorization header is missing'),

  /** Source: raw replies in ai4s-research/open-science#53, anomalyco/opencode#47073. */
  invalidApiKey: (hint?: string) => denied('Authentication failed: Please make sure your API Key is valid.', hint),

  /** A bearer token that is no Bedrock API key. Source: raw replies in farion1231/cc-switch#1679, BerriAI/litellm#37905. */
  foreignApiKey: () =>
    denied(
      'Invalid API Key format: Must start with pre-defined prefix',
      'a key without a prefix of Bedrock is accepted where the option apiKeys names it',
    ),

  /** Source: tests of public projects that quote a reply; no raw one was seen. */
  expiredApiKey: () => denied('Bearer Token has expired'),

  /** InvokeModelWithBidirectionalStream takes no bearer token. Source: raw reply in awslabs/aws-sdk-swift#1991. */
  apiKeyNotSupported: () => denied('This operation does not support API Keys'),

  /** Unknown access key; a session token that is missing, wrong or too many. Source: recorded exchanges. */
  unrecognizedClient: (hint?: string) =>
    refusal('UnrecognizedClientException', 'The security token included in the request is invalid.', { hint }),

  /** Without a full stop. Source: recorded exchange. */
  expiredToken: () => refusal('ExpiredTokenException', 'The security token included in the request is expired'),

  /** `date`, `limit`, `now` as 20250818T121010Z. Source: recorded exchanges. */
  signatureExpired: (date: string, limit: string, now: string, minutes: number) =>
    invalid(`Signature expired: ${date} is now earlier than ${limit} (${now} - ${minutes} min.)`),

  /** Source: replies of other AWS services in basak/glacier-cli#36, s12v/awsbeats#48. */
  signatureNotYetCurrent: (date: string, limit: string, now: string, minutes: number) =>
    invalid(`Signature not yet current: ${date} is still later than ${limit} (${now} + ${minutes} min.)`),

  /** Shows what should have been signed, as AWS does. Source: raw reply of Bedrock in BerriAI/litellm#14763. */
  signatureDoesNotMatch: (canonicalRequest: string, stringToSign: string) =>
    invalid(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.' +
        `\n\nThe Canonical String for this request should have been\n'${canonicalRequest}'\n\nThe String-to-Sign should have been\n'${stringToSign}'\n`,
      'the secret access key is not the one in the option keys, or the request was changed between signing and arriving',
    ),

  /** Source: replies of other AWS services (AWS X-Ray, Lambda function URLs) in public notes. */
  hostNotSigned: () => invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization."),

  /** Source: dynalite's record of DynamoDB. */
  bothForms: () => invalid("Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."),

  /** Source: DynamoDB as dynalite records it; the hashed form as newer replies of API Gateway have it. */
  missingParameters: (parameters: string[], dateMissing: boolean, authorization: string) =>
    incomplete(
      [
        ...parameters.map((parameter) => `Authorization header requires '${parameter}' parameter.`),
        ...(dateMissing
          ? ["Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."]
          : []),
        `(Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(authorization)}`,
      ].join(' '),
    ),

  /** Source: replies of API Gateway in public notes. */
  missingEqualSign: (authorization: string) =>
    incomplete(
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(authorization)}'.`,
    ),

  /** Source: dynalite's record of DynamoDB. */
  missingQueryParameters: (parameters: string[]) =>
    incomplete(
      `${parameters.map((parameter) => `AWS query-string parameters must include '${parameter}'. `).join('')}Re-examine the query-string parameters.`,
    ),

  /** Source: dynalite's record of DynamoDB. */
  malformedDate: (date: string) =>
    incomplete(`Date must be in ISO-8601 'basic format'. Got '${date}'. See http://en.wikipedia.org/wiki/ISO_8601`),

  /** With a space at its end. Source: dynalite's record of DynamoDB. */
  unsupportedAlgorithm: (algorithm: string) =>
    incomplete(`Unsupported AWS 'algorithm': '${algorithm}' (only AWS4-HMAC-SHA256 for now). `),

  /** Source: dynalite's record of DynamoDB. */
  malformedCredential: (credential: string) =>
    incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    ),

  /** All that is wrong with the credential's scope, in one message; each but the date ends with a space. */
  wrongScope: (problems: string[], hint?: string) => invalid(problems.join(''), hint),
};

/** What can be wrong with a credential's scope. */
export const scopeProblems = {
  /** Source: Bedrock in earendil-works/pi#3487; the space as other services send it. */
  region: () => 'Credential should be scoped to a valid region. ',
  /** Source: reply of Bedrock in maximhq/bifrost#2533. */
  service: () => "Credential should be scoped to correct service: 'bedrock'. ",
  /** Source: dynalite's record of DynamoDB. */
  terminator: (given: string) =>
    `Credential should be scoped with a valid terminator: 'aws4_request', not '${given}'. `,
  /** Source: AWS's guide to signed requests; its whole form in dynalite's record of DynamoDB. */
  date: (given: string, expected: string, from: string) =>
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${given}' != '${expected}', from '${from}'.`,
};
