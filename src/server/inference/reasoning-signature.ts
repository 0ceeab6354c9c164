/** Signs what a model thought, and knows the signature again when the caller sends it back. */
import { createHash, createHmac } from 'node:crypto';

/** The same for every server, so that a conversation goes on after a restart, as it does at AWS. */
const key = 'bedrock-local/reasoning';

/** Claude's begin so too, with a lower number in the second place (recorded exchanges). */
const head = Buffer.from([0x08, 0x7f, 0x10, 0x01, 0x18, 0x02, 0x2a, 0x40]);
/** Stands in ours where Claude's have a nonce: a change of one place leaves the head or this. */
const mark = Buffer.from('bedrocklocal');

/**
 * Base64 of a protobuf message such as Claude's, as long as Claude's for a text of that length (recorded exchanges): an
 * HMAC of the text, three short fields, and one with as many bytes as the text and sixteen more.
 */
export function signReasoning(text: string): string {
  const mac = createHmac('sha512', key).update(text).digest();
  const length = Buffer.byteLength(text) + 16;
  const filling = createHash('shake256', { outputLength: 60 + length })
    .update(mac)
    .digest();
  const message = Buffer.concat([
    field(1, Buffer.concat([head, mac])),
    field(2, mark),
    field(3, filling.subarray(0, 12)),
    field(4, filling.subarray(12, 60)),
    field(5, filling.subarray(60)),
  ]);
  return Buffer.concat([field(2, message), Buffer.from([0x18, 0x01])]).toString('base64');
}

/**
 * Whether the text is what was signed. Of a signature that is Claude's own the form alone can be looked at, as nobody
 * but Anthropic has the key: conversations recorded at AWS go on here.
 */
export function isSigned(text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.toString('base64') !== signature || !hasForm(bytes)) return false;
  return isOurs(bytes) ? signature === signReasoning(text) : true;
}

function isOurs(bytes: Buffer): boolean {
  const beginning = bytes.subarray(0, 100);
  return beginning.includes(head) || beginning.includes(mark);
}

/** One message of field 2 that ends where the signature does, or two bytes before. */
function hasForm(bytes: Buffer): boolean {
  if (bytes[0] !== 0x12) return false;
  let length = 0;
  let place = 1;
  for (let shift = 0; shift < 28; shift += 7) {
    const part = bytes[place++] ?? 0;
    length |= (part & 0x7f) << shift;
    if (part < 0x80) break;
  }
  const rest = bytes.length - place - length;
  return length > 64 && (rest === 0 || rest === 2);
}

function field(number: number, content: Buffer): Buffer {
  const length: number[] = [];
  let rest = content.length;
  for (; rest >= 0x80; rest >>>= 7) length.push((rest & 0x7f) | 0x80);
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length, rest]), content]);
}
