/** How one kind of sensitive information is recognized: by a pattern, by the words before it, by a check of its digits. */

export interface Span {
  start: number;
  end: number;
}

/** Finds every place of a text where it stands. */
export type Recognizer = (text: string) => Span[];

/** The first group is the match, where there is one. `accept` judges what was matched. The pattern must have the flags `dg`. */
export function pattern(expression: RegExp, accept: (match: string) => boolean = () => true): Recognizer {
  return (text) =>
    [...text.matchAll(expression)].flatMap((match) => {
      const [start, end] = match.indices?.[1] ?? match.indices?.[0] ?? [0, 0];
      return accept(text.slice(start, end)) ? [{ start, end }] : [];
    });
}

/** A value that means something only after its name: `PIN: 1234`, `my password is hunter2`. Both are read in any case. */
export function labelled(name: string, value: string, accept?: (match: string) => boolean): Recognizer {
  const link = String.raw`(?:\s+(?:number|no\.?|code|id))?(?:\s*[:=#]+\s*|\s+(?:is|was|of)\s+|\s+)`;
  return pattern(new RegExp(String.raw`\b(?:${name})${link}(${value})(?![\w-])`, 'dgi'), accept);
}

export function anyOf(...recognizers: Recognizer[]): Recognizer {
  return (text) => recognizers.flatMap((recognize) => recognize(text));
}

/** A list of names as one pattern, the longest first. Built at the first use. */
export function oneOf(names: () => string[], around: (names: string) => string): Recognizer {
  let recognize: Recognizer | undefined;
  return (text) => {
    if (!recognize) {
      const longestFirst = [...names()].sort((one, other) => other.length - one.length);
      recognize = pattern(new RegExp(around(longestFirst.join('|')), 'dgu'));
    }
    return recognize(text);
  };
}
