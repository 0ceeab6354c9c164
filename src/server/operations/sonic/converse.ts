/** Answers what was said in a session as any conversation is answered: by a fixture, or else by the generator. */
import { exception, type ServiceException } from '../../exception.js';
import type { Exchange } from '../../exchange.js';
import type { ContentBlock, Conversation, FoldedTurn } from '../../inference/conversation.js';
import { foldTurn } from '../../inference/fold.js';
import { respondWithFixture } from '../../responders/fixtures.js';
import { respondWithGenerator } from '../../responders/generator.js';
import { firstTurn } from '../first-turn.js';
import type { Session } from './session.js';

/** Throws the exception that a fixture answers with. */
export async function answerSession(session: Session, exchange: Exchange): Promise<FoldedTurn> {
  const inner: Exchange = { ...exchange, inference: toConversation(session, exchange) };
  const reply = (await respondWithFixture(inner)) ?? respondWithGenerator(inner);
  Object.assign(exchange.notes, inner.notes);
  if (reply?.kind === 'exception') throw reply.exception;
  if (reply?.kind !== 'inference') throw unfit();
  return foldTurn(firstTurn(reply.output));
}

function unfit(): ServiceException {
  return exception(
    'InternalServerException',
    'The system encountered an unexpected error during processing. Try your request again.',
    {
      hint: 'a session is answered by fixtures in the neutral form only: text, toolCalls, exception',
    },
  );
}

function toConversation(session: Session, exchange: Exchange): Conversation {
  const { system, messages, sampling, tools } = session;
  return {
    kind: 'conversation',
    modelId: String(exchange.input.modelId),
    system: system ? [{ text: system }] : [],
    messages: messages.map((message) => ({ ...message })),
    sampling,
    oneToolCall: true,
    ...(tools.length > 0 && { toolConfig: { tools: tools.map(toTool) } }),
  };
}

function toTool({ toolSpec: { name, description, inputSchema } }: Session['tools'][number]) {
  return { toolSpec: { name, description, inputSchema: { json: JSON.parse(inputSchema.json) } } };
}

export function textOf(content: ContentBlock[]): string {
  return content.map(({ text }) => text ?? '').join('');
}
