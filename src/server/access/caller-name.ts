/** Whom a caller is taken for: there are no users behind access keys here. */
import type { Caller } from '../auth/caller.js';
import { partitionOf } from '../catalogue-arn.js';

/** What rules know a caller by: its access key id, else `anonymous` or `bearer`. */
export function callerName({ accessKeyId, kind }: Caller): string {
  return accessKeyId ?? kind;
}

/** `arn:aws:iam::123456789012:user/AKIDEXAMPLE`. */
export function callerArn(caller: Caller, region: string, accountId: string): string {
  return `arn:${partitionOf(region)}:iam::${accountId}:user/${callerName(caller)}`;
}
