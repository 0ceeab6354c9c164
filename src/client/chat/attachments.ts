/** Files that go with a message: pictures and documents, as Converse takes them. */
import { basename, extname } from 'node:path';
import type { ContentBlock, DocumentFormat, ImageFormat } from '@aws-sdk/client-bedrock-runtime';
import { userError } from '../user-error.js';
import { readWhole } from '../whole-file.js';

/** The first bytes of each format, in Latin-1. */
const pictureMarks: [RegExp, ImageFormat][] = [
  [/^\x89PNG\r\n/, 'png'],
  [/^\xff\xd8\xff/, 'jpeg'],
  [/^GIF8/, 'gif'],
  [/^RIFF[\s\S]{4}WEBP/, 'webp'],
];

const documentFormats: readonly string[] = ['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md'];
const formatOfExtension: Record<string, string> = { htm: 'html', markdown: 'md', text: 'txt', log: 'txt' };

/** The bytes tell the format: an extension may lie, and Bedrock looks. */
export function readPicture(path: string): ContentBlock {
  const bytes = readWhole(path);
  const head = bytes.toString('latin1', 0, 16);
  const format = pictureMarks.find(([mark]) => mark.test(head))?.[1];
  if (!format) throw userError(`${path} is no picture that Converse takes: PNG, JPEG, GIF or WebP`);
  return { image: { format, source: { bytes: new Uint8Array(bytes) } } };
}

/** Letters, digits, single blanks, hyphens, parentheses and brackets. Source: API reference, DocumentBlock. */
function documentName(path: string): string {
  const name = basename(path, extname(path)).replaceAll(/[^\p{L}\p{N}\-()[\]]+/gu, ' ');
  return (
    name
      .normalize('NFKD')
      .replaceAll(/[^A-Za-z0-9 \-()[\]]/g, '')
      .trim()
      .slice(0, 200) || 'document'
  );
}

export function readDocument(path: string): ContentBlock {
  const extension = extname(path).slice(1).toLowerCase();
  const format = formatOfExtension[extension] ?? extension;
  if (!documentFormats.includes(format))
    throw userError(`${path} is no document that Converse takes: .${documentFormats.join(', .')}`);
  const bytes = new Uint8Array(readWhole(path));
  if (bytes.length === 0) throw userError(`${path} is empty`);
  return { document: { format: format as DocumentFormat, name: documentName(path), source: { bytes } } };
}

/** Two documents of one message may not have one name. */
export function withOwnName(block: ContentBlock, others: ContentBlock[]): ContentBlock {
  const { document } = block;
  if (!document) return block;
  const taken = new Set(others.map((other) => other.document?.name));
  let name = document.name!;
  for (let copy = 2; taken.has(name); copy++) name = `${document.name} (${copy})`;
  return { document: { ...document, name } };
}

/** A path as people type it or drop it onto a terminal: in quotes, with blanks behind a backslash, with a tilde. */
export function readPath(typed: string, home: string): string {
  const quoted = /^(['"])(.*)\1$/.exec(typed)?.[2];
  const path = quoted ?? (process.platform === 'win32' ? typed : typed.replaceAll(/\\(.)/g, '$1'));
  return path === '~' || path.startsWith('~/') ? home + path.slice(1) : path;
}
