/** Text out of XML and HTML. */

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

/** `&amp;`, `&#8364;` and `&#x20ac;` as the characters that they stand for; what is unknown stays. */
export function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name.toLowerCase()] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

/** What a page says, a line for each block; scripts and styles say nothing. */
export function htmlText(html: string): string {
  const said = silent.reduce((text, [from, to]) => withoutParts(text, from, to), html);
  const lines = said
    .replace(/\s+/g, ' ')
    .replace(/<(?:br|\/?(?:p|div|li|tr|h[1-6]|section|article|table|ul|ol|header|footer|main|nav))\b[^<>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, '\t')
    .replace(/<[^<>]*>/g, '');
  return decodeEntities(lines)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}

const silent: readonly [from: string, to: string][] = [
  ['<!--', '-->'],
  ['<script', '</script>'],
  ['<style', '</style>'],
  ['<head>', '</head>'],
];

/** The text without what stands from each `from` to the next `to`; looks at each place once, however often one is not closed. */
function withoutParts(text: string, from: string, to: string): string {
  const lower = text.toLowerCase();
  const kept: string[] = [];
  let place = 0;
  for (let start = lower.indexOf(from); start >= 0; start = lower.indexOf(from, place)) {
    kept.push(text.slice(place, start));
    const end = lower.indexOf(to, start);
    if (end < 0) return kept.join(' ');
    place = end + to.length;
  }
  return [...kept, text.slice(place)].join(' ');
}

/** The title of a page; `undefined` where it has none. */
export function htmlTitle(html: string): string | undefined {
  const title = /<title\b[^<>]*>([^<]*)<\/title/i.exec(html)?.[1];
  return title && decodeEntities(title).replace(/\s+/g, ' ').trim();
}
