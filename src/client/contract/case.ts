/** A contract case, in the words of Smithy's protocol tests: what is sent, and what must, must not and may come back. */

import type { CallerName } from './callers.js';

export type Params = Record<string, unknown>;

/** A text, or a part of one: `{ pattern: 'nova-.*' }`. */
export type ExpectedText = string | { pattern: string };

export interface Expectation {
  /** HTTP status. Default: the operation's own, or the exception's. */
  code?: number;
  /** The exception's name. Absent: the call succeeds. */
  error?: string;
  /** Exceptions that may come in place of an answer, each as good as one. */
  orRefused?: string[];
  /** Its words. */
  message?: ExpectedText;
  headers?: Record<string, ExpectedText>;
  requireHeaders?: string[];
  forbidHeaders?: string[];
  /** Paths into the output (`output.message.content.0.text`) that must lead to a value, and that must not. */
  requireParams?: string[];
  forbidParams?: string[];
  /** Members of the output: those that are given are equal, deeply; others are free. */
  params?: Params;
  /** The content of the message that a stream's events add up to; ids of tool calls aside. */
  foldsTo?: unknown;
  /** The names of a stream's events, each run of equal ones once. */
  events?: string[];
}

/** What a call costs or changes, which decides where it runs. */
export interface Marks {
  /** Creates, changes or deletes something of the account's. */
  writes?: boolean;
  /** Tokens that a model is paid for, in and out together. Default 0. */
  tokens?: number;
  /** Whose price. */
  model?: string;
  /** Runs against servers of this project only: it needs something that no AWS account has, for this reason. */
  localOnly?: string;
  /** What the host must carry: a stream in both directions. */
  bidirectional?: boolean;
}

export interface Step {
  operation: string;
  /** `{ $ref: 'created.guardrailId' }` anywhere in it takes a member of an earlier step's output; in `expect.foldsTo` too. */
  params: Params;
  expect: Expectation;
  /** Names the output for later steps. */
  as?: string;
  /** Runs even where a step before it failed, and is no part of what is judged. Repeated while what it takes away is in use still. */
  cleanup?: boolean;
  /** Repeats the call until its output has these members, for half a minute at most: what is being made is waited for. */
  until?: Params;
  /** Another caller than the target's own. Of the callers only `unknown` needs no server that was told of it. */
  credentials?: CallerName;
}

export interface ContractCase {
  /** Unique, in camel case after the operation: `ConverseStopsAtSequence`. */
  id: string;
  documentation: string;
  steps: Step[];
  marks?: Marks;
}

/** A case of one step. */
export function single(
  id: string,
  documentation: string,
  operation: string,
  params: Params,
  expect: Expectation = {},
  marks?: Marks,
): ContractCase {
  return { id, documentation, steps: [{ operation, params, expect }], ...(marks && { marks }) };
}
