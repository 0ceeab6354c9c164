/** Which fields of the model's native reply are asked for: JSON pointers. */
import type { Rule } from './rule.js';

/** RFC 6901, save that the pointer to the whole is not allowed. */
const pointer = /^(\/([^~/]|~0|~1)*)+$/;

export const responseFieldPaths: Rule = {
  id: 'converse/response-field-paths',
  what: 'Each of `additionalModelResponseFieldPaths` is a JSON pointer',
  source: 'API reference, Converse: a 400; the words are ours, after those of like refusals',
  check: ({ input }) => {
    const paths = input.additionalModelResponseFieldPaths ?? [];
    const index = paths.findIndex((path) => !pointer.test(path));
    return index < 0
      ? undefined
      : `The value at additionalModelResponseFieldPaths.${index} must be a valid JSON Pointer. Correct the value and try again.`;
  },
};
