/** Names documents by format and extent, and takes them apart into passages that can be quoted. */
import { type DocumentBlock, documentText } from '../../inference/document-text.js';
import { htmlText, htmlTitle } from '../../inference/markup.js';
import { xlsxSheets } from '../../inference/office-text.js';
import { countPages, knownPages } from '../../inference/pdf-pages.js';
import type { Attachment, Citation } from './attachment.js';
import { elsewhere, sizeOf } from './describe-media.js';
import { linesOf, type Passage, sentencesOf } from './passages.js';

/** Where in a document a passage stands, as Converse locates it. */
interface Located extends Passage {
  location: Record<string, { start: number; end: number }>;
}

interface Contents {
  /** How much it is, and of what. */
  extent: string;
  passages: Located[];
}

/** `index` counts the documents of a conversation from 0. */
export function describeDocument(document: DocumentBlock, index: number): Attachment {
  const { name = 'Document', format = 'txt', source, citations } = document;
  if (source?.s3Location) return { words: elsewhere(`document "${name}"`, source) };
  const contents = read(document);
  const words = `the document "${name}" (${format.toUpperCase()}, ${contents.extent})`;
  if (contents.passages.length === 0) return { words };
  const cite = (passage: Passage) => citationOf(passage as Located, name, index);
  return { words, passages: contents.passages, ...(citations?.enabled && { cite }) };
}

function citationOf({ text, location }: Located, title: string, documentIndex: number): Citation {
  const [[kind, place]] = Object.entries(location) as [[string, object]];
  return { location: { [kind]: { documentIndex, ...place } }, sourceContent: [{ text }], title };
}

function read(document: DocumentBlock): Contents {
  const { format = 'txt', source } = document;
  const bytes = source?.bytes;
  if (source?.content) return readChunks(source.content.map(({ text = '' }) => text));
  if (format === 'pdf' && bytes) return readPages(knownPages(bytes) ?? [], bytes);
  const text = documentText(document);
  if (text === undefined) return { extent: bytes ? sizeOf(bytes) : 'empty', passages: [] };
  return (readers[format] ?? readText)(text, bytes);
}

const readers: Record<string, (text: string, bytes?: Uint8Array) => Contents> = {
  csv: (text) => ({ extent: tableExtent(rowsOf(text)), passages: located(linesOf(text)) }),
  html: (html) => {
    const title = htmlTitle(html);
    const { extent, passages } = readText(htmlText(html));
    return { extent: title ? `"${title}", ${extent}` : extent, passages };
  },
  md: (text) => {
    const heading = /^#{1,6}\s+(.+?)\s*#*$/m.exec(text)?.[1];
    const { extent, passages } = readText(text);
    return { extent: heading ? `"${heading}", ${extent}` : extent, passages };
  },
  xlsx: (text, bytes) => {
    const sheets = (bytes && xlsxSheets(bytes)) ?? [];
    const extent = sheets.map(({ name, rows }) => `sheet "${name}" of ${tableExtent(rows)}`).join(', ');
    return { extent, passages: located(linesOf(text)) };
  },
};

function readText(text: string): Contents {
  return { extent: `${text.length} characters`, passages: located(sentencesOf(text)) };
}

const located = (passages: Passage[]) =>
  passages.map((passage) => ({ ...passage, location: { documentChar: { start: passage.start, end: passage.end } } }));

/** Pages count from 1, and a range ends before its `end` (recorded exchanges). */
function readPages(pages: string[], bytes: Uint8Array): Contents {
  const count = pages.length || countPages(bytes);
  const passages = pages.flatMap((page, index) =>
    sentencesOf(page).map((passage) => ({
      ...passage,
      location: { documentPage: { start: index + 1, end: index + 2 } },
    })),
  );
  return { extent: `${count} ${count === 1 ? 'page' : 'pages'}, ${sizeOf(bytes)}`, passages };
}

function readChunks(chunks: string[]): Contents {
  const passages = chunks.flatMap((text, index) =>
    /\S/.test(text)
      ? [{ text, start: 0, end: text.length, location: { documentChunk: { start: index, end: index + 1 } } }]
      : [],
  );
  return { extent: `${chunks.length} ${chunks.length === 1 ? 'part' : 'parts'}`, passages };
}

/** `2 rows under name, age`. */
function tableExtent(rows: string[][]): string {
  const [head = [], ...rest] = rows;
  return `${rest.length} ${rest.length === 1 ? 'row' : 'rows'} under ${head.slice(0, 8).join(', ') || 'no heading'}`;
}

/** The cells of a CSV file, whose separator is the commonest of the first line. */
function rowsOf(text: string): string[][] {
  const [first = ''] = text.split('\n', 1);
  const [separator] = [',', ';', '\t'].sort((left, right) => first.split(right).length - first.split(left).length);
  return linesOf(text).map(({ text: row }) =>
    row
      .trim()
      .split(separator!)
      .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')),
  );
}
