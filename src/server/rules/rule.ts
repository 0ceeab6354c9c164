/** What a rule is: one thing that AWS refuses of a request that is well formed, with the words in which it does. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import type { ResolvedModel } from '../catalogue.js';
import type { Asked } from '../dialects/shared/anthropic/rules/rule.js';
import type { ServiceException } from '../exception.js';
import type { Survey } from './shared/survey.js';

/** What a rule of Converse and ConverseStream may look at. */
export interface ConverseContext {
  input: ConverseRequest;
  model: ResolvedModel;
  operation: 'Converse' | 'ConverseStream';
  region: string;
  survey: Survey;
  /** The request as Claude's back end sees it; made at the first call. */
  asClaude(): Asked;
}

/** Which foundation models a rule holds for. Globs of model ids, in which `*` stands for anything. */
export interface RuleModels {
  /** Default all. */
  only?: string[];
  /** Models that AWS was last seen to be more lenient with; a switch brings the rule back for them. */
  except?: string[];
  /** Native formats, where the family and not the name decides. */
  formats?: string[];
  /** Families that say it in their own words. */
  exceptFormats?: string[];
}

/** One row of the table, whoever checks it. */
export interface RuleRow {
  /** Stable: `converse/role-alternation`. */
  id: string;
  /** What it demands, in one sentence without its full stop. */
  what: string;
  /** Where the words are from: `recorded exchange`, `public threads, 2026`, an AWS page. */
  source: string;
  models?: RuleModels;
}

/** The words of a ValidationException, another exception, or undefined where there is nothing to refuse. */
export type Refusal = string | ServiceException | undefined;

export interface Rule extends RuleRow {
  /** Who says it. What the model's back end says stands behind Converse's own prefix. Default `bedrock`. */
  saidBy?: 'bedrock' | 'model';
  check(context: ConverseContext): Refusal;
}
