/** Guardrails for tests: created through the real client, each with a name of its own. */
import { type BedrockClient, CreateGuardrailCommand, type CreateGuardrailCommandInput } from '@aws-sdk/client-bedrock';

export const messages = { blockedInputMessaging: 'Not this question.', blockedOutputsMessaging: 'Not that answer.' };

let count = 0;

/** Gives the guardrail's id. */
export async function createGuardrail(
  bedrock: BedrockClient,
  policies: Partial<CreateGuardrailCommandInput>,
): Promise<string> {
  count += 1;
  const command = new CreateGuardrailCommand({ name: `guardrail-${count}`, ...messages, ...policies });
  return String((await bedrock.send(command)).guardrailId);
}
