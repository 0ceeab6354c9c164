import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { httpDate, isoDate } from '../../src/server/timestamps.js';

describe('timestamps', () => {
  it("are the language's own, to the second and to the millisecond", () => {
    fc.assert(
      fc.property(fc.integer({ min: -8.64e15, max: 8.64e15 }), (milliseconds) => {
        expect(isoDate(milliseconds)).toBe(new Date(milliseconds).toISOString());
      }),
    );
    for (const milliseconds of [0, 999, 1000, 1745949600042, 1745949600043, 1745949601000]) {
      expect(isoDate(milliseconds)).toBe(new Date(milliseconds).toISOString());
      expect(httpDate(milliseconds)).toBe(new Date(milliseconds).toUTCString());
    }
  });
});
