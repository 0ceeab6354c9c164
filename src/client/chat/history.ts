/** A conversation as a file: JSON in Converse's own form, bytes in Base64 as on the wire. */
import type { ContentBlock, Message, ToolResultContentBlock } from '@aws-sdk/client-bedrock-runtime';
import { userError } from '../user-error.js';
import { readWhole, writeWhole } from '../whole-file.js';
import type { Session } from './session.js';

export interface SavedChat {
  modelId: string;
  system?: string;
  messages: Message[];
}

/** A reader of JSON has text where there are bytes. */
type Saved = { [Key in string]?: Saved } & { bytes?: unknown; redactedContent?: unknown };

const media = ['image', 'document', 'video', 'audio'] as const;

/** Applies `change` to what is bytes in a block, and to nothing that only looks so: the input of a tool is free JSON. */
function changeBytes(block: ContentBlock | ToolResultContentBlock, change: (bytes: never) => unknown): ContentBlock {
  const changed = structuredClone(block) as unknown as Saved;
  for (const kind of media) {
    const source = changed[kind]?.source;
    if (source?.bytes !== undefined) source.bytes = change(source.bytes as never);
  }
  const reasoning = changed.reasoningContent;
  if (reasoning?.redactedContent !== undefined)
    reasoning.redactedContent = change(reasoning.redactedContent as never) as never;
  const results = (block as ContentBlock).toolResult?.content;
  if (results) changed.toolResult!.content = results.map((part) => changeBytes(part, change)) as never;
  return changed as unknown as ContentBlock;
}

const changeMessages = (messages: Message[], change: (bytes: never) => unknown): Message[] =>
  messages.map(({ role, content = [] }) => ({ role, content: content.map((block) => changeBytes(block, change)) }));

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const fromBase64 = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

/** Whole, at every moment, and for its user alone. */
export function writeHistory(path: string, { modelId, system, messages }: Session): void {
  const saved: SavedChat = { modelId, ...(system && { system }), messages: changeMessages(messages, toBase64) };
  writeWhole(path, `${JSON.stringify(saved, null, 2)}\n`, { isPrivate: true });
}

function isSavedChat(value: unknown): value is SavedChat {
  const { modelId, system = '', messages } = Object(value) as Partial<SavedChat>;
  const isMessage = (message: unknown) => {
    const { role, content } = Object(message) as Message;
    const isBlock = (block: unknown) => typeof block === 'object' && block !== null;
    return (role === 'user' || role === 'assistant') && Array.isArray(content) && content.every(isBlock);
  };
  return (
    typeof modelId === 'string' && typeof system === 'string' && Array.isArray(messages) && messages.every(isMessage)
  );
}

export function readHistory(path: string): SavedChat {
  const text = readWhole(path).toString();
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw userError(`${path} is no saved chat: it is not JSON`);
  }
  if (!isSavedChat(value)) throw userError(`${path} is no saved chat: it must have "modelId" and "messages"`);
  return { ...value, messages: changeMessages(value.messages, fromBase64) };
}
