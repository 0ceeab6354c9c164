/** Documents: their number, their names, and the text that must stand beside them. */
import type { Rule } from './rule.js';
import { eachBlock } from './shared/survey.js';

const MOST_DOCUMENTS = 5;

export const documentText: Rule = {
  id: 'converse/document-text',
  what: 'A message with a document has a text block too',
  source: 'recorded exchanges',
  check: ({ input, survey }) => {
    if (survey.count.document === 0) return undefined;
    const silent = (input.messages ?? []).some(
      ({ content = [] }) =>
        content.some((block) => block.document) && !content.some((block) => block.text !== undefined),
    );
    return silent
      ? 'A text block must be included when using documents. Add a text block and retry your request.'
      : undefined;
  },
};

export const documentCount: Rule = {
  id: 'converse/document-count',
  what: 'A request has at most five documents',
  source: 'public thread of 2026',
  check: ({ survey }) =>
    survey.count.document > MOST_DOCUMENTS
      ? `You can't include more than ${MOST_DOCUMENTS} documents in a request.`
      : undefined,
};

/** The underscore is in no list of AWS's, and is taken (public thread of 2026). */
const nameForm = /^(?!.*\s\s)[A-Za-z0-9_ ()[\]-]+$/;

export const documentName: Rule = {
  id: 'converse/document-name',
  what: "A document's name has letters, digits, single spaces, hyphens, underscores, parentheses and square brackets",
  source: 'public threads of 2024 to 2026',
  check: ({ input, survey }) => {
    if (survey.count.document === 0) return undefined;
    return eachBlock(input, ({ document }) =>
      document?.name === undefined || nameForm.test(document.name)
        ? undefined
        : "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. Check that the file name conforms to these restrictions and retry your request.",
    );
  },
};

export const documentNames: Rule = {
  id: 'converse/document-names',
  what: 'No two documents of a request have one name',
  source: 'public threads of 2026',
  check: ({ input, survey }) => {
    if (survey.count.document < 2) return undefined;
    const seen = new Set<string>();
    return eachBlock(input, ({ document }) => {
      if (document?.name === undefined) return undefined;
      if (seen.has(document.name))
        return "Messages can't contain duplicate document names. Rename the document and retry your request.";
      seen.add(document.name);
      return undefined;
    });
  },
};
