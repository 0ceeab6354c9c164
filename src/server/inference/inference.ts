/** What a caller asks of a model, whichever operation carried it, and what the model gives back. */
import type { Conversation, Turn } from './conversation.js';
import type { Embedding, EmbeddingOutput } from './embedding.js';
import type { ImageOutput, ImageRequest } from './image.js';
import type { Ranking, RankingOutput } from './ranking.js';

export type Inference = Conversation | Embedding | ImageRequest | Ranking;

/** A conversation may ask for several Turns. */
export interface ConversationOutput {
  kind: 'conversation';
  turns: Turn[];
}

export type InferenceOutput = ConversationOutput | EmbeddingOutput | ImageOutput | RankingOutput;
