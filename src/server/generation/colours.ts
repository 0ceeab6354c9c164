/** Colours that have a name: those that a prompt names, and those that a picture shows. */
import { readFixture } from '../../fixtures/read-fixture.js';

export type Colour = [red: number, green: number, blue: number];

let table: Record<string, Colour> | undefined;

function namedColours(): Record<string, Colour> {
  table ??= readFixture<Record<string, Colour>>('colours');
  return table;
}

/** The colours among the words, in their order. */
export function coloursAmong(words: string[]): Colour[] {
  const colours = namedColours();
  return words.flatMap((word) => (Object.hasOwn(colours, word) ? [colours[word]!] : []));
}

/** The name of the colour that is nearest to this one. */
export function nearestColour([red, green, blue]: Colour): string {
  let nearest = '';
  let least = Number.POSITIVE_INFINITY;
  for (const [name, [r, g, b]] of Object.entries(namedColours())) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [nearest, least] = [name, distance];
  }
  return nearest;
}
