/** The matchers of the journal by name. */
import { judgeAttempts, judgeFailedWith, judgeNoUnmatched, judgeRetriedAfter, judgeThrottled } from './attempts.js';
import { judgeCalled } from './called.js';
import { createMatcher } from './matcher.js';

/** For `expect.extend(journalMatchers)` of vitest or Jest. */
export const journalMatchers = {
  toHaveCalled: createMatcher(judgeCalled),
  toHaveAttempts: createMatcher(judgeAttempts),
  toHaveRetriedAfter: createMatcher(judgeRetriedAfter),
  toHaveThrottled: createMatcher(judgeThrottled),
  toHaveFailedWith: createMatcher(judgeFailedWith),
  toHaveNoUnmatched: createMatcher(judgeNoUnmatched),
};
