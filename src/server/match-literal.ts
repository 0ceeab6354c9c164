/** The text that must stand in whatever a regular expression matches, for who looks for it first: that is far quicker. */

/** Escapes of one character that stand for something else than it: classes, places and blanks. */
const meaningful = /\\[bBdDwWsSnrtfv]/y;
const punctuation = /\\[^\p{L}\p{N}]/uy;
const quantifier = /[*+?]|\{\d+(?:,\d*)?\}/y;
const characterClass = /\[(?:\\.|[^\]\\])*\]/sy;
/** What ends a run of characters and takes none itself. */
const edges = '.^$';
/** Left of a class, a group or a quantifier that are none: the older grammar takes them for themselves. */
const oddities = ']{}';

/**
 * The longest run of characters that every match holds. Undefined where that cannot be told: at alternatives, and at whatever
 * this small reader does not know. Where case is ignored it is ASCII alone, as is what it is found by.
 */
export function requiredLiteral(pattern: string, flags: string): string | undefined {
  const ignoreCase = flags.includes('i');
  // Sets within sets; letters beyond ASCII that fold to letters within it.
  if (flags.includes('v') || (ignoreCase && flags.includes('u'))) return undefined;
  const runs: string[] = [];
  let run = '';
  const end = () => {
    runs.push(run);
    run = '';
  };
  for (let at = 0; at < pattern.length; ) {
    const quantified = take(quantifier, pattern, at);
    if (quantified > 0) {
      // What may be absent, or come again, is not of the run; what comes once or more ends it.
      if (pattern[at] !== '+') run = run.slice(0, -1);
      end();
      at += quantified;
      continue;
    }
    const character = pattern[at] as string;
    const [taken, isText] = character === '(' ? [groupLength(pattern, at), false] : readAtom(pattern, at, ignoreCase);
    if (taken === 0) return undefined;
    if (isText) run += pattern[at + taken - 1];
    else end();
    at += taken;
  }
  end();
  const longest = runs.reduce((best, one) => (one.length > best.length ? one : best), '');
  return longest === '' ? undefined : longest;
}

/** How many characters of the pattern are the next thing, and whether it stands for its last character. None: it is not known. */
function readAtom(pattern: string, at: number, ignoreCase: boolean): [number, boolean] {
  const character = pattern[at] as string;
  if (character === '|' || character === ')') return [0, false];
  if (character === '[') return [take(characterClass, pattern, at), false];
  if (character === '\\') {
    const plain = take(punctuation, pattern, at);
    return plain > 0 ? [plain, plain === 2] : [take(meaningful, pattern, at), false];
  }
  if (edges.includes(character) || oddities.includes(character)) return [1, false];
  return [1, character < (ignoreCase ? '\u0080' : '\ud800')];
}

/** To the parenthesis that closes the one at `from`; 0 where none does, or where something within is not known. */
function groupLength(pattern: string, from: number): number {
  let depth = 0;
  for (let at = from; at < pattern.length; ) {
    const character = pattern[at];
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth === 0) return at + 1 - from;
    const taken = character === '[' ? take(characterClass, pattern, at) : character === '\\' ? 2 : 1;
    if (taken === 0) return 0;
    at += taken;
  }
  return 0;
}

function take(what: RegExp, text: string, at: number): number {
  what.lastIndex = at;
  return what.test(text) ? what.lastIndex - at : 0;
}
