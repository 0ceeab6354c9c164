/** The neutral form of a conversation, in Converse's own words, and of its answer: a Turn. */
import type {
  ContentBlock,
  Message,
  StopReason,
  SystemContentBlock,
  ToolConfiguration,
} from '@aws-sdk/client-bedrock-runtime';

export type { ContentBlock, Message, StopReason, SystemContentBlock, ToolConfiguration };

/** How to sample; every family's spelling is read into these. Absent means the model's own default. */
export interface Sampling {
  maxTokens?: number;
  /** 0 is greedy. */
  temperature?: number;
  topP?: number;
  topK?: number;
  stopSequences?: string[];
  /** Adds to a word's cost each time it has stood already. */
  frequencyPenalty?: number;
  /** Adds to a word's cost once it has stood already. */
  presencePenalty?: number;
  /** As frequencyPenalty, in AI21's spelling of it. */
  countPenalty?: number;
  /** The caller's own seed, where the family has one. */
  seed?: number;
}

export interface Conversation {
  kind: 'conversation';
  modelId: string;
  system: SystemContentBlock[];
  messages: Message[];
  sampling: Sampling;
  toolConfig?: ToolConfiguration;
  /** How many Turns are asked for. Default 1. */
  count?: number;
  /** Absent where the model is not to think first. */
  reasoning?: Reasoning;
  /** The JSON schema that the reply's text is to be valid by. */
  outputSchema?: unknown;
  /** Whether a reply calls no more than one tool. Default no. */
  oneToolCall?: boolean;
  /** Free JSON of the caller that has no neutral word. */
  additional?: Record<string, unknown>;
}

/** How a model is asked to think before it answers. */
export interface Reasoning {
  /** How many tokens it may take. */
  budgetTokens?: number;
  /** In the family's own word: `low`, `medium`, `high`. */
  effort?: string;
  /** Whether the thoughts are kept back: the block has a signature and no text. */
  isOmitted?: boolean;
  /** Whether the block stands behind the text. Default before it. */
  isLast?: boolean;
}

export interface Usage {
  inputTokens: number;
  outputTokens: number;
  totalTokens: number;
  cacheReadInputTokens?: number;
  cacheWriteInputTokens?: number;
  /** What was written to the cache, by how long it stays: 1h before 5m. Absent where nothing was. */
  cacheDetails?: { ttl: '5m' | '1h'; inputTokens: number }[];
}

export type BlockStart = { toolUse: { toolUseId: string; name: string } };

export type BlockDelta =
  | { text: string }
  | { toolUse: { input: string } }
  | { reasoningContent: { text: string } | { signature: string } | { redactedContent: Uint8Array } }
  | { citation: Record<string, unknown> };

/** What a tool gave that the service ran itself. */
export type ServerToolResult = ContentBlock.ToolResultMember['toolResult'];

/**
 * ConverseStream's events. A text or reasoning block has no start; `metadata` is always the last. The result of a server
 * tool, which comes in one piece and in Converse alone, is one event in place of start, delta and stop.
 */
export type TurnEvent =
  | { messageStart: { role: 'assistant' } }
  | { contentBlockStart: { contentBlockIndex: number; start: BlockStart } }
  | { contentBlockDelta: { contentBlockIndex: number; delta: BlockDelta } }
  | { contentBlockStop: { contentBlockIndex: number } }
  | { serverToolResult: { contentBlockIndex: number; toolResult: ServerToolResult } }
  | { messageStop: { stopReason: StopReason; stopSequence?: string } }
  | { metadata: { usage: Usage; metrics: { latencyMs: number } } };

/** The answer to a conversation. Synchronous unless something waits. */
export type Turn = WholeTurn | Iterable<TurnEvent> | AsyncIterable<TurnEvent>;

/** A Turn that is made in one piece: who wants it folded need not go through its events. */
export interface WholeTurn extends Iterable<TurnEvent> {
  whole(): FoldedTurn;
}

/** A Turn folded: what Converse answers. */
export interface FoldedTurn {
  content: ContentBlock[];
  stopReason: StopReason;
  stopSequence?: string;
  usage: Usage;
  latencyMs: number;
}
