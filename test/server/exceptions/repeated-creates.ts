/** What every create can be refused for: a token that came with another input, one too many, too many tags. */
import { errorsOf } from '../../../src/fixtures/operation-errors.js';
import { creates } from './account/creates.js';
import { tokenOf } from './account/index.js';
import type { Case } from './case.js';

const tooMany = Array.from({ length: 51 }, (_, index) => ({ key: `key-${index}`, value: '' }));

const isOf = (exception: string) => (operation: string) => errorsOf(operation).includes(exception);

export const reusedTokens: Case[] = creates
  .filter(({ operation, token }) => token !== undefined && isOf('ConflictException')(operation))
  .map(({ operation, input, token }) => ({
    operation,
    exception: 'ConflictException',
    input: (made) => ({ ...input('fresh', made), [token!]: tokenOf(operation) }),
  }));

/** For an account that may have none of anything more. */
export const oneTooMany: Case[] = creates
  .filter(({ operation }) => isOf('ServiceQuotaExceededException')(operation))
  .map(({ operation, input }) => ({
    operation,
    exception: 'ServiceQuotaExceededException',
    input: (made) => input('fresh', made),
  }));

export const tooManyTags: Case[] = [
  ...creates
    .filter(({ tags }) => tags !== undefined)
    .map(
      ({ operation, input, tags }): Case => ({
        operation,
        exception: 'TooManyTagsException',
        input: (made) => ({ ...input('fresh', made), [tags!]: tooMany }),
      }),
    ),
  {
    operation: 'TagResource',
    exception: 'TooManyTagsException',
    input: ({ guardrail }) => ({ resourceARN: guardrail, tags: tooMany }),
  },
];
