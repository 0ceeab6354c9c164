/** Blocks that a model does not take, and documents. */
import {
  assistant,
  type Case,
  call,
  film,
  found,
  hi,
  models,
  paper,
  picture,
  sound,
  text,
  thought,
  toolConfig,
  user,
} from './case.js';

const { lite, micro, haiku45, haiku3, gptOss, voxtral, haiku35 } = models;
const block = (kind: string) =>
  `This model doesn't support the ${kind} content block that you provided. Update the content block and try again.`;
const s3 = { image: { format: 'png' as const, source: { s3Location: { uri: 's3://bucket/a.png' } } } };
const badName =
  "The document file name can only contain alphanumeric characters, whitespace characters, hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character. Check that the file name conforms to these restrictions and retry your request.";
const papers = (count: number) => Array.from({ length: count }, (_, index) => paper(`Paper ${index}`));

export const content: Case[] = [
  {
    rule: 'converse/image-support',
    model: micro,
    words: block('image'),
    refused: { messages: [user(text('What is it?'), picture())] },
    passes: { messages: [hi] },
    other: lite,
  },
  {
    rule: 'converse/image-support',
    model: haiku35,
    words: block('image'),
    refused: {
      messages: [hi, assistant(call('a')), user({ toolResult: { toolUseId: 'a', content: [picture() as never] } })],
      toolConfig,
    },
    passes: { messages: [hi], toolConfig },
    other: haiku45,
  },
  {
    rule: 'converse/document-support',
    model: gptOss,
    words: block('document'),
    refused: { messages: [user(text('Read it.'), paper('A paper'))] },
    passes: { messages: [hi] },
    other: haiku45,
  },
  {
    rule: 'converse/video-support',
    model: haiku45,
    words: block('video'),
    refused: { messages: [user(text('Watch it.'), film)] },
    passes: { messages: [hi] },
    other: lite,
  },
  {
    rule: 'converse/audio-support',
    model: lite,
    words: block('audio'),
    refused: { messages: [user(text('Listen.'), sound)] },
    passes: { messages: [hi] },
    other: voxtral,
  },
  {
    rule: 'converse/search-result-support',
    model: haiku3,
    words: block('searchResult'),
    refused: { messages: [user(found, text('Where?'))] },
    passes: { messages: [hi] },
    other: haiku45,
  },
  {
    rule: 'converse/s3-location',
    model: haiku45,
    words: "This model doesn't support the s3Uri field. Remove s3Uri and try again.",
    refused: { messages: [user(text('What is it?'), s3)] },
    passes: { messages: [user(text('What is it?'), picture())] },
    other: lite,
  },
  {
    rule: 'converse/document-text',
    model: haiku45,
    words: 'A text block must be included when using documents. Add a text block and retry your request.',
    refused: { messages: [user(paper('A paper'))] },
    passes: { messages: [user(paper('A paper'), text('Read it.'))] },
  },
  ...['report.pdf', 'two  blanks', 'a\tb', 'größe', "John's"].map((name) => ({
    rule: 'converse/document-name',
    model: lite,
    words: badName,
    refused: { messages: [user(text('Read it.'), paper(name))] },
    passes: { messages: [user(text('Read it.'), paper('A-b_c (1) [2]'))] },
  })),
  {
    rule: 'converse/document-names',
    model: lite,
    words: "Messages can't contain duplicate document names. Rename the document and retry your request.",
    refused: { messages: [user(text('One.'), paper('A')), assistant(text('Yes.')), user(text('Two.'), paper('A'))] },
    passes: { messages: [user(text('One.'), paper('A')), assistant(text('Yes.')), user(text('Two.'), paper('B'))] },
  },
  {
    rule: 'converse/document-count',
    model: lite,
    words: "You can't include more than 5 documents in a request.",
    refused: { messages: [user(text('Read.'), ...papers(6))] },
    passes: { messages: [user(text('Read.'), ...papers(5))] },
  },
  {
    rule: 'converse/reasoning-signature',
    model: 'us.amazon.nova-2-lite-v1:0',
    words:
      "This model doesn't support the reasoningContent.reasoningText.signature field. Remove reasoningContent.reasoningText.signature and try again.",
    refused: { messages: [hi, assistant(thought('EqQB'), text('Hello.')), hi] },
    passes: { messages: [hi, assistant(thought(), text('Hello.')), hi] },
    other: haiku45,
  },
];
