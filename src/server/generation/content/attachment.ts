/** What a message holds beside words, as the generator speaks of it. */
import type { Passage } from './passages.js';

/** A citation of Converse. */
export type Citation = Record<string, unknown>;

export interface Attachment {
  /** With its article: `a PNG picture of 640 x 480 pixels`. */
  words: string;
  /** Where it holds text: what it says. */
  passages?: Passage[];
  /** Makes the citation of a passage, where the caller asked for citations. */
  cite?(passage: Passage): Citation;
}
