import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { generateConversation } from '../../../../src/server/generation/conversation.js';
import type { ContentBlock, FoldedTurn, Message, TurnEvent } from '../../../../src/server/inference/conversation.js';
import { foldTurn } from '../../../../src/server/inference/fold.js';
import { countTokens } from '../../../../src/server/inference/tokens.js';
import { docx, mp4, pdf, wav, xlsx } from '../../../support/documents.js';
import { asking, context, kindsOf, reply, textOf } from '../requests.js';

const png = encode({ width: 17, height: 5, data: new Uint8Array(85), channels: 1 });
const bytes = (text: string) => Buffer.from(text);

const sending = (text: string, ...blocks: object[]) =>
  asking('', {}, { messages: [{ role: 'user', content: [{ text }, ...blocks] as ContentBlock[] }] });
/** What the reply says before it says who answers. */
const said = (conversation: ReturnType<typeof sending>) =>
  textOf(reply(conversation).content).split(' This is bedrock-local')[0];
const document = (format: string, content: Uint8Array | string, parts: object = {}) => ({
  document: {
    format,
    name: 'facts',
    source: { bytes: typeof content === 'string' ? bytes(content) : content },
    ...parts,
  },
});

describe('media', () => {
  it.each<[string, object, string]>([
    ['picture', { image: { format: 'png', source: { bytes: png } } }, 'a PNG picture of 17 x 5 pixels.'],
    [
      'picture of another kind',
      { image: { format: 'jpeg', source: { bytes: png } } },
      'a PNG picture, sent as jpeg, of 17 x 5 pixels.',
    ],
    [
      'broken picture',
      { image: { format: 'gif', source: { bytes: bytes('none') } } },
      'a picture, sent as gif, of 4 bytes.',
    ],
    ['video', { video: { format: 'mp4', source: { bytes: mp4(12) } } }, 'an MP4 video of 64 bytes, 12 seconds long.'],
    [
      'audio',
      { audio: { format: 'wav', source: { bytes: wav(2) } } },
      'a WAV audio recording of 16.0 kB, 2 seconds long.',
    ],
    [
      'video in S3',
      { video: { format: 'mp4', source: { s3Location: { uri: 's3://films/a.mp4' } } } },
      'the video at s3://films/a.mp4, which is not read here.',
    ],
  ])('%s', (_, block, words) => {
    expect(said(sending('Look', block))).toBe(`You said: "Look". You sent ${words}`);
  });
});

describe('documents', () => {
  const facts = 'Ruby is a language. It was made by Yukihiro Matsumoto in 1993. Many people like it.';
  const question = 'Who made Ruby?';

  it.each<[string, object, string]>([
    ['txt', document('txt', facts), '(TXT, 83 characters), which says: "It was made by Yukihiro Matsumoto in 1993.".'],
    [
      'md',
      document('md', `# Ruby facts\n\n${facts}`),
      '(MD, "Ruby facts", 97 characters), which says: "It was made by',
    ],
    ['html', document('html', `<title>Facts</title><p>${facts}</p>`), '(HTML, "Facts", '],
    [
      'csv',
      document('csv', 'name,made by\nRuby,Matz\nPython,Guido\n'),
      '(CSV, 2 rows under name, made by), which says: "name,made by".',
    ],
    [
      'docx',
      document('docx', docx('First.', facts)),
      '(DOCX, 90 characters), which says: "It was made by Yukihiro Matsumoto in 1993.".',
    ],
    [
      'xlsx',
      document(
        'xlsx',
        xlsx('People', [
          ['name', 'born'],
          ['Matz', 1965],
        ]),
      ),
      '(XLSX, sheet "People" of 1 row under name, born), which says: "People".',
    ],
    ['doc', document('doc', bytes('old format')), '(DOC, 10 bytes).'],
    [
      'text of its own',
      { document: { name: 'facts', source: { text: facts } } },
      '(TXT, 83 characters), which says: "It was',
    ],
    [
      'parts',
      { document: { name: 'facts', source: { content: [{ text: 'One.' }, { text: 'Ruby was made here.' }] } } },
      '(TXT, 2 parts), which says: "Ruby was made here.".',
    ],
  ])('%s', (_, block, words) => {
    expect(said(sending(question, block))).toContain(`You asked: "${question}" You sent the document "facts" ${words}`);
  });

  it('are remembered where a later question has to do with them', () => {
    const messages = (again: string): Message[] => [
      ...sending('Read this', document('txt', facts)).messages,
      { role: 'assistant', content: [{ text: 'I have.' }] },
      { role: 'user', content: [{ text: again }] },
    ];
    const later = (text: string) => said(asking('', {}, { messages: messages(text) }));
    expect(later('Do people like it?')).toContain(
      'Before, you sent the document "facts" (TXT, 83 characters), which says: "Many people',
    );
    expect(later('Hello')).toBe('You said: "Hello".');
  });

  it('come with the results of tools, too', () => {
    const content = [{ text: 'Here.' }, { image: { format: 'png', source: { bytes: png } } }];
    const messages = [{ role: 'user', content: [{ toolResult: { toolUseId: 't', content } }] }] as Message[];
    expect(said(asking('', {}, { messages }))).toBe(
      'The tool t said: Here. It came with a PNG picture of 17 x 5 pixels.',
    );
  });
});

describe('PDF files', () => {
  const file = () =>
    document('pdf', pdf('An introduction.', 'Ruby was made by Matz.'), { citations: { enabled: true } });
  const asked = () => sending('Who made Ruby?', file());

  it('are read first, so that the Turn waits; it says the same again', async () => {
    const conversation = asked();
    const [turn] = generateConversation(conversation, context()).turns;
    expect(Symbol.asyncIterator in turn!).toBe(true);
    const folded = await (foldTurn(turn!) as Promise<FoldedTurn>);
    expect(folded.content[1]).toEqual({
      citationsContent: {
        content: [{ text: 'Ruby was made by Matz.' }],
        citations: [
          {
            location: { documentPage: { documentIndex: 0, start: 2, end: 3 } },
            sourceContent: [{ text: 'Ruby was made by Matz.' }],
            title: 'facts',
          },
        ],
      },
    });
    expect(textOf(folded.content)).toContain('You sent the document "facts" (PDF, 2 pages, ');
    expect(await foldTurn(turn!)).toEqual(folded);
    expect(reply(conversation)).toEqual(folded);
  });

  it('are named where they cannot be read', async () => {
    const conversation = sending('What is this?', document('pdf', 'no such file'));
    const folded = await foldTurn(generateConversation(conversation, context()).turns[0]!);
    expect(textOf(folded.content)).toContain('You sent the document "facts" (PDF, 1 page, 12 bytes). ');
  });
});

describe('citations', () => {
  const facts = 'Ruby is a language. It was made by Matz. ';
  const cited = { citations: { enabled: true } };
  const citationOf = (...blocks: object[]) =>
    reply(sending('Who made Ruby?', ...blocks)).content.find((block) => block.citationsContent)?.citationsContent;

  it('locate a sentence of a text by its characters', () => {
    expect(citationOf(document('txt', 'Other.'), document('txt', facts, cited))).toEqual({
      content: [{ text: 'It was made by Matz.' }],
      citations: [
        {
          location: { documentChar: { documentIndex: 1, start: 20, end: 41 } },
          sourceContent: [{ text: 'It was made by Matz. ' }],
          title: 'facts',
        },
      ],
    });
  });

  it('locate a part of a document that came in parts, and a search result', () => {
    const source = { content: [{ text: 'One.' }, { text: 'Ruby was made here.' }] };
    expect(citationOf({ document: { name: 'facts', source, ...cited } })?.citations?.[0]?.location).toEqual({
      documentChunk: { documentIndex: 0, start: 1, end: 2 },
    });
    const searchResult = {
      source: 'https://example.com',
      title: 'Ruby Facts',
      content: [{ text: 'Matz made it.' }],
      ...cited,
    };
    expect(citationOf({ searchResult })).toEqual({
      content: [{ text: 'Matz made it.' }],
      citations: [
        {
          location: { searchResultLocation: { searchResultIndex: 0, start: 0, end: 1 } },
          source: 'https://example.com',
          sourceContent: [{ text: 'Matz made it.' }],
          title: 'Ruby Facts',
        },
      ],
    });
  });

  it('stand between blocks of text, and stay within the limits', () => {
    const conversation = sending('Who made Ruby?', document('txt', facts, cited));
    const whole = reply(conversation);
    expect(kindsOf(whole)).toEqual(['text', 'citationsContent', 'text']);
    const words = whole.content.map((block) => block.text ?? block.citationsContent?.content?.[0]?.text).join('');
    expect(whole.usage.outputTokens).toBe(countTokens(words));
    for (const maxTokens of [1, 20, 40, 50]) {
      const cut = reply({ ...conversation, sampling: { maxTokens } });
      const kept = cut.content.map((block) => block.text ?? block.citationsContent?.content?.[0]?.text).join('');
      expect(words.startsWith(kept)).toBe(true);
      expect(cut.usage.outputTokens).toBe(maxTokens);
    }
  });

  it('come before the words that they are for in a stream', () => {
    const conversation = sending('Who made Ruby?', document('txt', facts, cited));
    const events = [...(generateConversation(conversation, context()).turns[0] as Iterable<TurnEvent>)];
    const deltas = events.flatMap((event) => ('contentBlockDelta' in event ? [event.contentBlockDelta] : []));
    const kinds = deltas
      .filter(({ contentBlockIndex }) => contentBlockIndex === 1)
      .map(({ delta }) => Object.keys(delta)[0]);
    expect(kinds[0]).toBe('citation');
    expect(new Set(kinds.slice(1))).toEqual(new Set(['text']));
  });
});
