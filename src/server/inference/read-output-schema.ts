/** Reads the JSON schema that a reply must be valid by, in every family's spelling of it. */

type Fields = Record<string, unknown>;

/** What `response_format: {type: json_object}` asks for: an object of any kind. */
const anyObject = { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] };

/**
 * `fields` is a native body, or what a caller of Converse adds to one: Claude's `output_config.format` and the older
 * `output_format`, OpenAI's `response_format`. `undefined` where the reply is free.
 */
export function readOutputSchema(fields: Fields | undefined): unknown {
  const format = objectIn(objectIn(fields, 'output_config'), 'format') ?? objectIn(fields, 'output_format');
  if (format?.type === 'json_schema') return format.schema;
  const response = objectIn(fields, 'response_format');
  if (response?.type === 'json_object') return response.schema ?? anyObject;
  return response?.type === 'json_schema' ? objectIn(response, 'json_schema')?.schema : undefined;
}

/** Converse's own spelling: the schema is JSON in a string. Text that is no JSON asks for nothing. */
export function parseOutputSchema(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the caller wants one tool call at most: Claude's `disable_parallel_tool_use`, OpenAI's `parallel_tool_calls`. */
export function readOneToolCall(fields: Fields | undefined): boolean {
  return objectIn(fields, 'tool_choice')?.disable_parallel_tool_use === true || fields?.parallel_tool_calls === false;
}

function objectIn(fields: Fields | undefined, name: string): Fields | undefined {
  const value = fields?.[name];
  return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
}
