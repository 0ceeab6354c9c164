/** What the bytes of a picture say that it is. */

const marks: readonly [type: string, at: number, mark: string][] = [
  ['image/png', 0, '\x89PNG'],
  ['image/jpeg', 0, '\xff\xd8\xff'],
  ['image/gif', 0, 'GIF8'],
  ['image/webp', 8, 'WEBP'],
  ['application/pdf', 0, '%PDF'],
];

function markedType(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 12)).toString('latin1');
  return marks.find(([, at, mark]) => head.startsWith(mark, at))?.[0];
}

/** `image/png`; undefined where the bytes are no picture that is known here. */
export function imageType(bytes: Uint8Array): string | undefined {
  const type = markedType(bytes);
  return type?.startsWith('image/') ? type : undefined;
}

/** As imageType; `text/plain` where the bytes can be read, else `application/octet-stream`. */
export function mimeType(bytes: Uint8Array): string {
  return markedType(bytes) ?? (isText(bytes) ? 'text/plain' : 'application/octet-stream');
}

function isText(bytes: Uint8Array): boolean {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, 512));
    return !/[\u0000-\u0008\u000e-\u001f]/.test(text);
  } catch {
    return false;
  }
}
