/** The tools that a model may call in a chat: they look at nothing but what they are given, and the clock. */
import type { ContentBlock, Message, Tool, ToolResultBlock } from '@aws-sdk/client-bedrock-runtime';
import type { DocumentType } from '@smithy/types';
import { calculate } from './calculate.js';

interface LocalTool {
  description: string;
  /** JSON Schemas of the arguments; all of them are text. */
  properties: Record<string, { description: string; optional?: true }>;
  /** Throws one sentence where the arguments make no sense; the model gets it. */
  run(input: Record<string, string | undefined>): Record<string, DocumentType>;
}

function tellTime(timeZone = 'UTC') {
  const now = new Date();
  try {
    const time = now.toLocaleString('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'long' });
    return { time, iso: now.toISOString(), timezone: timeZone };
  } catch {
    throw new Error(`"${timeZone}" is no time zone; one is Europe/Berlin`);
  }
}

const localTools: Record<string, LocalTool> = {
  current_time: {
    description: 'Tells the current date and time.',
    properties: { timezone: { description: 'IANA name such as Europe/Berlin. Default: UTC.', optional: true } },
    run: ({ timezone }) => tellTime(timezone),
  },
  calculate: {
    description: 'Works out an arithmetic expression of numbers, + - * / % ^ and parentheses.',
    properties: { expression: { description: 'Such as (17 + 4) * 2.' } },
    run: ({ expression = '' }) => ({ result: calculate(expression) }),
  },
  count_words: {
    description: 'Counts the words and characters of a text.',
    properties: { text: { description: 'The text to count.' } },
    run: ({ text = '' }) => ({ words: text.match(/\S+/gu)?.length ?? 0, characters: [...text].length }),
  },
};

export const toolNames = Object.keys(localTools);

function toSpecification([name, { description, properties }]: [string, LocalTool]): Tool {
  const required = Object.keys(properties).filter((key) => !properties[key]!.optional);
  const members = Object.entries(properties).map(([key, { description: words }]) => [
    key,
    { type: 'string', description: words },
  ]);
  const json = { type: 'object', properties: Object.fromEntries(members), required };
  return { toolSpec: { name, description, inputSchema: { json } } };
}

/** As Converse takes them. */
export const toolConfig: { tools: Tool[] } = { tools: Object.entries(localTools).map(toSpecification) };

function runTool(name: string, input: unknown): Pick<ToolResultBlock, 'content' | 'status'> {
  try {
    const tool = Object.hasOwn(localTools, name) ? localTools[name] : undefined;
    if (!tool) throw new Error(`there is no tool ${name}`);
    const given = Object.entries(Object(input) as object).map(([key, value]) => [key, String(value)]);
    return { content: [{ json: tool.run(Object.fromEntries(given)) }], status: 'success' };
  } catch (cause) {
    return { content: [{ text: (cause as Error).message }], status: 'error' };
  }
}

/** Runs every call of a message and says so; the blocks are the user's next message. */
export function runTools({ content = [] }: Message, note: (line: string) => void): ContentBlock[] {
  return content.flatMap(({ toolUse }) => {
    if (!toolUse) return [];
    const { toolUseId, name = '', input } = toolUse;
    const result = runTool(name, input);
    const [said] = result.content!;
    note(`[${name} ${JSON.stringify(input)} -> ${said!.text ?? JSON.stringify(said!.json)}]`);
    return [{ toolResult: { toolUseId, ...result } }];
  });
}
