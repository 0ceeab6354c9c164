/** On which line of a JSON text a value stands. */

/** From the root: names and indexes. */
export type JsonPlace = readonly (string | number)[];

/** The line, from 1, of the deepest part of the place that the text holds. The text must be JSON. */
export function lineAt(text: string, place: JsonPlace): number {
  let at = skipSpace(text, 0);
  for (const step of place) {
    const inside = enter(text, at, String(step));
    if (inside === undefined) break;
    at = inside;
  }
  return lineOf(text, at);
}

export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}

/** Where the member or item of that name begins; undefined where there is none. */
function enter(text: string, start: number, step: string): number | undefined {
  const list = text[start] === '[';
  if (!list && text[start] !== '{') return undefined;
  let at = skipSpace(text, start + 1);
  for (let index = 0; at < text.length && text[at] !== ']' && text[at] !== '}'; index++) {
    let name = String(index);
    if (!list) {
      const end = skipValue(text, at);
      name = JSON.parse(text.slice(at, end)) as string;
      at = skipSpace(text, skipSpace(text, end) + 1);
    }
    if (name === step) return at;
    at = skipSpace(text, skipValue(text, at));
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
}

function skipSpace(text: string, at: number): number {
  while (/\s/.test(text[at] ?? '')) at += 1;
  return at;
}

/** After the value that begins here. */
function skipValue(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const letter = text[at];
    if (letter === '"') at = skipText(text, at);
    else {
      if (letter === '{' || letter === '[') depth += 1;
      if (letter === '}' || letter === ']') depth -= 1;
      at += 1;
      // Numbers, true, false and null go on to what ends them.
      if (depth === 0 && !/[}\]]/.test(letter ?? '')) while (at < text.length && !/[\s,}\]]/.test(text[at]!)) at += 1;
    }
  } while (depth > 0 && at < text.length);
  return at;
}

function skipText(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
}
