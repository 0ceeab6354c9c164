/** Cohere Rerank: a query and documents in, the documents' places in the order of their relevance out. */
import type { Ranking, RankingOutput } from '../inference/ranking.js';
import { takeTokens } from '../inference/tokens.js';
import type { DialectModel, JsonObject, RankingDialect, WriteContext } from './dialect.js';
import { writeRanking } from './shared/ranking.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

type Document = string | { text?: unknown };

interface Body {
  query: string;
  documents: Document[];
  top_n?: number;
  max_tokens_per_doc?: number;
  return_documents?: boolean;
}

/** Source: Cohere's page on rerank; the version's words are recorded. */
const schema: RequestSchema = {
  type: 'object',
  required: ['query', 'documents', 'api_version'],
  properties: {
    query: { type: 'string', minLength: 1 },
    documents: {
      type: 'array',
      minItems: 1,
      maxItems: 1000,
      items: { anyOf: [{ type: 'string' }, { type: 'object', open: true }] },
    },
    api_version: { type: 'integer', minimum: 2 },
    top_n: { type: 'integer', minimum: 1 },
    max_tokens_per_doc: { type: 'integer', minimum: 1 },
    return_documents: { type: 'boolean' },
  },
};

const defaultMaxTokens = 4096;

export const cohereRerank: RankingDialect = {
  format: 'cohere-rerank',
  kind: 'ranking',
  schema: () => schema,
  read,
  write,
};

function read(body: JsonObject, model: DialectModel): Ranking {
  checkRequest(schema, body);
  const { query, documents, top_n, max_tokens_per_doc: limit = defaultMaxTokens } = body as unknown as Body;
  return {
    kind: 'ranking',
    modelId: model.id,
    query,
    documents: documents.map((document) => cut(textOf(document), limit)),
    ...(top_n !== undefined && { topN: top_n }),
  };
}

/** The `text` of a document, else all of it as `key: value` lines. */
function textOf(document: Document): string {
  if (typeof document === 'string') return document;
  if (typeof document.text === 'string') return document.text;
  return Object.entries(document)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n');
}

/** No text has more tokens than bytes. */
function cut(text: string, limit: number): string {
  return Buffer.byteLength(text) <= limit ? text : takeTokens(text, limit);
}

function write(output: RankingOutput, ranking: Ranking, { body }: WriteContext): JsonObject {
  const told = body.return_documents === true ? ranking.documents : undefined;
  return writeRanking(output, told);
}
