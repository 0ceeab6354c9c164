/** Bytes as JSON carries them. */

/** Reads base64, with or without a `data:` URI around it; what is no base64 in it is passed over. */
export function readBase64(text: string): Uint8Array {
  return Buffer.from(text.slice(text.startsWith('data:') ? text.indexOf(',') + 1 : 0), 'base64');
}

export function writeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
