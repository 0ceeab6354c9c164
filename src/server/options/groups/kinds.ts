/** The kinds of value that several groups of options take. */
import { text } from '../value-types.js';

export const regionName = text({ pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/, expected: 'a region such as us-east-1' });

/** Never shown, not even in the error about it. */
export const secret = (expected: string) => text({ secret: true, expected });
