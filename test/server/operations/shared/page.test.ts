import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pageOf } from '../../../../src/server/operations/shared/page.js';

const walk = (items: string[], maxResults: number) => {
  const pages: string[][] = [];
  let nextToken: string | undefined;
  do {
    const page = pageOf(items, (item) => item, ['List'], { maxResults, nextToken });
    pages.push(page.items);
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return pages;
};

test('pages, one after the other, are the list; all but the last are full', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.string(), { maxLength: 30 }),
      fc.integer({ min: 1, max: 12 }),
      (items, maxResults) => {
        const pages = walk(items, maxResults);
        expect(pages.flat()).toEqual(items);
        for (const page of pages.slice(0, -1)) expect(page).toHaveLength(maxResults);
      },
    ),
  );
});

test('a token serves its own list only', () => {
  const { nextToken } = pageOf(['a', 'b'], (item) => item, ['List', 'us-east-1'], { maxResults: 1 });
  expect(() => pageOf(['a', 'b'], (item) => item, ['List', 'eu-west-1'], { nextToken })).toThrow('nextToken');
  expect(() => pageOf(['a'], (item) => item, ['List', 'us-east-1'], { nextToken })).toThrow('nextToken');
  expect(() => pageOf(['a'], (item) => item, ['List', 'us-east-1'], { nextToken: '' })).toThrow('nextToken');
});
