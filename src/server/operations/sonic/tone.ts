/** Speech without words: a tone for each syllable or so, as 16-bit samples, in the pieces in which audio is sent. */

/** Milliseconds that a letter takes: some 150 words a minute. */
const LETTER = 60;
/** Milliseconds of one piece. */
const PIECE = 100;

/** `text` spoken at `sampleRate`: base64 of 16-bit little-endian samples, one channel. The same text gives the same tones. */
export function* speak(text: string, sampleRate: number): Generator<string> {
  const total = Math.max(1, text.length) * LETTER;
  for (let at = 0; at < total; at += PIECE) yield piece(text, at, Math.min(PIECE, total - at), sampleRate);
}

function piece(text: string, from: number, milliseconds: number, sampleRate: number): string {
  const count = Math.round((milliseconds / 1000) * sampleRate);
  const bytes = Buffer.alloc(count * 2);
  for (let index = 0; index < count; index++) {
    const at = from / 1000 + index / sampleRate;
    const letter = text.charCodeAt(Math.min(text.length - 1, Math.floor((at * 1000) / LETTER)));
    // Blanks are pauses; other letters sing between 110 and 330 Hz.
    const pitch = letter > 32 ? 110 + (letter % 12) * 20 : 0;
    bytes.writeInt16LE(Math.round(Math.sin(2 * Math.PI * pitch * at) * 8000), index * 2);
  }
  return bytes.toString('base64');
}
