/** Which of its models a prompt router sends a request to: judged by the length of the question, since no model judges here. */

/** Questions of up to so many words any model of a router answers equally well. */
const EASY = 20;

/** For each word beyond, how many percent the fallback model would be the better. */
const PERCENT_PER_WORD = 0.5;

/** How much better the fallback model would answer, in percent, 0 to 100: AWS predicts the same with a model of its own. */
export function predictDifference(input: Record<string, unknown>): number {
  const words = questionOf(input).split(/\s+/).filter(Boolean).length;
  return Math.min(100, Math.max(0, (words - EASY) * PERCENT_PER_WORD));
}

/** The last turn of a conversation, or the body of an invocation as it stands. */
function questionOf({ messages, body }: Record<string, unknown>): string {
  if (body instanceof Uint8Array) return Buffer.from(body).toString();
  const { content = [] } = (messages as { content?: { text?: string }[] }[] | undefined)?.at(-1) ?? {};
  return content.map(({ text }) => text ?? '').join(' ');
}
