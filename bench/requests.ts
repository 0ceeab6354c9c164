/** The four requests that are measured. */

export interface BenchRequest {
  name: string;
  path: string;
  body: string;
}

const claude = 'anthropic.claude-3-haiku-20240307-v1:0';
const conversation = JSON.stringify({
  messages: [{ role: 'user', content: [{ text: 'Why is the sky blue, and why are sunsets red?' }] }],
  inferenceConfig: { maxTokens: 120, temperature: 0.5 },
});
const native = JSON.stringify({
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 120,
  messages: [{ role: 'user', content: 'Why is the sky blue, and why are sunsets red?' }],
});

export const requests: BenchRequest[] = [
  { name: 'Converse', path: `/model/${claude}/converse`, body: conversation },
  { name: 'ConverseStream', path: `/model/${claude}/converse-stream`, body: conversation },
  { name: 'InvokeModel', path: `/model/${claude}/invoke`, body: native },
  { name: 'InvokeModelWithResponseStream', path: `/model/${claude}/invoke-with-response-stream`, body: native },
];
