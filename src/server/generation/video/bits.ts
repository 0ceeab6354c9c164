/** Bits of an H.264 stream: fixed lengths, Exp-Golomb codes, and the unit that they are packed into. Source: ITU-T H.264, 7 and 9.1. */

export interface Bits {
  /** The lowest `count` bits of `value`, the highest of them first. */
  put(value: number, count: number): void;
  /** A string of `0` and `1`. */
  code(bits: string): void;
  /** ue(v). */
  unsigned(value: number): void;
  /** se(v). */
  signed(value: number): void;
  /** The unit, closed: `header` is its first byte. */
  unit(header: number): Uint8Array;
}

export function createBits(): Bits {
  const bytes: number[] = [];
  let open = 0;
  let filled = 0;

  function put(value: number, count: number): void {
    for (let bit = count - 1; bit >= 0; bit--) {
      open = (open << 1) | ((value >>> bit) & 1);
      filled += 1;
      if (filled < 8) continue;
      bytes.push(open);
      open = 0;
      filled = 0;
    }
  }

  function unsigned(value: number): void {
    const length = 32 - Math.clz32(value + 1);
    put(0, length - 1);
    put(value + 1, length);
  }

  return {
    put,
    unsigned,
    signed: (value) => unsigned(value > 0 ? 2 * value - 1 : -2 * value),
    code(bits) {
      for (const bit of bits) put(Number(bit), 1);
    },
    unit(header) {
      put(1, 1);
      while (filled > 0) put(0, 1);
      return Uint8Array.from([header, ...guardZeros(bytes)]);
    },
  };
}

/** Two zero bytes are never followed by a byte below four: a three is put between. */
function guardZeros(bytes: number[]): number[] {
  const guarded: number[] = [];
  let zeros = 0;
  for (const byte of bytes) {
    if (zeros === 2 && byte <= 3) {
      guarded.push(3);
      zeros = 0;
    }
    guarded.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return guarded;
}
