/** Texts that stand in base64 within JSON: a document, or a native body in its wrapping. */
import { isUtf8 } from 'node:buffer';

/** A shorter one holds no secret that has a form. */
const SHORTEST = 24;
/** As many characters of it as are looked at first: most that is long is a picture. */
const SAMPLE = 400;
const alphabet = /^[A-Za-z0-9+/]+={0,2}$/;
const control = /[\x00-\x08\x0e-\x1f]/;

/** Media: bytes that are no text, and too many to be looked at letter by letter. In so many letters any form comes up by chance. */
export function isMedia(value: string): boolean {
  return value.length > 4096 && value.length % 4 === 0 && alphabet.test(value) && isBinary(value);
}

function isBinary(value: string): boolean {
  return control.test(Buffer.from(value.slice(0, SAMPLE), 'base64').toString('latin1'));
}

/** The text that a base64 text stands for; undefined where it is no base64, or stands for bytes that are no text. */
export function textOfBase64(value: string): string | undefined {
  if (value.length < SHORTEST || value.length % 4 !== 0 || !alphabet.test(value.slice(0, SAMPLE))) return undefined;
  if (isBinary(value)) return undefined;
  const bytes = Buffer.from(value, 'base64');
  return isUtf8(bytes) && bytes.toString('base64') === value ? bytes.toString('utf8') : undefined;
}
