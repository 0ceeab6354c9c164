/** Reads Nova's messages into a conversation: they are Converse's, with bytes in base64. */
import type {
  ContentBlock,
  Conversation,
  Message,
  SystemContentBlock,
  ToolConfiguration,
} from '../../inference/conversation.js';
import { readReasoning } from '../../inference/read-reasoning.js';
import type { DialectModel, JsonObject } from '../dialect.js';
import { readBase64 } from '../shared/base64.js';
import { checkRequest } from '../shared/request-schema.js';
import { novaSchema } from './request-schema.js';

interface Media {
  source?: { bytes?: string };
}

type Block = Record<string, unknown> & { cachePoint?: object };

interface Body {
  messages: { role: Message['role']; content: Block[] }[];
  system?: Block[];
  inferenceConfig?: {
    maxTokens?: number;
    max_new_tokens?: number;
    temperature?: number;
    topP?: number;
    top_p?: number;
    topK?: number;
    top_k?: number;
    stopSequences?: string[];
  };
  toolConfig?: ToolConfiguration;
}

/** Throws the ValidationException that AWS gives: the first thing that the schema does not allow. */
export function readNova(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(novaSchema, body, 'first');
  const { messages, system = [], inferenceConfig: config = {}, toolConfig } = body as unknown as Body;
  return {
    kind: 'conversation',
    modelId: model.id,
    system: system.flatMap(readBlock) as SystemContentBlock[],
    messages: messages.map(({ role, content }) => ({ role, content: content.flatMap(readBlock) })),
    sampling: {
      maxTokens: config.maxTokens ?? config.max_new_tokens,
      temperature: config.temperature,
      topP: config.topP ?? config.top_p,
      topK: config.topK ?? config.top_k,
      stopSequences: config.stopSequences,
    },
    toolConfig: withoutSystemTools(toolConfig),
    reasoning: readReasoning(body, model.id),
  };
}

/** What the service runs itself shows in Converse alone (user guide, "Using built-in tools"). */
function withoutSystemTools(toolConfig: ToolConfiguration | undefined): ToolConfiguration | undefined {
  if (!toolConfig?.tools?.some((tool) => tool.systemTool)) return toolConfig;
  return { ...toolConfig, tools: toolConfig.tools.filter((tool) => !tool.systemTool) };
}

/** A cache point that stands in a block follows it in Converse. */
function readBlock({ cachePoint, ...block }: Block): ContentBlock[] {
  const said = Object.entries(block).map(([name, value]) => ({ [name]: readMember(name, value) }));
  return [...said, ...(cachePoint ? [{ cachePoint }] : [])] as unknown as ContentBlock[];
}

const mediaNames = new Set(['image', 'document', 'video', 'audio']);

function readMember(name: string, value: unknown): unknown {
  if (mediaNames.has(name)) return readMedia(value as Media);
  if (name !== 'toolResult') return value;
  const result = value as { content: Block[] };
  return { ...result, content: result.content.flatMap(readBlock) };
}

function readMedia(media: Media): object {
  const bytes = media.source?.bytes;
  return bytes === undefined ? media : { ...media, source: { bytes: readBase64(bytes) } };
}
