/** Sounds and videos in clips. */
import { mediaSeconds } from '../../../inference/media-kind.js';

export interface Clip {
  startSec: number;
  endSec: number;
  /** Its share of the file's bytes: what its vector is made of. */
  bytes: Uint8Array;
}

/** A file whose head does not say how long it lasts is taken for one of so many seconds. */
const UNKNOWN_SECONDS = 10;

/** Clips of `length` seconds, the last one shorter, from `from` to `to` seconds. Default: the whole file. */
export function cutClips(file: Uint8Array, length: number, from = 0, to = Number.POSITIVE_INFINITY): Clip[] {
  const seconds = mediaSeconds(file) ?? UNKNOWN_SECONDS;
  const end = Math.min(to, seconds);
  const clips: Clip[] = [];
  for (let startSec = from; startSec < end; startSec += length) {
    const endSec = round(Math.min(startSec + length, end));
    const [first, last] = [startSec, endSec].map((moment) => Math.floor((moment / seconds) * file.length));
    clips.push({ startSec: round(startSec), endSec, bytes: file.subarray(first, last) });
  }
  return clips;
}

const round = (seconds: number) => Math.round(seconds * 1000) / 1000;
