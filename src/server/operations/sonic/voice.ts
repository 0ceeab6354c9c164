/** What is heard in audio: whether somebody spoke, when they stopped, and for how long. Words cannot be heard here. */

/** Milliseconds of silence that end a turn. The endpointing of the model is not public. */
const PAUSE = 600;
/** A sample louder than this, of 32,767, is speech. */
const LOUD = 500;

export interface Voice {
  /** 16-bit samples, little-endian. */
  hear(bytes: Uint8Array): void;
  /** Whether somebody has spoken and is now silent. */
  readonly paused: boolean;
  readonly spoken: boolean;
  /** What was said, as far as it can be told. */
  transcript(): string;
  /** Milliseconds of audio since the turn began. */
  readonly milliseconds: number;
  /** Begins the next turn. */
  forget(): void;
}

export function createVoice(sampleRate: number): Voice {
  let spokenMs = 0;
  let silentMs = 0;
  let totalMs = 0;
  let words = '';
  return {
    hear(bytes) {
      const text = readWords(bytes);
      const milliseconds = text === undefined ? (bytes.byteLength / 2 / sampleRate) * 1000 : PAUSE;
      totalMs += milliseconds;
      if (text !== undefined) words += text;
      if (text !== undefined || isLoud(bytes)) {
        spokenMs += milliseconds;
        silentMs = 0;
      } else silentMs += milliseconds;
    },
    get paused() {
      return spokenMs > 0 && silentMs >= PAUSE;
    },
    get spoken() {
      return spokenMs > 0;
    },
    get milliseconds() {
      return totalMs;
    },
    transcript: () => words || `(${(spokenMs / 1000).toFixed(1)} seconds of speech)`,
    forget() {
      spokenMs = silentMs = totalMs = 0;
      words = '';
    },
  };
}

/** For tests: bytes that are no samples but printable text are heard as these words. Samples are hardly ever that. */
function readWords(bytes: Uint8Array): string | undefined {
  if (bytes.byteLength < 2) return undefined;
  const text = Buffer.from(bytes).toString('utf8');
  return /^[\p{L}\p{N}\p{P}\p{Zs}\n]+$/u.test(text) ? text : undefined;
}

function isLoud(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 1 < bytes.byteLength; at += 2) if (Math.abs(view.getInt16(at, true)) > LOUD) return true;
  return false;
}
