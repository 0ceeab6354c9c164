/** How each family of embedding models takes texts and gives vectors. Source: the user guides of Amazon Bedrock and Amazon Nova. */

export interface EmbeddingFormat {
  models: RegExp;
  /** Texts that go in one call. */
  most: number;
  body(texts: string[], dimensions: number | undefined): object;
  read(answer: never): { vectors: number[][]; inputTokens?: number };
}

interface TitanAnswer {
  embedding: number[];
  inputTextTokenCount?: number;
}

const readTitan = ({ embedding, inputTextTokenCount: inputTokens }: TitanAnswer) => ({
  vectors: [embedding],
  inputTokens,
});

/** What is not given is not sent: the model has its own default. */
const optional = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value });

export const embeddingFormats: EmbeddingFormat[] = [
  {
    models: /^amazon\.titan-embed-image/,
    most: 1,
    body: ([inputText], outputEmbeddingLength) => ({
      inputText,
      ...(outputEmbeddingLength && { embeddingConfig: { outputEmbeddingLength } }),
    }),
    read: readTitan,
  },
  {
    models: /^amazon\.titan-e(mbed|1t)/,
    most: 1,
    body: ([inputText], dimensions) => ({ inputText, ...optional('dimensions', dimensions) }),
    read: readTitan,
  },
  {
    models: /^amazon\.nova-.*embed/,
    most: 1,
    body: ([value], embeddingDimension) => ({
      taskType: 'SINGLE_EMBEDDING',
      singleEmbeddingParams: {
        embeddingPurpose: 'GENERIC_INDEX',
        ...optional('embeddingDimension', embeddingDimension),
        text: { truncationMode: 'END', value },
      },
    }),
    read: ({ embeddings }: { embeddings: { embedding: number[] }[] }) => ({
      vectors: embeddings.map(({ embedding }) => embedding),
    }),
  },
  {
    models: /^cohere\.embed/,
    most: 96,
    body: (texts, dimensions) => ({
      texts,
      input_type: 'clustering',
      embedding_types: ['float'],
      ...optional('output_dimension', dimensions),
    }),
    read: ({ embeddings }: { embeddings: { float: number[][] } }) => ({ vectors: embeddings.float }),
  },
];
