/** Claude's rules about the schemas that it is to keep to: of a reply, and of a strict tool's input. */
import { schemaWords } from '../schema-words.js';
import type { ClaudeRule } from './rule.js';

export const outputSchema: ClaudeRule = {
  id: 'anthropic-messages/output-schema',
  what: "The schema of a reply keeps to the keywords that Claude's replies can be held to",
  source: 'recorded exchanges; public threads of 2026',
  refuse: ({ request: { output_config, output_format } }) => {
    const words = output_config?.format && schemaWords(output_config.format.schema);
    if (words) return `output_config.format.schema: ${words}`;
    const older = output_format && schemaWords(output_format.schema);
    return older && `output_format.schema: ${older}`;
  },
};

export const strictSchema: ClaudeRule = {
  id: 'anthropic-messages/strict-schema',
  what: 'The schema of a strict tool keeps to the keywords that calls can be held to',
  source: 'recorded exchanges',
  refuse: ({ request: { tools = [] } }) => {
    for (const [index, { strict, input_schema }] of tools.entries()) {
      const words = strict ? schemaWords(input_schema) : undefined;
      if (words !== undefined) return `tools.${index}.custom: ${words}`;
    }
    return undefined;
  },
};
