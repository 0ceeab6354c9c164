/** Answers with the fixture that fits best: highest priority, then the most specific, then the latest. */
import type { Fixture, FixtureReply, TurnReply } from '../../fixtures/fixture.js';
import { exception, validationException } from '../exception.js';
import type { Exchange, Reply } from '../exchange.js';
import type { ContentBlock, FoldedTurn } from '../inference/conversation.js';
import { countInputTokens } from '../inference/prompt-text.js';
import { createSequence } from '../inference/sequence.js';
import { countTokens } from '../inference/tokens.js';
import { unfoldTurn } from '../inference/unfold.js';
import { applies, specificity } from '../match.js';
import type { Active } from '../namespace.js';

export function respondWithFixture(exchange: Exchange): Reply | undefined {
  const { fixtures } = exchange.namespace;
  if (fixtures.length === 0) return undefined;
  let best: Active<Fixture> | undefined;
  for (const candidate of fixtures) {
    if (applies(candidate, exchange) && (!best || rank(candidate) >= rank(best))) best = candidate;
  }
  if (!best) return undefined;
  const replies = Array.isArray(best.item.reply) ? best.item.reply : [best.item.reply];
  const reply = replies[Math.min(best.used, replies.length - 1)];
  best.used += 1;
  exchange.notes.answeredBy = `fixture:${best.id}`;
  return reply && toReply(reply, exchange);
}

function rank({ item }: Active<Fixture>): number {
  return (item.priority ?? 0) * 1000 + specificity(item.match);
}

function toReply(reply: FixtureReply, exchange: Exchange): Reply {
  if ('exception' in reply) {
    const { name, message = '', members } = reply.exception;
    return { kind: 'exception', exception: exception(name, message, { members }) };
  }
  if ('raw' in reply) return { kind: 'raw', raw: reply.raw };
  if ('output' in reply) return { kind: 'output', output: { output: reply.output } };
  if ('native' in reply) return { kind: 'output', output: toNativeOutput(reply.native) };
  if (exchange.inference?.kind !== 'conversation') {
    throw validationException(`${exchange.operation.name} carries no conversation, and the fixture's reply is one.`, {
      hint: 'give the fixture a reply of the form { output } or { native } for this operation',
    });
  }
  return { kind: 'inference', output: { kind: 'conversation', turns: [unfoldTurn(toTurn(reply, exchange))] } };
}

function toNativeOutput(native: unknown) {
  return { output: { body: JSON.stringify(native), contentType: 'application/json' } };
}

function toTurn(reply: TurnReply, exchange: Exchange): FoldedTurn {
  const content = toContent(reply, exchange);
  const { clock } = exchange.namespace;
  const inputTokens =
    reply.usage?.inputTokens ??
    (exchange.inference?.kind === 'conversation' ? countInputTokens(exchange.inference) : 0);
  const outputTokens = reply.usage?.outputTokens ?? countTokens(content.map(textOfBlock).join(''));
  return {
    content,
    stopReason: reply.stopReason ?? (content.some((block) => block.toolUse) ? 'tool_use' : 'end_turn'),
    usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens },
    latencyMs: Math.max(1, Math.round(clock.monotonic() - exchange.startedAt)),
  };
}

function toContent(reply: TurnReply, exchange: Exchange): ContentBlock[] {
  if (reply.content) return reply.content;
  const sequence = createSequence(exchange.seed);
  const blocks: ContentBlock[] = [];
  if (reply.reasoning !== undefined) {
    const reasoningText = { text: reply.reasoning, signature: Buffer.from(sequence.token(96)).toString('base64') };
    blocks.push({ reasoningContent: { reasoningText } });
  }
  if (reply.text !== undefined) blocks.push({ text: reply.text });
  for (const call of reply.toolCalls ?? []) {
    const toolUseId = call.toolUseId ?? `tooluse_${sequence.token(22)}`;
    blocks.push({ toolUse: { toolUseId, name: call.name, input: call.input as never } });
  }
  return blocks;
}

function textOfBlock(block: ContentBlock): string {
  if (block.text !== undefined) return block.text;
  if (block.toolUse) return JSON.stringify(block.toolUse.input);
  return block.reasoningContent?.reasoningText?.text ?? '';
}
