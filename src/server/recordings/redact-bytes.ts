/** Bytes with their secrets redacted: as JSON or text where they are that, else covered in place, so that no length changes. */
import { isUtf8 } from 'node:buffer';
import { ACCOUNT, type Redactor } from '../redaction/redactor.js';
import { readJson } from '../smithy/raw-bytes.js';

/** The bytes themselves where there was nothing to redact. */
export function redactBytes(bytes: Uint8Array, redactor: Redactor): Uint8Array {
  if (!isUtf8(bytes)) return coverBytes(bytes, redactor);
  const text = Buffer.from(bytes).toString('utf8');
  const json = readJson(text);
  if (json === undefined) {
    const plain = redactor.text(text);
    return plain === text ? bytes : Buffer.from(plain);
  }
  const redacted = JSON.stringify(redactor.json(json));
  return redacted === JSON.stringify(json) ? bytes : Buffer.from(redacted);
}

/** Secrets in what is no text are covered byte for byte: accounts with zeros, others with `x`. */
export function coverBytes(bytes: Uint8Array, redactor: Redactor): Uint8Array {
  const found = redactor.find(Buffer.from(bytes).toString('latin1'));
  if (found.length === 0) return bytes;
  const covered = Buffer.from(bytes);
  for (const { start, end, placeholder } of found) covered.fill(placeholder === ACCOUNT ? '0' : 'x', start, end);
  return covered;
}

/** A frame that was cut off: a native event within it stands in base64, of which there may be a part. */
export function coverCutFrame(rest: Uint8Array, redactor: Redactor): Uint8Array {
  const covered = Buffer.from(coverBytes(rest, redactor));
  const [whole, encoded = ''] = /"bytes":"([A-Za-z0-9+/]*)/.exec(covered.toString('latin1')) ?? [];
  if (whole === undefined) return covered;
  const inner = Buffer.from(encoded, 'base64').toString('latin1');
  if (redactor.find(inner).length === 0) return covered;
  const end = covered.indexOf(whole) + whole.length;
  return covered.fill('A', end - encoded.length, end);
}
