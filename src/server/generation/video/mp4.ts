/** An MP4 file of one video track. Source: ISO/IEC 14496-12 and 14496-15. */

export interface Track {
  width: number;
  height: number;
  /** Pictures a second. */
  fps: number;
  /** Of the decoder: the content of `avcC`. */
  configuration: Uint8Array;
  /** One unit for each picture. */
  samples: Uint8Array[];
  /** The places of those that need no other, from 1. */
  keys: number[];
}

/** The file can be played before it has come whole: the data stand at its end. */
export function writeMp4(track: Track): Uint8Array {
  const head = box('ftyp', text('isom'), u32(512), text('isomiso2avc1mp41'));
  const place = head.length + movieOf(track, 0).length + 8;
  const data = track.samples.flatMap((sample) => [u32(sample.length), sample]);
  return Buffer.concat([head, movieOf(track, place), box('mdat', ...data)]);
}

const matrix = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000].map(u32);

function movieOf(track: Track, place: number): Uint8Array {
  const { fps, samples } = track;
  const times = [u32(0), u32(0), u32(fps), u32(samples.length)];
  const header = full('mvhd', 0, ...times, u32(0x10000), u16(0x100), zeros(10), ...matrix, zeros(24), u32(2));
  return box('moov', header, trackOf(track, place));
}

function trackOf(track: Track, place: number): Uint8Array {
  const { width, height, fps, samples } = track;
  const times = [u32(0), u32(0), u32(1), u32(0), u32(samples.length)];
  const header = full('tkhd', 3, ...times, zeros(16), ...matrix, u32(width << 16), u32(height << 16));
  const undetermined = u16(0x55c4);
  const media = box(
    'mdia',
    full('mdhd', 0, u32(0), u32(0), u32(fps), u32(samples.length), undetermined, u16(0)),
    full('hdlr', 0, u32(0), text('vide'), zeros(12), text('Video\0')),
    box(
      'minf',
      full('vmhd', 1, zeros(8)),
      box('dinf', full('dref', 0, u32(1), full('url ', 1))),
      tableOf(track, place),
    ),
  );
  return box('trak', header, media);
}

function tableOf({ width, height, configuration, samples, keys }: Track, place: number): Uint8Array {
  const entry = box(
    'avc1',
    ...[zeros(6), u16(1), zeros(16), u16(width), u16(height), u32(0x480000), u32(0x480000)],
    ...[zeros(4), u16(1), zeros(32), u16(24), u16(0xffff), box('avcC', configuration)],
  );
  return box(
    'stbl',
    full('stsd', 0, u32(1), entry),
    full('stts', 0, u32(1), u32(samples.length), u32(1)),
    full('stss', 0, u32(keys.length), ...keys.map(u32)),
    full('stsc', 0, u32(1), u32(1), u32(samples.length), u32(1)),
    full('stsz', 0, u32(0), u32(samples.length), ...samples.map(({ length }) => u32(length + 4))),
    full('stco', 0, u32(1), u32(place)),
  );
}

function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 8);
  return Buffer.concat([u32(length), text(type), ...parts]);
}

/** A box with a version, 0, and flags. */
function full(type: string, flags: number, ...parts: Uint8Array[]): Uint8Array {
  return box(type, u32(flags), ...parts);
}

function u32(value: number): Uint8Array {
  return Uint8Array.from([value >>> 24, value >>> 16, value >>> 8, value]);
}

function u16(value: number): Uint8Array {
  return Uint8Array.from([value >>> 8, value]);
}

function text(value: string): Uint8Array {
  return Buffer.from(value, 'latin1');
}

function zeros(count: number): Uint8Array {
  return new Uint8Array(count);
}
