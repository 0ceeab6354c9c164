/** Tools that Nova's service runs itself, within one reply: a search of the web and an interpreter of Python. */
import type { ContentBlock, Conversation } from '../../inference/conversation.js';
import { countTokens } from '../../inference/tokens.js';
import { askedText, quote } from '../asked.js';
import { sumIn } from '../hints/phrases.js';

export interface SystemCall {
  /** The call and its result, which come before the words. */
  content: ContentBlock[];
  outputTokens: number;
  /** What the words are taken from; comes behind them. */
  sources?: ContentBlock;
}

interface SystemTool {
  /** What a question says that is for it. */
  words: RegExp;
  input(asked: string): object;
  /** What its result holds (recorded exchanges; user guide, "Using built-in tools"). */
  result: object;
  sources?: ContentBlock;
}

const page = { citations: [{ location: { web: { url: 'https://example.com/', domain: 'example.com' } } }] };

const systemTools: Record<string, SystemTool> = {
  nova_grounding: {
    words: /\b(?:search|web|online|internet|latest|newest|current|today|news|recent|sources?)\b/i,
    input: (asked) => ({ query: quote(asked, 100) }),
    result: { text: '[HIDDEN]' },
    sources: { citationsContent: page } as ContentBlock,
  },
  nova_code_interpreter: {
    words: /\b(?:calculate|compute|code|python|run|execute|average|mean|sum|plot|solve)\b|\d\s*[-+*/^]\s*\d/i,
    input: (asked) => ({ snippet: `print(${sumIn(asked) ?? JSON.stringify(quote(asked, 100))})` }),
    result: { json: { stdOut: 'bedrock-local runs no code.\n', stdErr: '', exitCode: 0, isError: false } },
  },
};

/** The call of the first tool on offer that the question is for. `token` makes ids. */
export function callSystemTool(conversation: Conversation, token: (length: number) => string): SystemCall | undefined {
  const names = (conversation.toolConfig?.tools ?? []).flatMap(({ systemTool }) => systemTool?.name ?? []);
  const asked = names.length === 0 ? '' : askedText(conversation);
  const name = names.find((candidate) => systemTools[candidate]?.words.test(asked));
  if (name === undefined) return undefined;
  const { input, result, sources } = systemTools[name]!;
  const toolUse = { toolUseId: `tooluse_${token(22)}`, name, type: 'server_tool_use', input: input(asked) };
  const toolResult = { toolUseId: toolUse.toolUseId, type: `${name}_result`, status: 'success', content: [result] };
  return {
    content: [{ toolUse }, { toolResult }] as unknown as ContentBlock[],
    outputTokens: countTokens(name) + countTokens(JSON.stringify(toolUse.input)),
    ...(sources && { sources }),
  };
}
