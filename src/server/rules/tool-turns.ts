/** Calls of tools and their results: which belong together, and what may stand beside them. */
import type { ContentBlock, Message } from '@aws-sdk/client-bedrock-runtime';
import type { Rule } from './rule.js';

/** Ids of the calls that the caller is to answer: what the service ran itself has its result in the same message. */
const calls = (message: Message | undefined) =>
  (message?.content ?? []).flatMap(({ toolUse }) =>
    toolUse && toolUse.type !== 'server_tool_use' ? (toolUse.toolUseId ?? '') : [],
  );
const results = (message: Message | undefined) =>
  message?.role === 'assistant'
    ? []
    : (message?.content ?? []).flatMap(({ toolResult }) => (toolResult ? (toolResult.toolUseId ?? '') : []));

export const toolConfig: Rule = {
  id: 'converse/tool-config',
  what: 'Where calls or results of tools stand, the tools stand too',
  source: 'public threads of 2024 to 2026',
  check: ({ input, survey: { count } }) =>
    input.toolConfig || count.toolUse + count.toolResult === 0
      ? undefined
      : 'The toolConfig field must be defined when using toolUse and toolResult content blocks.',
};

function uniqueIds(kind: 'toolUse' | 'toolResult', idsOf: typeof calls): Rule {
  return {
    id: `converse/${kind === 'toolUse' ? 'call' : 'result'}-ids`,
    what: `No two ${kind} blocks of a message have one id`,
    source: 'public threads of 2026',
    check: ({ input, survey }) => {
      if (survey.count[kind] < 2) return undefined;
      for (const [index, message] of (input.messages ?? []).entries()) {
        const ids = idsOf(message);
        const again = [...new Set(ids.filter((id, at) => ids.indexOf(id) < at))];
        if (again.length > 0)
          return `The ${kind} blocks at messages.${index}.content contain duplicate Ids: ${again.join(', ')}`;
      }
      return undefined;
    },
  };
}

export const callIds = uniqueIds('toolUse', calls);
export const resultIds = uniqueIds('toolResult', results);

/** The first message that lacks results, and the ids that it lacks. */
function findMissing(messages: Message[]): { index: number; ids: string[] } | undefined {
  for (const [at, message] of messages.entries()) {
    const given = results(messages[at + 1]);
    const ids = calls(message).filter((id) => !given.includes(id));
    if (ids.length > 0) return { index: at + 1, ids };
  }
  return undefined;
}

export const resultCount: Rule = {
  id: 'converse/result-count',
  what: 'A message has no more results than the message before it has calls',
  source: 'public threads of 2025 and 2026',
  check: ({ input, survey }) => {
    if (survey.count.toolResult === 0) return undefined;
    const messages = input.messages ?? [];
    const index = messages.findIndex((message, at) => results(message).length > calls(messages[at - 1]).length);
    // Messages are looked at one after the other: what an earlier one lacks is said first.
    if (index < 0 || (findMissing(messages)?.index ?? index) < index) return undefined;
    return `The number of toolResult blocks at messages.${index}.content exceeds the number of toolUse blocks of previous turn.`;
  },
};

export const expectedResults: Rule = {
  id: 'converse/expected-results',
  what: 'All calls of a message are answered in the next one',
  source: 'public threads of 2024 to 2026',
  check: ({ input, survey }) => {
    const missing = survey.count.toolUse === 0 ? undefined : findMissing(input.messages ?? []);
    return (
      missing &&
      `Expected toolResult blocks at messages.${missing.index}.content for the following Ids: ${missing.ids.join(', ')}`
    );
  },
};

export const failedResult: Rule = {
  id: 'converse/failed-result',
  what: 'The result of a tool that failed says something',
  source: 'public thread of 2025',
  check: ({ input, survey }) => {
    if (survey.count.toolResult === 0) return undefined;
    for (const [at, { content = [] }] of (input.messages ?? []).entries()) {
      const index = content.findIndex(
        ({ toolResult }) => toolResult?.status === 'error' && !toolResult.content?.length,
      );
      if (index >= 0)
        return `The content field at messages.${at}.content.${index}.toolResult cannot be empty when status value is error.`;
    }
    return undefined;
  },
};

/** Source: public threads of 2024 to 2026 (Llama 3, Mistral); recorded exchanges show that Llama 4 and Palmyra take both. */
const separating = ['meta.llama3-*', 'mistral.mistral-*-24*', 'mistral.pixtral-*'];

/** Messages of one role in a row count as one turn. `index`: that of its first message. */
function turnsOf(messages: Message[]): { index: number; content: ContentBlock[] }[] {
  const turns: { index: number; content: ContentBlock[]; role?: string }[] = [];
  for (const [index, { role, content = [] }] of messages.entries()) {
    const last = turns.at(-1);
    if (last && last.role === role) last.content.push(...content);
    else turns.push({ index, role, content: [...content] });
  }
  return turns;
}

function separateTurns(kind: 'toolUse' | 'toolResult', words: string): Rule {
  return {
    id: `converse/text-beside-${kind === 'toolUse' ? 'calls' : 'results'}`,
    what: `These models take no ${kind} blocks beside others in one turn`,
    source: 'public threads of 2024 to 2026',
    models: { only: separating },
    check: ({ input, survey }) => {
      if (survey.count[kind] === 0) return undefined;
      const mixed = turnsOf(input.messages ?? []).find(
        ({ content }) => content.some((block) => block[kind]) && content.some((block) => !block[kind]),
      );
      return (
        mixed &&
        `messages.${mixed.index}.content: Conversation blocks and ${words} blocks cannot be provided in the same turn.`
      );
    },
  };
}

export const textBesideCalls = separateTurns('toolUse', 'tool use');
export const textBesideResults = separateTurns('toolResult', 'tool result');
