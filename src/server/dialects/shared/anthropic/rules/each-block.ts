/** Walks the blocks of the messages of a request to Claude. */
import type { Block, Body } from '../body.js';

/** The first words that `find` has about a block of a message; `where` is the block's place. */
export function eachBlock(
  { messages }: Body,
  find: (block: Block, where: string) => string | undefined,
): string | undefined {
  for (const [at, { content }] of messages.entries()) {
    if (typeof content === 'string') continue;
    for (const [index, block] of content.entries()) {
      const words = find(block, `messages.${at}.content.${index}`);
      if (words !== undefined) return words;
    }
  }
  return undefined;
}
