/** Parameters, caching, and fields of the native body. */
import { type Case, cachePoint, hi, models, text, toolConfig, user } from './case.js';

const { lite, haiku45, haiku3, llama33, gptOss, gpt56, kimi, mistral7b, commandR, titan } = models;
const field = (name: string) => `This model doesn't support the ${name} field. Remove ${name} and try again.`;
const malformed = (what: string) =>
  `The model returned the following errors: Malformed input request: ${what}, please reformat your input and try again.`;
const format = (schema: object) => ({
  outputConfig: {
    textFormat: { type: 'json_schema' as const, structure: { jsonSchema: { schema: JSON.stringify(schema) } } },
  },
});
const cached = { messages: [user(text('Hi'), cachePoint)] };
const object = { type: 'object', properties: {}, additionalProperties: false };
const node = ($ref: string) => ({ ...object, properties: { next: { anyOf: [{ $ref }, { type: 'null' }] } } });
const add = (fields: object) => ({ additionalModelRequestFields: fields as never });
const stops = (count: number) => ({
  inferenceConfig: { stopSequences: Array.from({ length: count }, (_, index) => `s${index}`) },
});

export const parameters: Case[] = [
  {
    rule: 'converse/sampling-parameters',
    model: gpt56,
    words: field('temperature'),
    refused: { inferenceConfig: { temperature: 0.7 } },
    passes: { inferenceConfig: { maxTokens: 64 } },
    other: gptOss,
  },
  {
    rule: 'converse/sampling-parameters',
    model: gpt56,
    words: field('topP'),
    refused: { inferenceConfig: { topP: 0.9 } },
    passes: {},
    other: gptOss,
  },
  {
    rule: 'converse/sampling-parameters',
    model: gptOss,
    words: field('stopSequences'),
    refused: stops(1),
    passes: stops(0),
    other: haiku45,
  },
  {
    rule: 'converse/max-tokens',
    model: haiku3,
    words:
      'The maximum tokens you requested exceeds the model limit of 4096. Try again with a maximum tokens value that is lower than 4096.',
    refused: { inferenceConfig: { maxTokens: 4097 } },
    passes: { inferenceConfig: { maxTokens: 4096 } },
  },
  {
    rule: 'converse/output-config',
    model: lite,
    words: field('outputConfig'),
    refused: format(object),
    passes: {},
    other: haiku45,
  },
  {
    rule: 'converse/latency',
    model: 'amazon.nova-pro-v1:0',
    words: 'Latency performance configuration is not supported for amazon.nova-pro-v1:0 in us-east-1',
    refused: { performanceConfig: { latency: 'optimized' } },
    passes: { performanceConfig: { latency: 'standard' } },
    other: 'us.amazon.nova-pro-v1:0',
  },
  {
    rule: 'converse/cache-point-field',
    model: kimi,
    words: field('cachePoint'),
    refused: cached,
    passes: {},
    other: lite,
  },
  {
    rule: 'converse/prompt-caching',
    model: llama33,
    exception: 'AccessDeniedException',
    words:
      'You invoked an unsupported model or your request did not allow prompt caching. See the documentation for more information.',
    refused: { system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }] },
    passes: { system: [{ text: 'Be brief.' }] },
    other: lite,
  },
  {
    rule: 'converse/cache-lifetime',
    model: lite,
    words: 'Extended TTL prompt caching is only supported for Anthropic models',
    refused: { messages: [user(text('Hi'), { cachePoint: { type: 'default', ttl: '1h' } })] },
    passes: cached,
    other: haiku45,
  },
  {
    rule: 'converse/tool-cache-point',
    model: lite,
    words: malformed('#/toolConfig/tools/1: extraneous key [cachePoint] is not permitted'),
    refused: { toolConfig: { tools: [...toolConfig.tools, { cachePoint: { type: 'default' } }] } },
    passes: { toolConfig },
    other: haiku45,
  },
  ...['stop_sequence', '/a~2', '/a/~'].map((path) => ({
    rule: 'converse/response-field-paths',
    model: haiku45,
    words:
      'The value at additionalModelResponseFieldPaths.1 must be a valid JSON Pointer. Correct the value and try again.',
    refused: { additionalModelResponseFieldPaths: ['/stop_sequence', path] },
    passes: { additionalModelResponseFieldPaths: ['/stop_sequence', '/a~0/b~1'] },
  })),
  ...[
    [
      haiku3,
      { top_kk: 5 },
      '#: subject must not be valid against schema {"required":["messages"]}#: extraneous key [top_kk] is not permitted',
      { top_k: 5 },
    ],
    [
      lite,
      { inferenceConfig: { topK: 500 } },
      '#/inferenceConfig/topK: 500 is not less or equal to 128',
      { inferenceConfig: { topK: 5 } },
    ],
    [lite, { top_k: 5 }, '#: extraneous key [top_k] is not permitted', {}],
    [llama33, { top_k: 5 }, '#: extraneous key [top_k] is not permitted', {}],
    [commandR, { k: 501 }, '#/k: 501 is not less or equal to 500', { k: 40, p: 0.5 }],
    [titan, { topK: 5 }, 'extraneous key [topK] is not permitted', { textGenerationConfig: { topP: 0.5 } }],
  ].map(([model, fields, what, good]) => ({
    rule: 'converse/additional-fields',
    model: model as string,
    words: malformed(what as string),
    refused: add(fields as object),
    passes: add(good as object),
  })),
  {
    rule: 'converse/additional-fields',
    model: haiku45,
    words: 'The model returned the following errors: top_kk: Extra inputs are not permitted',
    refused: add({ top_kk: 5 }),
    passes: add({ top_k: 5, reasoning_config: { type: 'enabled', budget_tokens: 1024 } }),
  },
  {
    rule: 'converse/additional-fields',
    model: haiku45,
    words:
      'The model returned the following errors: thinking.enabled.budget_tokens: Input should be greater than or equal to 1024',
    refused: add({ thinking: { type: 'enabled', budget_tokens: 1000 } }),
    passes: add({ thinking: { type: 'enabled', budget_tokens: 1024 } }),
  },
  {
    rule: 'converse/stop-sequences',
    model: mistral7b,
    words: malformed('#/stop: expected maximum item count: 10, found: 11'),
    refused: stops(11),
    passes: stops(10),
  },
  {
    rule: 'anthropic-messages/output-schema',
    model: haiku45,
    words:
      "The model returned the following errors: output_config.format.schema: For 'integer' type, property 'multipleOf' is not supported",
    refused: format({ ...object, properties: { age: { type: 'integer', multipleOf: 2 } } }),
    passes: format({ ...object, properties: { age: { type: 'integer' } } }),
  },
  {
    rule: 'anthropic-messages/output-schema',
    model: haiku45,
    words:
      "The model returned the following errors: output_config.format.schema: For 'object' type, 'additionalProperties' must be explicitly set to false",
    refused: format({ type: 'object' }),
    passes: format(object),
  },
  ...(
    [
      ['maxItems', { type: 'array', maxItems: 3 }, "For 'array' type, property 'maxItems' is not supported"],
      [
        'bounds',
        { type: 'number', minimum: 0, maximum: 9 },
        "For 'number' type, properties maximum, minimum are not supported",
      ],
      [
        'minItems',
        {
          anyOf: [
            { type: 'array', minItems: 2 },
            { type: 'array', minItems: 5 },
          ],
        },
        "For 'array' type, 'minItems' values other than 0 or 1 are not supported (got: [2, 5])",
      ],
    ] as const
  ).map(([, part, what]) => ({
    rule: 'anthropic-messages/strict-schema',
    model: haiku45,
    words: `The model returned the following errors: tools.0.custom: ${what}`,
    refused: strict({ ...object, properties: { part } }),
    passes: strict({
      ...object,
      properties: { part: { type: 'array', minItems: 1 }, minimum: { const: { maxItems: 1 } } },
    }),
  })),
  {
    rule: 'converse/recursive-schema',
    model: haiku45,
    exception: 'InternalServerException',
    words: 'The system encountered an unexpected error during processing. Try your request again.',
    refused: format({
      ...object,
      properties: { next: { $ref: '#/$defs/Node' } },
      $defs: { Node: node('#/$defs/Node') },
    }),
    passes: format({
      ...object,
      properties: { next: { $ref: '#/$defs/Node' } },
      $defs: { Node: node('#/$defs/Leaf'), Leaf: object },
    }),
  },
  {
    rule: 'converse/context-window',
    model: 'meta.llama3-8b-instruct-v1:0',
    words:
      "The model returned the following errors: This model's maximum context length is 8192 tokens. Please reduce the length of the prompt",
    refused: { messages: [user(text('one two three '.repeat(4000)))] },
    passes: { messages: [hi] },
  },
  {
    rule: 'converse/text-bytes',
    model: haiku45,
    words: 'The model returned the following errors: too many total text bytes: 9000001 > 9000000',
    refused: { messages: [user(text('x'.repeat(9_000_001)))] },
    passes: { messages: [hi] },
  },
];

function strict(json: object) {
  return { toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: json as never }, strict: true } }] } };
}
