/** Amazon Rerank: Cohere's form without its version. */
import type { Ranking, RankingOutput } from '../inference/ranking.js';
import type { DialectModel, JsonObject, RankingDialect } from './dialect.js';
import { writeRanking } from './shared/ranking.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  query: string;
  documents: string[];
  top_n?: number;
}

/** Source: Amazon Bedrock user guide, "Use a reranker model in Amazon Bedrock". */
const schema: RequestSchema = {
  type: 'object',
  required: ['query', 'documents'],
  properties: {
    query: { type: 'string', minLength: 1 },
    documents: { type: 'array', minItems: 1, maxItems: 1000, items: { type: 'string' } },
    top_n: { type: 'integer', minimum: 1 },
  },
};

export const amazonRerank: RankingDialect = {
  format: 'amazon-rerank',
  kind: 'ranking',
  schema: () => schema,
  read,
  write: (output: RankingOutput): JsonObject => writeRanking(output),
};

function read(body: JsonObject, model: DialectModel): Ranking {
  checkRequest(schema, body);
  const { query, documents, top_n } = body as unknown as Body;
  return { kind: 'ranking', modelId: model.id, query, documents, ...(top_n !== undefined && { topN: top_n }) };
}
