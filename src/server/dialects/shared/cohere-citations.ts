/** Cohere's citations: which words of the answer stand in which of the caller's documents. */
import type { Json, JsonObject } from '../dialect.js';

interface Citation {
  start: number;
  end: number;
  text: string;
  document_ids: string[];
}

/** Words of at least five letters, so that no article or preposition is a citation. */
const word = /[\p{L}\p{N}]{5,}/gu;

/** Documents with their id: the caller's own, else `doc_0`, `doc_1`, ... */
export function nameDocuments(documents: JsonObject[]): JsonObject[] {
  return documents.map((document, index) => ({ id: `doc_${index}`, ...document }));
}

/** Words that stand side by side in the answer and in the same documents are one citation. */
export function findCitations(text: string, documents: JsonObject[]): JsonObject[] {
  const vocabularies = documents.map((document) => ({ id: String(document.id), words: wordsOf(document) }));
  const citations: Citation[] = [];
  for (const match of text.matchAll(word)) {
    const found = vocabularies.filter(({ words }) => words.has(match[0].toLowerCase())).map(({ id }) => id);
    if (found.length > 0) addWord(citations, text, match.index, match.index + match[0].length, found);
  }
  return citations.map((citation) => ({ ...citation }));
}

function addWord(citations: Citation[], text: string, start: number, end: number, ids: string[]): void {
  const last = citations.at(-1);
  const touches = last && text.slice(last.end, start) === ' ' && last.document_ids.join() === ids.join();
  if (touches) Object.assign(last, { end, text: text.slice(last.start, end) });
  else citations.push({ start, end, text: text.slice(start, end), document_ids: ids });
}

function wordsOf({ id: _, ...fields }: JsonObject): Set<string> {
  const texts = Object.values(fields).filter((value: Json) => typeof value === 'string');
  return new Set(texts.flatMap((text) => text.toLowerCase().match(word) ?? []));
}
