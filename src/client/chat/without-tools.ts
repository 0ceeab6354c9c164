/** A conversation as a model sees it that is to know of no tools: Bedrock takes no calls and results where none are configured. */
import type { ContentBlock, Message } from '@aws-sdk/client-bedrock-runtime';

const isOfTools = (block: ContentBlock) => Boolean(block.toolUse || block.toolResult);

/** Takes calls and results out. Answers that then stand side by side become one, without the thoughts that led to the calls. */
export function withoutTools(messages: Message[]): Message[] {
  if (!messages.some(({ content }) => content?.some(isOfTools))) return messages;
  const kept: Message[] = [];
  for (const { role, content = [] } of messages) {
    const blocks = content.filter((block) => !isOfTools(block) && !block.reasoningContent);
    const last = kept.at(-1);
    if (blocks.length === 0) continue;
    if (last && last.role === role) last.content = [...(last.content ?? []), ...blocks];
    else kept.push({ role, content: blocks });
  }
  return kept;
}
