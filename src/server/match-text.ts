/** A text in which many others are looked for: what three characters it has, noted once, rules most of them out. */

/** A text to look for, with what it needs of the other. */
export interface Literal {
  /** Places in the table of a text, one for each three neighbours. */
  triples: Uint16Array;
}

export interface SearchedText {
  /** False only where `literal` cannot stand in the text, whatever the case of its letters. */
  mayHold(literal: Literal): boolean;
}

/** Bits of a text's table: a text of a page fills a tenth of them. */
const TABLE_BITS = 1 << 14;
/** So often a text is asked before a table is worth its making. */
const ASKED_BEFORE = 16;

export function createLiteral(text: string): Literal {
  const triples: number[] = [];
  forEachTriple(text, (place) => triples.push(place));
  return { triples: Uint16Array.from(triples) };
}

export function createSearchedText(text: string): SearchedText {
  let asked = 0;
  let table: Uint8Array | undefined;
  return {
    mayHold({ triples }) {
      if (!table) {
        asked += 1;
        if (asked < ASKED_BEFORE) return true;
        table = tableOf(text);
      }
      for (const place of triples) if (table[place] === 0) return false;
      return true;
    },
  };
}

function tableOf(text: string): Uint8Array {
  const table = new Uint8Array(TABLE_BITS);
  forEachTriple(text, (place) => {
    table[place] = 1;
  });
  return table;
}

function forEachTriple(text: string, take: (place: number) => void): void {
  let first = fold(text.charCodeAt(0));
  let second = fold(text.charCodeAt(1));
  for (let index = 2; index < text.length; index++) {
    const third = fold(text.charCodeAt(index));
    take(((first << 10) ^ (second << 5) ^ third) & (TABLE_BITS - 1));
    first = second;
    second = third;
  }
}

/** Capital letters of ASCII are the small ones; the others stay, for what folds to what depends on their neighbours. */
function fold(code: number): number {
  return code >= 65 && code <= 90 ? code + 32 : code;
}
