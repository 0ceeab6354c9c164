/** Cohere's tools, their calls and results, in Converse's words and back. */
import type { ContentBlock, FoldedTurn, Message, ToolConfiguration } from '../../inference/conversation.js';
import type { Json, JsonObject } from '../dialect.js';
import type { RequestSchema } from './request-schema.js';

/** Smithy's word for free JSON. */
type Document = NonNullable<ContentBlock.ToolUseMember['toolUse']['input']>;

export interface CohereTool {
  name: string;
  description?: string;
  parameter_definitions?: Record<string, { description?: string; type: string; required?: boolean }>;
}

export interface CohereToolResult {
  call: { name: string; parameters: JsonObject };
  outputs: JsonObject[];
}

export const toolsSchema: RequestSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name'],
    properties: {
      name: { type: 'string', minLength: 1 },
      description: { type: 'string' },
      parameter_definitions: { type: 'object', open: true },
    },
  },
};

export const toolResultsSchema: RequestSchema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['call', 'outputs'],
    properties: {
      call: {
        type: 'object',
        open: true,
        required: ['name', 'parameters'],
        properties: { name: { type: 'string' }, parameters: { type: 'object', open: true } },
      },
      outputs: { type: 'array', items: { type: 'object', open: true } },
    },
  },
};

/** Python's names for types, as Cohere takes them. */
const jsonTypes: Record<string, string> = {
  str: 'string',
  int: 'integer',
  float: 'number',
  bool: 'boolean',
  list: 'array',
  dict: 'object',
};

export function readTools(tools: CohereTool[]): ToolConfiguration | undefined {
  if (tools.length === 0) return undefined;
  return {
    tools: tools.map(({ name, description, parameter_definitions: definitions = {} }) => {
      const entries = Object.entries(definitions);
      const properties = Object.fromEntries(
        entries.map(([key, { description, type }]) => [
          key,
          { type: jsonType(type), ...(description !== undefined && { description }) },
        ]),
      );
      const required = entries.flatMap(([key, definition]) => (definition.required ? [key] : []));
      const json = { type: 'object', properties, required } as Document;
      return { toolSpec: { name, ...(description !== undefined && { description }), inputSchema: { json } } };
    }),
  };
}

/** `List[str]` is an array; a name that is none of Python's is JSON's own. */
function jsonType(type: string): string {
  const name = (/^\w+/.exec(type)?.[0] ?? '').toLowerCase();
  return jsonTypes[name] ?? (name || 'string');
}

/** The calls as the assistant's message, and what came of them as the user's. Cohere's calls have no id. */
export function readToolResults(results: CohereToolResult[]): Message[] {
  if (results.length === 0) return [];
  const ids = results.map((_, index) => `call_${index}`);
  const calls = results.map(({ call: { name, parameters } }, index) => ({
    toolUse: { toolUseId: ids[index]!, name, input: parameters as Document },
  }));
  const outputs = results.map((result, index) => ({
    toolResult: { toolUseId: ids[index]!, content: result.outputs.map((json) => ({ json: json as Document })) },
  }));
  return [
    { role: 'assistant', content: calls as ContentBlock[] },
    { role: 'user', content: outputs as ContentBlock[] },
  ];
}

export function writeToolCalls(turn: FoldedTurn): JsonObject[] {
  return turn.content.flatMap(({ toolUse }) =>
    toolUse ? [{ name: toolUse.name ?? '', parameters: (toolUse.input ?? {}) as Json }] : [],
  );
}
