/** Which models take tools, how they may be chosen, and what a tool's schema must be. */
import type { Rule } from './rule.js';
import { unsupportedField } from './shared/words.js';

export const toolSupport: Rule = {
  id: 'converse/tool-support',
  what: 'A model that calls no tools gets none',
  source: 'recorded exchanges',
  check: ({ input, model }) =>
    !input.toolConfig || model.model.converse?.tools ? undefined : "This model doesn't support tool use.",
};

export const streamingTools: Rule = {
  id: 'converse/streaming-tools',
  what: 'A model that calls tools in whole replies alone gets none in streams',
  source: 'public threads of 2024 to 2026',
  check: ({ input, model, operation }) =>
    operation === 'Converse' || !input.toolConfig || model.model.converse?.streamingTools
      ? undefined
      : "This model doesn't support tool use in streaming mode.",
};

function toolChoiceRule(choice: 'any' | 'tool', only: string[]): Rule {
  return {
    id: `converse/tool-choice-${choice}`,
    what: `These models cannot be made to call ${choice === 'any' ? 'some tool' : 'one tool'}`,
    source: 'API reference, ToolChoice; public threads of 2024 to 2026',
    models: { only },
    check: ({ input }) =>
      input.toolConfig?.toolChoice?.[choice] ? unsupportedField(`toolConfig.toolChoice.${choice}`) : undefined,
  };
}

/** Families that cannot be made to call a tool. */
const unforced = ['meta.*', 'ai21.*', 'cohere.*', 'writer.*'];
/** Mistral's models of 2024. */
const olderMistral = ['mistral.mistral-*-24*', 'mistral.pixtral-*'];

export const toolChoiceAny = toolChoiceRule('any', unforced);
export const toolChoiceTool = toolChoiceRule('tool', [...unforced, ...olderMistral]);

export const strictTools: Rule = {
  id: 'converse/strict-tools',
  what: 'These models do not hold their calls to a schema',
  source: 'public threads of 2026; the newer open models take it (user guide, "Structured outputs")',
  models: { only: ['amazon.*', 'meta.*', ...olderMistral] },
  check: ({ input }) =>
    input.toolConfig?.tools?.some(({ toolSpec }) => toolSpec?.strict !== undefined)
      ? unsupportedField('strict')
      : undefined,
};

function eachSchema(
  { input }: Parameters<Rule['check']>[0],
  find: (schema: unknown, where: string) => string | undefined,
): string | undefined {
  for (const [index, { toolSpec }] of (input.toolConfig?.tools ?? []).entries()) {
    if (!toolSpec) continue;
    const words = find(toolSpec.inputSchema?.json, `toolConfig.tools.${index}.toolSpec.inputSchema.json`);
    if (words !== undefined) return words;
  }
  return undefined;
}

const isObject = (schema: unknown) => typeof schema === 'object' && schema !== null && !Array.isArray(schema);

export const toolSchema: Rule = {
  id: 'converse/tool-schema',
  what: "A tool's schema is a JSON object",
  source: 'public thread of 2024',
  check: (context) =>
    eachSchema(context, (schema, where) =>
      isObject(schema)
        ? undefined
        : `The format of the value at ${where} is invalid. Provide a json object for the field and try again.`,
    ),
};

export const toolSchemaType: Rule = {
  id: 'converse/tool-schema-type',
  what: "A tool's schema is of the type object",
  source: 'public threads of 2024 and 2025',
  check: (context) =>
    eachSchema(context, (schema, where) =>
      !isObject(schema) || (schema as { type?: unknown }).type === 'object'
        ? undefined
        : `The value at ${where}.type must be one of the following: object.`,
    ),
};
