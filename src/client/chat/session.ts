/** What a chat knows at each moment: commands change it, turns read it and add to it. */
import type { ContentBlock, InferenceConfiguration, Message } from '@aws-sdk/client-bedrock-runtime';
import type { DocumentType } from '@smithy/types';

export interface ChatSettings {
  modelId: string;
  /** The system prompt. Default: none. */
  system?: string;
  /** ConverseStream in place of Converse: the answer shows as it is made. */
  stream: boolean;
  /** Whether the model may call the tools of this program. Default: false. */
  tools?: boolean;
  inferenceConfig?: InferenceConfiguration;
  /** What only this model's family knows, such as `{ top_k: 50 }`: additionalModelRequestFields. */
  fields?: DocumentType;
  /** Where the conversation is kept after each turn. Default: nowhere. */
  history?: string;
  /** What was said before. Default: nothing. */
  messages?: Message[];
}

export interface Session extends ChatSettings {
  tools: boolean;
  messages: Message[];
  /** Pictures and documents that go with the next turn. */
  attachments: ContentBlock[];
  /** Files that this chat has written, and may write again. */
  own: Set<string>;
}

export function openSession(settings: ChatSettings): Session {
  const own = new Set(settings.history === undefined ? [] : [settings.history]);
  return { ...settings, tools: settings.tools ?? false, messages: settings.messages ?? [], attachments: [], own };
}
