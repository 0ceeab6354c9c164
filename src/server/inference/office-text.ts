/** Text out of Word and Excel files: XML in a ZIP. */
import { createRequire } from 'node:module';
import { decodeEntities } from './markup.js';

/** What unpacks to more is not read. */
const mostBytes = 32_000_000;
/** Cells of a row beyond this are not read. */
const mostColumns = 256;

/** The parts of the file whose names match; `undefined` where it is no ZIP. Loads the unpacker at the first call. */
function unzip(bytes: Uint8Array, wanted: RegExp): Map<string, string> | undefined {
  const { unzipSync, strFromU8 } = createRequire(import.meta.url)('fflate') as typeof import('fflate');
  let left = mostBytes;
  try {
    const parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!wanted.test(name) || originalSize > left) return false;
        left -= originalSize;
        return true;
      },
    });
    return new Map(Object.entries(parts).map(([name, part]) => [name, strFromU8(part)]));
  } catch {
    return undefined;
  }
}

/** A line for each paragraph; cells of a table stand in lines of their own. `undefined` where it is no Word file. */
export function docxText(bytes: Uint8Array): string | undefined {
  const document = unzip(bytes, /^word\/document\.xml$/)?.get('word/document.xml');
  if (document === undefined) return undefined;
  let text = '';
  for (const [part, said] of document.matchAll(
    /<w:t(?:\s[^<>]*)?>([^<]*)<\/w:t>|<w:(?:tab|br|cr)(?:\s[^<>]*)?\/>|<\/w:p>/g,
  )) {
    text += said ?? (part.startsWith('<w:tab') ? '\t' : '\n');
  }
  return decodeEntities(text)
    .replace(/\n{2,}/g, '\n')
    .trim();
}

export interface Sheet {
  name: string;
  rows: string[][];
}

/** The sheets with what their cells show. `undefined` where it is no Excel file. */
export function xlsxSheets(bytes: Uint8Array): Sheet[] | undefined {
  const parts = unzip(bytes, /^xl\/(?:workbook|sharedStrings|worksheets\/sheet\d+)\.xml$/);
  const book = parts?.get('xl/workbook.xml');
  if (!parts || book === undefined) return undefined;
  const shared = elements(parts.get('xl/sharedStrings.xml') ?? '', 'si').map(({ content }) => textsIn(content));
  const names = [...book.matchAll(/<sheet\b[^<>]*\bname="([^"]*)"/g)].map(([, name]) => decodeEntities(name!));
  return names.map((name, index) => ({
    name,
    rows: rowsOf(parts.get(`xl/worksheets/sheet${index + 1}.xml`) ?? '', shared),
  }));
}

function rowsOf(sheet: string, shared: string[]): string[][] {
  return elements(sheet, 'row').map((row) => {
    const cells: string[] = [];
    for (const { attributes, content } of elements(row.content, 'c')) {
      const column = columnOf(/\br="([A-Z]{1,3})\d+"/.exec(attributes)?.[1]) ?? cells.length;
      if (column >= mostColumns) continue;
      while (cells.length < column) cells.push('');
      cells.push(cellText(/\bt="(\w+)"/.exec(attributes)?.[1], content, shared));
    }
    return cells;
  });
}

interface Element {
  attributes: string;
  content: string;
}

/** The elements of a name, none of which holds another; looks at each place once. */
function elements(xml: string, name: string): Element[] {
  return xml
    .split(new RegExp(`<${name}(?=[\\s/>])`))
    .slice(1)
    .map((part) => {
      const head = part.indexOf('>');
      const attributes = part.slice(0, head);
      const end = part.indexOf(`</${name}>`, head);
      return { attributes, content: attributes.endsWith('/') || end < 0 ? '' : part.slice(head + 1, end) };
    });
}

function cellText(type: string | undefined, content: string, shared: string[]): string {
  if (type === 'inlineStr') return textsIn(content);
  const value = decodeEntities(/<v>([^<]*)<\/v>/.exec(content)?.[1] ?? '');
  return type === 's' ? (shared[Number(value)] ?? '') : value;
}

const textsIn = (xml: string) =>
  decodeEntities([...xml.matchAll(/<t(?:\s[^<>]*)?>([^<]*)<\/t>/g)].map(([, text]) => text).join(''));

/** `A` is 0, `AA` is 26. */
function columnOf(letters: string | undefined): number | undefined {
  if (letters === undefined) return undefined;
  return [...letters].reduce((column, letter) => column * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
