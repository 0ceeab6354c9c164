/** Lettering for pictures: a bitmap font of five by seven dots, wrapped by words and scaled to the room there is. */
import { readFixture } from '../../fixtures/read-fixture.js';

/** Dots from one letter to the next, and from one line to the next; `g` and its like reach two dots below the line. */
const letterAdvance = 6;
const lineAdvance = 11;
const letterHeight = 7;

/** Lines of text and the edge of a dot in pixels. */
export interface Lettering {
  lines: string[];
  scale: number;
  width: number;
  height: number;
}

let font: Record<string, string[]> | undefined;

/** The largest lettering, of about 24 letters to a line or more, that fits; a text too long for the smallest is cut. */
export function layOut(text: string, width: number, height: number): Lettering {
  const letters = Array.from(text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim());
  for (let scale = Math.max(1, Math.floor(width / (24 * letterAdvance))); ; scale--) {
    const perLine = Math.max(1, Math.floor(width / (letterAdvance * scale)));
    const mostLines = Math.max(1, Math.floor((height / scale + lineAdvance - letterHeight) / lineAdvance));
    const lines = wrap(letters, perLine);
    if (lines.length > mostLines && scale > 1) continue;
    const shown = lines.slice(0, mostLines);
    const longest = Math.max(0, ...shown.map((line) => Array.from(line).length));
    return {
      lines: shown,
      scale,
      width: Math.max(0, longest * letterAdvance - 1) * scale,
      height: ((shown.length - 1) * lineAdvance + letterHeight) * scale,
    };
  }
}

/** Breaks after a blank, or anywhere inside a word that is longer than a line. */
function wrap(letters: string[], perLine: number): string[] {
  const lines: string[] = [];
  for (let start = 0; start < letters.length; ) {
    let end = Math.min(start + perLine, letters.length);
    const blank = end < letters.length && letters[end] !== ' ' ? letters.lastIndexOf(' ', end) : -1;
    if (blank > start) end = blank;
    lines.push(letters.slice(start, end).join(''));
    start = letters[end] === ' ' ? end + 1 : end;
  }
  return lines;
}

/** Calls `dot` with the place of each dot's top left pixel, each line centred on `centre`. */
export function eachDot(lettering: Lettering, centre: number, top: number, dot: (x: number, y: number) => void): void {
  font ??= readFixture<Record<string, string[]>>('font-5x7');
  const { lines, scale } = lettering;
  for (const [row, line] of lines.entries()) {
    const letters = Array.from(line);
    const left = Math.round(centre - ((letters.length * letterAdvance - 1) * scale) / 2);
    for (const [place, letter] of letters.entries()) {
      const glyph = font[letter] ?? font['\ufffd']!;
      for (const [down, dots] of glyph.entries()) {
        for (let across = 0; across < dots.length; across++) {
          if (dots[across] !== '#') continue;
          dot(left + (place * letterAdvance + across) * scale, top + (row * lineAdvance + down) * scale);
        }
      }
    }
  }
}
