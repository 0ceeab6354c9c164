/** One session: the order of its events, the conversation that they make, and when the model answers. */
import type { ContentBlock, Message, Sampling } from '../../inference/conversation.js';
import {
  type ContentStart,
  type InputEvent,
  type InputEvents,
  invalidInput,
  readJson,
  type SonicTool,
} from './input-event.js';
import { createVoice, type Voice } from './voice.js';

type PromptStart = InputEvents['promptStart'];

/** What an event led to. */
export type Outcome =
  | 'nothing'
  | 'ended'
  /** The prompt is over: its completion ends. */
  | 'prompt-ended'
  /** Somebody has said something that the model answers. */
  | { answer: string | undefined; speechMs: number };

export interface Session {
  /** Throws ValidationException for an event that may not come now. */
  take(event: InputEvent): Outcome;
  /** Adds what the model answered. */
  remember(content: ContentBlock[]): void;
  readonly prompt: PromptStart | undefined;
  readonly system: string;
  readonly messages: Message[];
  readonly sampling: Sampling;
  readonly tools: SonicTool[];
}

interface OpenContent {
  start: ContentStart;
  text: string;
  voice?: Voice;
}

/** `answersText`: whether the model answers what is written to it; the first Sonic hears only. */
export function createSession({ answersText }: { answersText: boolean }): Session {
  let sampling: Sampling | undefined;
  let prompt: PromptStart | undefined;
  let ended = false;
  let heardAudio = false;
  const contents = new Map<string, OpenContent>();
  const names = new Set<string>();
  const system: string[] = [];
  const messages: Message[] = [];

  /** Turns alternate: what the same role says next belongs to its last turn. */
  function add(role: 'user' | 'assistant', blocks: ContentBlock[]): void {
    const last = messages.at(-1);
    if (last?.role === role) last.content = [...(last.content ?? []), ...blocks];
    else messages.push({ role, content: blocks });
  }

  function contentOf({ promptName, contentName }: { promptName: string; contentName: string }): OpenContent {
    checkPrompt(promptName);
    const content = contents.get(contentName);
    if (!content) throw invalidInput(`no content ${contentName} is open: contentStart comes first`);
    return content;
  }

  function checkPrompt(promptName: string): void {
    if (!prompt) throw invalidInput('no prompt is open: promptStart comes first');
    if (prompt.promptName !== promptName)
      throw invalidInput(`the open prompt is ${prompt.promptName}, not ${promptName}`);
  }

  function answerVoice({ voice }: OpenContent): Outcome {
    if (!voice?.spoken) return 'nothing';
    const answer = voice.transcript();
    const speechMs = voice.milliseconds;
    voice.forget();
    add('user', [{ text: answer }]);
    return { answer, speechMs };
  }

  function endContent(content: OpenContent): Outcome {
    const { type, role, interactive, toolResultInputConfiguration } = content.start;
    if (type === 'AUDIO') return answerVoice(content);
    if (type === 'TOOL') {
      const value = readJson(content.text);
      const result = value !== null && typeof value === 'object' ? { json: value } : { text: content.text };
      const toolUseId = toolResultInputConfiguration?.toolUseId ?? '';
      add('user', [{ toolResult: { toolUseId, content: [result as never] } }]);
      return { answer: undefined, speechMs: 0 };
    }
    if (role === 'SYSTEM') system.push(content.text);
    else add(role === 'ASSISTANT' ? 'assistant' : 'user', [{ text: content.text }]);
    return interactive && role === 'USER' && answersText ? { answer: content.text, speechMs: 0 } : 'nothing';
  }

  const takers: { [Name in keyof InputEvents]: (body: InputEvents[Name]) => Outcome } = {
    sessionStart({ inferenceConfiguration = {} }) {
      if (sampling) throw invalidInput('the session has started already');
      sampling = inferenceConfiguration;
      return 'nothing';
    },
    promptStart(body) {
      if (prompt) throw invalidInput(`the prompt ${prompt.promptName} is open: promptEnd comes first`);
      prompt = body;
      heardAudio = false;
      return 'nothing';
    },
    contentStart(start) {
      checkPrompt(start.promptName);
      if (names.has(start.contentName)) throw invalidInput(`there was a content ${start.contentName} already`);
      names.add(start.contentName);
      const audio =
        start.type === 'AUDIO' ? { voice: createVoice(start.audioInputConfiguration?.sampleRateHertz ?? 16_000) } : {};
      heardAudio ||= start.type === 'AUDIO';
      contents.set(start.contentName, { start, text: '', ...audio });
      return 'nothing';
    },
    textInput(body) {
      const content = contentOf(body);
      if (content.start.type !== 'TEXT') throw invalidInput(`${body.contentName} is ${content.start.type}, not TEXT`);
      content.text += body.content;
      return 'nothing';
    },
    audioInput(body) {
      const content = contentOf(body);
      if (!content.voice) throw invalidInput(`${body.contentName} is ${content.start.type}, not AUDIO`);
      content.voice.hear(Buffer.from(body.content, 'base64'));
      return content.voice.paused ? answerVoice(content) : 'nothing';
    },
    toolResult(body) {
      const content = contentOf(body);
      if (content.start.type !== 'TOOL') throw invalidInput(`${body.contentName} is ${content.start.type}, not TOOL`);
      content.text += body.content;
      return 'nothing';
    },
    contentEnd(body) {
      const content = contentOf(body);
      contents.delete(body.contentName);
      return endContent(content);
    },
    promptEnd({ promptName }) {
      checkPrompt(promptName);
      if (!heardAudio && !answersText) throw invalidInput('the prompt had no audio content');
      prompt = undefined;
      contents.clear();
      return 'prompt-ended';
    },
    sessionEnd() {
      ended = true;
      return 'ended';
    },
  };

  return {
    take(event) {
      if (ended) throw invalidInput('the session has ended');
      if (!sampling && event.name !== 'sessionStart') throw invalidInput('sessionStart comes first');
      return (takers[event.name] as (body: InputEvent['body']) => Outcome)(event.body);
    },
    remember: (content) => add('assistant', content),
    get prompt() {
      return prompt;
    },
    get system() {
      return system.join('\n');
    },
    messages,
    get sampling() {
      return sampling ?? {};
    },
    get tools() {
      return prompt?.toolConfiguration?.tools ?? [];
    },
  };
}
