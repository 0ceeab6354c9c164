/** What each family says of a prompt that does not fit into its context window. */

type Words = (tokens: number, limit: number) => string;

const byFormat: Record<string, Words> = {
  'amazon-nova-text': () =>
    'Input Tokens Exceeded: Number of input tokens exceeds maximum length. Please update the input to try again.',
  'amazon-titan-text': (tokens, limit) =>
    `400 Bad Request: Too many input tokens. Max input tokens: ${limit}, request input token count: ${tokens} `,
  'cohere-command-r': (tokens, limit) =>
    `too many tokens: size limit exceeded by ${tokens - limit} tokens. Try using shorter or fewer inputs, or setting prompt_truncation='AUTO'.`,
  'meta-llama': (_, limit) =>
    `This model's maximum context length is ${limit} tokens. Please reduce the length of the prompt`,
  'mistral-chat': mistral,
  'mistral-instruct': mistral,
};

function mistral(tokens: number, limit: number): string {
  return `Prompt contains ${tokens} tokens, too large for model with ${limit} maximum context length`;
}

/** Sources: recorded exchanges (Claude, Nova 2), public threads (the others); Claude's for families of which nothing is known. */
export function overflowWords(format: string, tokens: number, limit: number): string {
  return byFormat[format]?.(tokens, limit) ?? 'Input is too long for requested model.';
}
