/** A fixture's reply in the neutral form, as a Turn. */
import type { TurnReply } from '../../../fixtures/fixture.js';
import type { Exchange } from '../../exchange.js';
import type { ContentBlock, FoldedTurn } from '../../inference/conversation.js';
import { countInputTokens } from '../../inference/prompt-text.js';
import { createSequence } from '../../inference/sequence.js';
import { countTokens } from '../../inference/tokens.js';

/** What the fixture leaves open is counted, measured, and drawn by the exchange's seed. */
export function toTurn(reply: TurnReply, exchange: Exchange): FoldedTurn {
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
