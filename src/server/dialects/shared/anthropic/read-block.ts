/** Reads Claude's content blocks into Converse's. */
import type {
  CachePointBlock,
  DocumentBlock,
  ImageBlock,
  ToolResultContentBlock,
} from '@aws-sdk/client-bedrock-runtime';
import type { ContentBlock } from '../../../inference/conversation.js';
import { readBase64 } from '../base64.js';
import { type Block, blocksOf, type CacheControl, type Source } from './body.js';

/** A block, and the cache point that it marks. A block of a type that Converse has no word for is passed over. */
export function readBlock(block: Block): ContentBlock[] {
  const read = readers[block.type]?.(block);
  return read ? [read, ...readCachePoint(block.cache_control)] : [];
}

export function readCachePoint(cacheControl: CacheControl | null | undefined): { cachePoint: CachePointBlock }[] {
  if (!cacheControl) return [];
  return [{ cachePoint: { type: 'default', ...(cacheControl.ttl && { ttl: cacheControl.ttl }) } }];
}

const readers: Record<string, (block: Block) => ContentBlock> = {
  text: ({ text = '' }) => ({ text }),
  image: (block) => ({ image: readImage(block) }),
  document: (block) => ({ document: readDocument(block) }),
  search_result: (block) => readSearchResult(block),
  tool_use: ({ id, name, input }) => ({ toolUse: { toolUseId: id, name, input } }) as ContentBlock,
  tool_result: ({ tool_use_id, content, is_error }) => ({
    toolResult: {
      toolUseId: tool_use_id,
      content: blocksOf(content).flatMap(readResultBlock),
      ...(is_error !== undefined && { status: is_error ? ('error' as const) : ('success' as const) }),
    },
  }),
  thinking: ({ thinking = '', signature }) => ({ reasoningContent: { reasoningText: { text: thinking, signature } } }),
  redacted_thinking: ({ data = '' }) => ({ reasoningContent: { redactedContent: readBase64(data) } }),
};

function readResultBlock(block: Block): ToolResultContentBlock[] {
  const read = readers[block.type]?.(block);
  return read ? [read as ToolResultContentBlock] : [];
}

function readImage({ source }: Block): ImageBlock {
  const { media_type = 'image/png', data = '' } = source as Source;
  const format = media_type.slice('image/'.length) as ImageBlock['format'];
  return { format, source: { bytes: readBase64(data) } };
}

function readDocument({ source, title, context, citations }: Block): DocumentBlock {
  const { type, data = '', content } = source as Source;
  return {
    format: type === 'base64' ? 'pdf' : 'txt',
    name: title ?? 'Document',
    source: readDocumentSource(type, data, content),
    ...(context && { context }),
    ...(citations?.enabled && { citations: { enabled: true } }),
  };
}

function readDocumentSource(type: string, data: string, content: Source['content']): DocumentBlock['source'] {
  if (type === 'base64') return { bytes: readBase64(data) };
  if (type === 'text') return { text: data };
  const parts = typeof content === 'string' ? [{ text: content }] : (content ?? []);
  return { content: parts.map(({ text = '' }) => ({ text })) };
}

function readSearchResult({ source, title, content, citations }: Block): ContentBlock {
  return {
    searchResult: {
      source: String(source),
      title: title ?? '',
      content: blocksOf(content).map(({ text = '' }) => ({ text })),
      citations: { enabled: citations?.enabled ?? false },
    },
  };
}
