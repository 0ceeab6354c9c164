/** Reads a chat completion request in OpenAI's form into a conversation. */
import type { ImageBlock, Tool, ToolChoice } from '@aws-sdk/client-bedrock-runtime';
import type {
  ContentBlock,
  Conversation,
  Message,
  Sampling,
  SystemContentBlock,
  ToolConfiguration,
} from '../../../inference/conversation.js';
import { readOneToolCall, readOutputSchema } from '../../../inference/read-output-schema.js';
import { readBase64 } from '../base64.js';
import type { ChatBody, ChatMessage, ChatPart, ChatToolCall } from './body.js';

/** What the body says of the conversation; the caller adds what its family has beside. */
export function readChat(
  body: ChatBody,
): Pick<Conversation, 'system' | 'messages' | 'sampling' | 'toolConfig' | 'count' | 'outputSchema' | 'oneToolCall'> {
  const fields = body as unknown as Record<string, unknown>;
  const system: SystemContentBlock[] = [];
  const messages: Message[] = [];
  for (const message of body.messages) {
    if (message.role === 'system' || message.role === 'developer') system.push(...readSystem(message));
    else addMessage(messages, readMessage(message));
  }
  return {
    system,
    messages,
    sampling: readSampling(body),
    toolConfig: readTools(body),
    count: body.n ?? 1,
    outputSchema: readOutputSchema(fields),
    oneToolCall: readOneToolCall(fields),
  };
}

function readSystem({ content }: ChatMessage): SystemContentBlock[] {
  return partsOf(content).flatMap(({ text }) => (text ? [{ text }] : []));
}

function readMessage(message: ChatMessage): Message {
  if (message.role === 'tool') return { role: 'user', content: [readToolResult(message)] };
  const calls = (message.tool_calls ?? []).map(readToolCall);
  return {
    role: message.role === 'assistant' ? 'assistant' : 'user',
    content: [...partsOf(message.content).flatMap(readPart), ...calls],
  };
}

/** Results of one round of calls stand in one message of the user, as Converse has them. */
function addMessage(messages: Message[], message: Message): void {
  const last = messages.at(-1);
  const holdsResults = ({ content }: Message) => content?.every((block) => block.toolResult) && content.length > 0;
  if (last && holdsResults(last) && holdsResults(message)) last.content!.push(...message.content!);
  else messages.push(message);
}

function partsOf(content: ChatMessage['content']): ChatPart[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return content ?? [];
}

function readPart({ text, image_url }: ChatPart): ContentBlock[] {
  if (text !== undefined) return [{ text }];
  const uri = typeof image_url === 'string' ? image_url : image_url?.url;
  if (!uri?.startsWith('data:')) return [];
  const format = (/^data:image\/(\w+)/.exec(uri)?.[1] ?? 'png') as ImageBlock['format'];
  return [{ image: { format, source: { bytes: readBase64(uri) } } }];
}

function readToolCall({ id, function: called }: ChatToolCall): ContentBlock {
  const given = called?.arguments ?? {};
  const input = typeof given === 'string' ? parseArguments(given) : given;
  return { toolUse: { toolUseId: id, name: called?.name, input } } as ContentBlock;
}

/** Arguments that are no JSON stay the text that they are. */
function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function readToolResult({ tool_call_id, content }: ChatMessage): ContentBlock {
  const texts = partsOf(content).flatMap(({ text }) => (text === undefined ? [] : [{ text }]));
  return { toolResult: { toolUseId: tool_call_id, content: texts } };
}

function readSampling(body: ChatBody): Sampling {
  const { stop, frequency_penalty: frequency, presence_penalty: presence } = body;
  return {
    maxTokens: body.max_completion_tokens ?? body.max_tokens ?? undefined,
    temperature: body.temperature ?? undefined,
    topP: body.top_p ?? undefined,
    stopSequences: typeof stop === 'string' ? [stop] : (stop ?? undefined),
    frequencyPenalty: (typeof frequency === 'object' ? frequency?.scale : frequency) ?? undefined,
    presencePenalty: (typeof presence === 'object' ? presence?.scale : presence) ?? undefined,
    seed: body.seed ?? body.random_seed ?? undefined,
  };
}

/** `none` leaves no tool on offer; `any` is Mistral's word for `required`. */
function readTools({ tools, tool_choice: choice }: ChatBody): ToolConfiguration | undefined {
  const offered = (tools ?? []).flatMap((tool) => (tool.function ? [tool.function] : []));
  if (offered.length === 0 || choice === 'none') return undefined;
  const toolChoice: ToolChoice | undefined =
    choice && typeof choice === 'object'
      ? { tool: { name: choice.function?.name } }
      : choice === 'required' || choice === 'any'
        ? { any: {} }
        : undefined;
  return {
    tools: offered.map(({ name, description, parameters }) => {
      const inputSchema = { json: parameters ?? { type: 'object' } };
      return { toolSpec: { name, ...(description !== undefined && { description }), inputSchema } } as unknown as Tool;
    }),
    ...(toolChoice && { toolChoice }),
  };
}
