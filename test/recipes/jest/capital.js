import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';

/** The application: asks a model for one word. */
export async function capitalOf(client, country) {
  const { output } = await client.send(
    new ConverseCommand({
      modelId: 'anthropic.claude-3-haiku-20240307-v1:0',
      messages: [{ role: 'user', content: [{ text: `What is the capital of ${country}?` }] }],
    }),
  );
  return output.message.content[0].text;
}
