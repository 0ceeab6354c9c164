import { describe, expect, it } from 'vitest';
import { showValue, toJavaDouble } from '../../../src/server/smithy/constraint-messages.js';
import type { Shape } from '../../../src/server/smithy/shape.js';

const text: Shape = { type: 'string' };

describe('values as the front door shows them', () => {
  it.each([
    [32424, '32424.0'],
    [0, '0.0'],
    [-0.5, '-0.5'],
    [1.1, '1.1'],
    [0.001, '0.001'],
    [0.0001, '1.0E-4'],
    [12345678, '1.2345678E7'],
    [9999999, '9999999.0'],
    [1e21, '1.0E21'],
  ])('a double %s is %s', (value, shown) => expect(toJavaDouble(value)).toBe(shown));

  it('an integer has no fraction', () => expect(showValue(0, { type: 'number' }, { integer: true })).toBe("'0'"));

  it('a list or map of scalars is written as Java writes it', () => {
    expect(showValue(['a', 'b'], { type: 'list', member: text }, undefined)).toBe("'[a, b]'");
    expect(showValue({ a: 'b', c: 'd' }, { type: 'map', value: text }, undefined)).toBe("'{a=b, c=d}'");
  });

  it('bytes are counted only', () =>
    expect(showValue(new Uint8Array(4), { type: 'blob' }, undefined)).toBe(
      "'java.nio.HeapByteBuffer[pos=0 lim=4 cap=4]'",
    ));

  it('what is sensitive, or holds what is, is left out', () => {
    expect(showValue('a', text, { sensitive: true })).toBeUndefined();
    expect(showValue(['a'], { type: 'list', member: text }, { member: { sensitive: true } })).toBeUndefined();
    expect(showValue([{}], { type: 'list', member: { type: 'document' } }, undefined)).toBeUndefined();
  });
});
