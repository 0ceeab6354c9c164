/** The tags of a resource: one value for each key, in the order in which the keys came. */
import type { Tag } from '../resource.js';
import { tooManyTags } from './refusals.js';

/** Source: the API reference of TooManyTagsException. */
const LIMIT = 50;

/** A key that is there already takes the new value. Throws TooManyTagsException over 50 keys; `arn` names the resource in it. */
export function mergeTags(present: Tag[], added: Tag[], arn?: string): Tag[] {
  const merged = new Map([...present, ...added].map(({ key, value }) => [key, value]));
  if (merged.size > LIMIT) throw tooManyTags(arn);
  return [...merged].map(([key, value]) => ({ key, value }));
}
