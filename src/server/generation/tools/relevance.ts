/** Which of the tools on offer a question speaks of, and what part of it each one is asked. */
import type { ToolConfiguration } from '../../inference/conversation.js';
import { findHints } from '../hints/hints.js';
import { isCommon, stemOf, wordsOf } from '../words.js';

export type Tool = NonNullable<NonNullable<ToolConfiguration['tools']>[number]['toolSpec']>;

export interface ChosenTool {
  tool: Tool;
  question: string;
}

/** A word of the tool's name in the question, or two of its description, are enough to call it. */
const enough = 2;

/** Words of many names, which tell no tool from another. */
const plainVerbs = new Set(
  'add call check compute create delete do fetch find function get give list look lookup make query read retrieve return run search send set show tell tool update use'
    .split(' ')
    .map(stemOf),
);

interface Word {
  stem: string;
  start: number;
}

interface Match {
  tool: Tool;
  score: number;
  /** Words of the question that the tool's name or description has. */
  words: Word[];
}

/** In the order of the question. `isForced`: one at least, the first where the question speaks of none. */
export function chooseTools(tools: Tool[], asked: string, isForced: boolean): ChosenTool[] {
  const chosen: Match[] = [];
  let words = contentWords(asked);
  for (;;) {
    const left = tools.filter((tool) => chosen.every((match) => match.tool !== tool));
    const matches = left.map((tool) => matchTool(tool, words, chosen.length > 0));
    const best = matches.reduce<Match | undefined>(
      (one, match) => (one && one.score >= match.score ? one : match),
      undefined,
    );
    if (!best || best.score < (isForced && chosen.length === 0 ? 0 : enough)) break;
    chosen.push(best);
    const stems = new Set(best.words.map(({ stem }) => stem));
    words = words.filter(({ stem }) => !stems.has(stem));
  }
  return divideQuestion(chosen, asked);
}

/** A further tool must be spoken of by its name. */
function matchTool(tool: Tool, words: Word[], byNameAlone: boolean): Match {
  const nameStems = new Set(nameWords(tool.name ?? ''));
  const otherStems = byNameAlone
    ? new Set<string>()
    : new Set(contentWords(tool.description ?? '').map(({ stem }) => stem));
  const named = words.filter(({ stem }) => nameStems.has(stem));
  const described = words.filter(({ stem }) => otherStems.has(stem));
  const count = (found: Word[]) => new Set(found.map(({ stem }) => stem)).size;
  return { tool, score: count(named) * enough + count(described), words: [...named, ...described] };
}

function nameWords(name: string): string[] {
  const stems = wordsOf(name)
    .filter((word) => !isCommon(word))
    .map(stemOf);
  const telling = stems.filter((stem) => !plainVerbs.has(stem));
  return telling.length > 0 ? telling : stems;
}

function contentWords(text: string): Word[] {
  return [...text.matchAll(/[\p{L}\p{M}\p{N}_]+/gu)].flatMap(({ 0: written, index: start }) =>
    wordsOf(written)
      .filter((word) => !isCommon(word) && word !== 'times')
      .map((word) => ({ stem: stemOf(word), start })),
  );
}

/** Each of several tools is asked the part in which it is spoken of, or all where that part names nothing. */
function divideQuestion(chosen: Match[], asked: string): ChosenTool[] {
  if (chosen.length < 2) return chosen.map(({ tool }) => ({ tool, question: asked }));
  const first = ({ words }: Match) => Math.min(...words.map(({ start }) => start));
  const ordered = [...chosen].sort((left, right) => first(left) - first(right));
  const starts = ordered.map((match, index) => (index === 0 ? 0 : clauseStart(asked, first(match))));
  return ordered.map(({ tool }, index) => {
    const part = asked.slice(starts[index], starts[index + 1]).trim();
    return { tool, question: findHints(part).found.length > 0 ? part : asked };
  });
}

/** Where the clause begins in which the place lies. */
function clauseStart(asked: string, place: number): number {
  const breaks = [...asked.slice(0, place).matchAll(/[.,;:?!]\s|\s(?:and|then|or|also|plus)\s/gi)];
  const last = breaks.at(-1);
  return last ? last.index + last[0].length : 0;
}
