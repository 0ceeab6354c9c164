/** What the bytes of a file say that it is, whatever it was called. */

const marks: readonly [kind: string, at: number, mark: string][] = [
  ['png', 0, '\x89PNG'],
  ['jpeg', 0, '\xff\xd8\xff'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['wav', 8, 'WAVE'],
  ['pdf', 0, '%PDF'],
  ['3gp', 4, 'ftyp3g'],
  ['mov', 4, 'ftypqt'],
  ['m4a', 4, 'ftypM4A'],
  ['mp4', 4, 'ftyp'],
  ['webm', 0, '\x1aE\xdf\xa3'],
  ['flv', 0, 'FLV'],
  ['wmv', 0, '0&\xb2u'],
  ['mpeg', 0, '\0\0\x01\xba'],
  ['mp3', 0, 'ID3'],
  ['mp3', 0, '\xff\xfb'],
  ['aac', 0, '\xff\xf1'],
  ['flac', 0, 'fLaC'],
  ['ogg', 0, 'OggS'],
];

/** `png`, `mp4`; `undefined` where the bytes have no mark that is known. */
export function mediaKind(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 16)).toString('latin1');
  return marks.find(([, at, mark]) => head.startsWith(mark, at))?.[0];
}

/** Seconds that a WAV, MP4 or MOV lasts, from its head; `undefined` where it does not say. */
export function mediaSeconds(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    if (mediaKind(bytes) === 'wav') {
      const data = file.indexOf('data', 12, 'latin1');
      return data < 0 ? undefined : view.getUint32(data + 4, true) / view.getUint32(28, true);
    }
    const header = file.indexOf('mvhd', 0, 'latin1');
    if (header < 0) return undefined;
    const isLong = view.getUint8(header + 4) === 1;
    const scale = view.getUint32(header + (isLong ? 24 : 16));
    return (isLong ? Number(view.getBigUint64(header + 28)) : view.getUint32(header + 20)) / scale;
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
