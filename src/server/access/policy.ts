/** Rules of who may do what, in the manner of IAM: a deny wins, and who is allowed something is allowed nothing else. */
import { matchesAny } from '../rules/shared/globs.js';
import type { PolicyRule } from '../settings.js';

export interface Attempt {
  /** Access key id, or the kind of a caller that has none: `anonymous`, `bearer`. */
  caller: string;
  /** `bedrock:InvokeModel`. */
  action: string;
  /** Every name of the model that it is about: as given, id, ARN, the model behind it. Empty where it is about none. */
  models: string[];
}

/** `explicit`: a rule denies it. `implicit`: rules allow the caller other things only. */
export type Decision = 'allowed' | 'explicit' | 'implicit';

/** A caller whom no rule names may do everything. */
export function decide(rules: PolicyRule[], attempt: Attempt): Decision {
  const own = rules.filter(({ callers = ['*'] }) => matchesAny(callers, attempt.caller));
  if (own.some((rule) => rule.effect === 'deny' && covers(rule, attempt))) return 'explicit';
  const allowing = own.filter(({ effect }) => effect === 'allow');
  return allowing.length === 0 || allowing.some((rule) => covers(rule, attempt)) ? 'allowed' : 'implicit';
}

function covers({ actions = ['*'], models }: PolicyRule, attempt: Attempt): boolean {
  if (!matchesAny(actions, attempt.action)) return false;
  return models === undefined || attempt.models.some((name) => matchesAny(models, name));
}
