/** What a native InvokeModel body format is: pure translation between its JSON and the neutral form. */
import type { Conversation, FoldedTurn, TurnEvent } from '../inference/conversation.js';
import type { Embedding, EmbeddingOutput } from '../inference/embedding.js';
import type { ImageOutput, ImageRequest } from '../inference/image.js';
import type { Ranking, RankingOutput } from '../inference/ranking.js';
import type { RequestSchema } from './shared/request-schema.js';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What a dialect may know of the model that was named. */
export interface DialectModel {
  /** Foundation model id, without profile prefix: `anthropic.claude-3-haiku-20240307-v1:0`. */
  id: string;
  contextWindow?: number;
  maxOutputTokens?: number;
  /** Whether the settings let a rule of the dialect's own pass, by its id. Default: none. */
  isOff?(rule: string): boolean;
}

/** What a writer may ask for while it writes. Deterministic per request and seed. */
export interface WriteContext {
  model: DialectModel;
  /** The native request body. */
  body: JsonObject;
  /** The x-amzn-requestid of the exchange. */
  requestId: string;
  /** A deterministic uuid; the nth call gives the nth. */
  uuid(): string;
  /** A deterministic string of `length` characters of [A-Za-z0-9]. */
  token(length: number): string;
  /** Seconds since the epoch. */
  epochSeconds: number;
}

interface DialectOf<Kind extends string, Request> {
  /** The name in the catalogue: `anthropic-messages`. */
  format: string;
  kind: Kind;
  /** Reads a native body. Throws the ValidationException that AWS would. `stream`: it came by InvokeModelWithResponseStream. */
  read(body: JsonObject, model: DialectModel, stream: boolean): Request;
  /** The schema that `read` holds a body against, where it is one for all bodies. */
  schema?(model: DialectModel): RequestSchema;
  /** Throws what AWS refuses of StartAsyncInvoke's `modelInput`. Absent where the family has no such invocations. */
  checkAsync?(modelInput: JsonObject, model: DialectModel): void;
}

export interface ConversationDialect extends DialectOf<'conversation', Conversation> {
  /** The unary reply; several Turns where the caller asked for several. */
  write(turns: FoldedTurn[], conversation: Conversation, context: WriteContext): JsonObject;
  /**
   * Makes the function that turns each event into its native chunks. On `metadata`, always the last event, it must give
   * at least one chunk: the caller adds `amazon-bedrock-invocationMetrics` to the last of them.
   * Absent where the family does not stream. `turn` counts the Turns from 0; they are written one after the other.
   */
  stream?(conversation: Conversation, context: WriteContext): (event: TurnEvent, turn: number) => JsonObject[];
  /** Whether InvokeModel's token count headers include the two cache counts. Default no. */
  cacheCounts?(model: DialectModel): boolean;
}

export interface EmbeddingDialect extends DialectOf<'embedding', Embedding> {
  write(output: EmbeddingOutput, embedding: Embedding, context: WriteContext): JsonObject;
}

export interface ImageDialect extends DialectOf<'image', ImageRequest> {
  write(output: ImageOutput, image: ImageRequest, context: WriteContext): JsonObject;
}

export interface RankingDialect extends DialectOf<'ranking', Ranking> {
  write(output: RankingOutput, ranking: Ranking, context: WriteContext): JsonObject;
}

/** A format of StartAsyncInvoke alone: its `read` refuses every body. */
export interface VideoDialect extends DialectOf<'video', never> {
  checkAsync(modelInput: JsonObject, model: DialectModel): void;
}

export type Dialect = ConversationDialect | EmbeddingDialect | ImageDialect | RankingDialect | VideoDialect;
