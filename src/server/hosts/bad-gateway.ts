/** A 502 of our own, in the form that a client of another AWS service reads its errors in. */
import type { HttpReply, HttpRequest } from '../waist.js';

const xml = (text: string) => text.replace(/[<>&]/g, (letter) => `&#${letter.charCodeAt(0)};`);

interface Form {
  /** Of the request's content type. */
  pattern: RegExp;
  contentType: string;
  write(code: string, message: string): string;
}

/** Source: Smithy's awsJson1_1, awsQuery and restXml protocols, in this order; the last is S3's. */
const forms: Form[] = [
  {
    pattern: /json/,
    contentType: 'application/json',
    write: (code, message) => JSON.stringify({ __type: code, message }),
  },
  {
    pattern: /x-www-form-urlencoded/,
    contentType: 'text/xml',
    write: (code, message) =>
      `<ErrorResponse><Error><Type>Receiver</Type><Code>${code}</Code><Message>${xml(message)}</Message></Error></ErrorResponse>`,
  },
  {
    pattern: /(?:)/,
    contentType: 'application/xml',
    write: (code, message) => `<Error><Code>${code}</Code><Message>${xml(message)}</Message></Error>`,
  },
];

/** `message`: one sentence, which the client shows its user. */
export function writeBadGateway({ headers }: HttpRequest, message: string): HttpReply {
  const asked = headers['content-type'] ?? '';
  const { contentType, write } = forms.find(({ pattern }) => pattern.test(asked))!;
  return { status: 502, headers: { 'content-type': contentType }, body: write('BadGateway', message) };
}
