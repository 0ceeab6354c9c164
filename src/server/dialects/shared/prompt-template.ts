/** Reads the turns of a dialogue that is written into one prompt, as the template of its family marks them. */
import type { Message, SystemContentBlock } from '../../inference/conversation.js';
import { assistantMessage, userMessage } from './completion.js';

type Speaker = 'system' | 'user' | 'assistant';

export interface PromptTemplate {
  /** What begins the words of a speaker; where two begin at one place, the first of the list counts. */
  marks: readonly [mark: RegExp, speaker: Speaker][];
  /** Tokens that say nothing. */
  silent?: RegExp;
}

export interface Dialogue {
  system: SystemContentBlock[];
  messages: Message[];
}

const header = (speaker: string) =>
  new RegExp(
    `<\\|start_header_id\\|>\\s*${speaker}\\s*<\\|end_header_id\\|>|<\\|header_start\\|>\\s*${speaker}\\s*<\\|header_end\\|>`,
  );

const instruction: PromptTemplate['marks'] = [
  [/\[INST\]/, 'user'],
  [/\[\/INST\]/, 'assistant'],
  [/<<SYS>>/, 'system'],
  [/<<\/SYS>>/, 'user'],
];

/** Llama 2's `[INST]`, Llama 3's and Llama 4's headers. Source: Meta's pages on prompt formats. */
export const llamaTemplate: PromptTemplate = {
  marks: [
    [header('system'), 'system'],
    [header('(?:user|ipython|tool)'), 'user'],
    [header('assistant'), 'assistant'],
    ...instruction,
  ],
  silent: /<\/?s>|<\|(?:begin_of_text|end_of_text|eot_id|eom_id|eot|eom|image|python_tag)\|>/g,
};

/** Source: Amazon Bedrock user guide, "Mistral AI text completion". */
export const mistralTemplate: PromptTemplate = { marks: instruction, silent: /<\/?s>/g };

/** Source: Amazon Bedrock user guide, "Anthropic Claude Text Completions API"; what stands before the first is a system prompt. */
export const humanTemplate: PromptTemplate = {
  marks: [
    [/\n\nHuman:/, 'user'],
    [/\n\nAssistant:/, 'assistant'],
  ],
};

/** The same in one line, as recorded prompts have it and Claude took it. */
export const inlineHumanTemplate: PromptTemplate = {
  marks: [
    [/(?<!\S)Human:/, 'user'],
    [/(?<!\S)Assistant:/, 'assistant'],
  ],
};

/** Source: Amazon Bedrock user guide, "DeepSeek models". */
export const deepSeekTemplate: PromptTemplate = {
  marks: [
    [/<｜User｜>/, 'user'],
    [/<｜Assistant｜>/, 'assistant'],
  ],
  silent: /<｜(?:begin|end)▁of▁sentence｜>|<\/?think>/g,
};

/** A prompt without a word of the user in it, or without any mark, is one message of the user as it stands. */
export function readDialogue(prompt: string, template: PromptTemplate): Dialogue {
  const dialogue: Dialogue = { system: [], messages: [] };
  for (const { speaker, text } of cutByMarks(prompt, template)) {
    const said = (template.silent ? text.replace(template.silent, '') : text).trim();
    if (said === '') continue;
    if (speaker === 'system') dialogue.system.push({ text: said });
    else dialogue.messages.push(speaker === 'user' ? userMessage(said) : assistantMessage(said));
  }
  const isAsked = dialogue.messages.some((message) => message.role === 'user');
  return isAsked ? dialogue : { system: [], messages: [userMessage(prompt)] };
}

function cutByMarks(prompt: string, { marks }: PromptTemplate): { speaker: Speaker; text: string }[] {
  const anyMark = new RegExp(marks.map(([mark]) => `(${mark.source})`).join('|'), 'g');
  const parts: { speaker: Speaker; text: string }[] = [];
  let speaker: Speaker = 'system';
  let start = 0;
  for (const match of prompt.matchAll(anyMark)) {
    parts.push({ speaker, text: prompt.slice(start, match.index) });
    speaker = marks[match.slice(1).findIndex((group) => group !== undefined)]![1];
    start = match.index + match[0].length;
  }
  return [...parts, { speaker, text: prompt.slice(start) }];
}
