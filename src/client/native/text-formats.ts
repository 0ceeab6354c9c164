/** The simplest native body of each family of text models, and where its answers have their text. Source: Amazon Bedrock user guide, "Inference request parameters and response fields". */

export interface TextFormat {
  models: RegExp;
  body(prompt: string, maxTokens: number): object;
  /** Where the text of a whole answer is. */
  answer: string;
  /** Where the text of a chunk is. Default: as in a whole answer. */
  chunk?: string;
}

const chatBody = (prompt: string, max_tokens: number) => ({
  messages: [{ role: 'user', content: prompt }],
  max_tokens,
});
const chatAnswer = { answer: 'choices.0.message.content', chunk: 'choices.0.delta.content' };

const llama = (prompt: string) =>
  `<|begin_of_text|><|start_header_id|>user<|end_header_id|>\n\n${prompt}<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\n`;
const llama4 = (prompt: string) =>
  `<|begin_of_text|><|header_start|>user<|header_end|>\n\n${prompt}<|eot|><|header_start|>assistant<|header_end|>\n\n`;

/** The first that fits counts: what is particular stands before what is general. */
export const textFormats: TextFormat[] = [
  {
    models: /^amazon\.titan-t(ext|g1)/,
    body: (inputText, maxTokenCount) => ({ inputText, textGenerationConfig: { maxTokenCount } }),
    answer: 'results.0.outputText',
    chunk: 'outputText',
  },
  {
    models: /^amazon\.nova-(?!canvas|reel|sonic|.*(embed|sonic))/,
    body: (text, maxTokens) => ({ messages: [{ role: 'user', content: [{ text }] }], inferenceConfig: { maxTokens } }),
    answer: 'output.message.content.*.text',
    chunk: 'contentBlockDelta.delta.text',
  },
  {
    models: /^anthropic\.claude-(v\d|instant)/,
    body: (prompt, max_tokens_to_sample) => ({ prompt: `\n\nHuman: ${prompt}\n\nAssistant:`, max_tokens_to_sample }),
    answer: 'completion',
  },
  {
    models: /^anthropic\./,
    body: (prompt, max_tokens) => ({ anthropic_version: 'bedrock-2023-05-31', ...chatBody(prompt, max_tokens) }),
    answer: 'content.*.text',
    chunk: 'delta.text',
  },
  { models: /^cohere\.command-r/, body: (message, max_tokens) => ({ message, max_tokens }), answer: 'text' },
  {
    models: /^cohere\.command/,
    body: (prompt, max_tokens) => ({ prompt, max_tokens, stream: false }),
    answer: 'generations.0.text',
  },
  {
    models: /^meta\.llama2/,
    body: (prompt, max_gen_len) => ({ prompt: `<s>[INST] ${prompt} [/INST]`, max_gen_len }),
    answer: 'generation',
  },
  {
    models: /^meta\.llama4/,
    body: (prompt, max_gen_len) => ({ prompt: llama4(prompt), max_gen_len }),
    answer: 'generation',
  },
  {
    models: /^meta\.llama/,
    body: (prompt, max_gen_len) => ({ prompt: llama(prompt), max_gen_len }),
    answer: 'generation',
  },
  {
    models: /^mistral\.(mistral-7b|mixtral|mistral-(large|small)-2402)/,
    body: (prompt, max_tokens) => ({ prompt: `<s>[INST] ${prompt} [/INST]`, max_tokens }),
    answer: 'outputs.0.text',
  },
  { models: /^ai21\.j2/, body: (prompt, maxTokens) => ({ prompt, maxTokens }), answer: 'completions.0.data.text' },
  {
    models: /^deepseek\.r1/,
    body: (prompt, max_tokens) => ({
      prompt: `<｜begin▁of▁sentence｜><｜User｜>${prompt}<｜Assistant｜><think>\n`,
      max_tokens,
    }),
    answer: 'choices.0.text',
  },
  {
    models: /^(ai21\.jamba|deepseek|google|minimax|mistral|moonshot(ai)?|nvidia|openai|qwen|writer|xai|zai)\b/,
    body: chatBody,
    ...chatAnswer,
  },
];
