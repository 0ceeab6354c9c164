/** The kinds of value that several groups of options take. */
import { text, ValueProblem, type ValueType } from '../value-types.js';

export const regionName = text({ pattern: /^[a-z]{2,}(-[a-z]+)+-\d+$/, expected: 'a region such as us-east-1' });

/** Never shown, not even in the error about it. */
export const secret = (expected: string) => text({ secret: true, expected });

/** Refuses what is no URL, and one that brings more than a place: credentials come from elsewhere, and each request has its own query. */
export function placeUrl(expected: string): ValueType<string> {
  const anyUrl = text({ pattern: /^https?:\/\/[^/]+(\/.*)?$/, expected });
  return {
    ...anyUrl,
    read(value, path) {
      const given = anyUrl.read(value, path);
      if (!URL.canParse(given)) throw new ValueProblem(path, (subject) => `${subject} is no URL`);
      const { username, password, search, hash } = new URL(given);
      if (username || password || search || hash)
        throw new ValueProblem(
          path,
          (subject) => `${subject} must be a place alone, without credentials, query or fragment`,
        );
      return given;
    },
  };
}
