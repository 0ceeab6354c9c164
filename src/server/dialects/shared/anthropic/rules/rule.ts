/** What a rule of Claude's back end is, and what it may look at. */
import type { DialectModel } from '../../../dialect.js';
import type { Body } from '../body.js';
import type { Generation } from '../generation.js';

export interface Asked {
  request: Body;
  generation: Generation;
  model: DialectModel;
}

export interface ClaudeRule {
  /** Stable: `anthropic-messages/one-sampler`. */
  id: string;
  /** What it demands, in one sentence without its full stop. */
  what: string;
  /** Where the words are from. */
  source: string;
  /** The words of the refusal; `undefined` where there is nothing to refuse. */
  refuse(asked: Asked): string | undefined;
}
