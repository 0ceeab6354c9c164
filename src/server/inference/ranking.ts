/** The neutral form of a ranking: a query and documents in, the documents' places in the order of their relevance out. */

export interface Ranking {
  kind: 'ranking';
  modelId: string;
  query: string;
  documents: string[];
  /** How many of the most relevant are asked for. Default: all. */
  topN?: number;
}

export interface RankedDocument {
  /** The document's place in the request, from 0. */
  index: number;
  /** 0 to 1. */
  relevanceScore: number;
}

export interface RankingOutput {
  kind: 'ranking';
  /** The most relevant first. */
  results: RankedDocument[];
  inputTokens: number;
  latencyMs: number;
}
