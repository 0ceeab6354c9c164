/** The forms in which secrets are known to come: what is redacted wherever it stands, and what a scan looks for. */

export interface KnownForm {
  /** For people: `an access key id`. */
  name: string;
  pattern: RegExp;
}

/** As they stand in regular expressions; `-` and `_` may stand between the words. */
const secretWords = [
  'authorization',
  'cookie',
  'set[-_]?cookie',
  'password',
  'passwd',
  'passphrase',
  'secret',
  'api[-_]?keys?',
  'access[-_]?key(?:[-_]?id)?',
  'secret[-_]?access[-_]?key',
  '(?:session|security|access|refresh|id|auth|bearer)[-_]?token',
  'private[-_]?key',
  'client[-_]?secret',
  'credentials?',
].join('|');

/**
 * Each pattern has the flag `g`, and no repetition without an end where it may begin at many places: texts are long. The first group, where there is one, is the secret; else all of it is. */
export const knownForms: KnownForm[] = [
  {
    name: 'a private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g,
  },
  { name: 'an access key id', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}\b/g },
  { name: 'a session token', pattern: /\b(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz)[\w+/=-]{20,}/g },
  { name: 'a Bedrock API key', pattern: /\b(?:ABSK[\w+/=]{20,}|bedrock-api-key-[\w+/=-]{10,})/g },
  { name: 'a bearer token', pattern: /\bBearer\s+(?!REDACTED)([\w.~+/=-]{8,})/gi },
  { name: 'a JSON web token', pattern: /\beyJ[\w-]{8,400}\.eyJ[\w-]{8,}\.[\w-]*/g },
  { name: 'a token of a code host', pattern: /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,})/g },
  { name: 'a token of a chat', pattern: /\bxox[abeoprs]-[\w-]{10,}/g },
  { name: 'an API key', pattern: /\bsk-[\w-]{20,}/g },
  {
    name: 'a password in a URL',
    pattern: /\b[a-z][a-z0-9+.-]{0,20}:\/\/[^\s/:@"']{1,200}:(?!REDACTED@)([^\s/@"']{1,500})@/gi,
  },
  { name: 'a signature in a URL', pattern: /X-Amz-(?:Signature|Credential|Security-Token)=(?!REDACTED)([^&\s"']+)/gi },
  {
    name: 'a signature',
    pattern: /\bAWS4-HMAC-SHA256 Credential=(?!REDACTED)([^\s]+, ?SignedHeaders=[^\s]+, ?Signature=[0-9a-f]+)/g,
  },
  {
    // In JSON that stands in a text, as the input of a tool does in a stream: its quotes may be escaped.
    name: 'a secret by the name of its member',
    pattern: new RegExp(
      `(?:[-_."']|\\b)(?:${secretWords})\\\\*"\\s*:\\s*\\\\*"(?!REDACTED)((?:[^"\\\\]|\\\\+[^"\\\\])+)`,
      'gi',
    ),
  },
  {
    name: 'a secret access key',
    pattern: /\baws_?(?:secret_?access_?key|session_?token)\s*[=:]\s*["']?(?!REDACTED)([\w+/=]{16,})/gi,
  },
];

/** Names of members and headers whose texts are secrets. Tokens that page, or that make a call once, are none. */
const secretNames = new RegExp(`(^|[-_.])(${secretWords})$`, 'i');

/** Names come again and again; those of a program are few. */
const secretByName = new Map<string, boolean>();
const MOST_NAMES = 2000;

/** `secretAccessKey` is `secret-access-key` to the table. */
export function isSecretName(name: string): boolean {
  let known = secretByName.get(name);
  if (known === undefined) {
    known = secretNames.test(name.replace(/([a-z0-9])([A-Z])/g, '$1-$2'));
    if (secretByName.size < MOST_NAMES) secretByName.set(name, known);
  }
  return known;
}
