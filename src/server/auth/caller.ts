/** Who calls, as the request's own credentials say it. */

export interface Caller {
  kind: 'anonymous' | 'sigv4' | 'bearer';
  accessKeyId?: string;
  /** Region of the credential scope, where the request was signed or its key names one. */
  region?: string;
  /** The signing name of the credential scope: `bedrock`, or another service's where the client was sent here by mistake. */
  service?: string;
}
