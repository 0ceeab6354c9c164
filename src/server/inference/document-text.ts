/** What a document says, of every format that can be read at once; a PDF takes a while and is read elsewhere. */
import type { ContentBlock } from './conversation.js';
import { docxText, xlsxSheets } from './office-text.js';

export type DocumentBlock = ContentBlock.DocumentMember['document'];

const textFormats = new Set(['txt', 'md', 'csv', 'html']);

/** What each file says, as long as the request has it. */
const read = new WeakMap<Uint8Array, string | undefined>();

/** `undefined` for a format that is not read, a file that is broken, and one that is not in the request. */
export function documentText({ format = 'txt', source }: DocumentBlock): string | undefined {
  if (source?.text !== undefined) return source.text;
  if (source?.content) return source.content.flatMap((part) => part.text || []).join('\n');
  const bytes = source?.bytes;
  if (!bytes || (!textFormats.has(format) && format !== 'docx' && format !== 'xlsx')) return undefined;
  if (!read.has(bytes)) read.set(bytes, readBytes(bytes, format));
  return read.get(bytes);
}

function readBytes(bytes: Uint8Array, format: string): string | undefined {
  if (format === 'docx') return docxText(bytes);
  if (format === 'xlsx')
    return xlsxSheets(bytes)
      ?.map(({ name, rows }) => [name, ...rows.map((cells) => cells.join('\t'))].join('\n'))
      .join('\n\n');
  return new TextDecoder().decode(bytes);
}
