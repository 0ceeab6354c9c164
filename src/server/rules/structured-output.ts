/** A schema that AWS itself gives up on. What Claude says of schemas stands among Claude's own rules. */
import { isRecursive } from '../dialects/shared/anthropic/schema-words.js';
import { exception } from '../exception.js';
import { parseOutputSchema } from '../inference/read-output-schema.js';
import type { Rule } from './rule.js';

export const recursiveSchema: Rule = {
  id: 'converse/recursive-schema',
  what: "The schema of a reply of Claude's does not refer to itself",
  source: 'recorded exchange',
  models: { formats: ['anthropic-messages'] },
  check: ({ input }) => {
    const schema = parseOutputSchema(input.outputConfig?.textFormat?.structure?.jsonSchema?.schema);
    return schema !== undefined && isRecursive(schema)
      ? exception(
          'InternalServerException',
          'The system encountered an unexpected error during processing. Try your request again.',
        )
      : undefined;
  },
};
