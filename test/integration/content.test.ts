import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { encode } from 'fast-png';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { createRuntimeClient } from '../support/clients.js';
import { docx, mp4, pdf } from '../support/documents.js';
import { foldConverseStream } from '../support/fold-converse-stream.js';
import { invoke, invokeStream } from '../support/invoke.js';

let server: StartedServer;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const haiku = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const nova = 'amazon.nova-lite-v1:0';
const asking = (modelId: string, ...blocks: ContentBlock[]): ConverseCommandInput => ({
  modelId,
  messages: [{ role: 'user', content: [{ text: 'Who made Ruby?' }, ...blocks] }],
});
const paper = (format: 'pdf' | 'docx' | 'txt', bytes: Uint8Array, more: object = {}): ContentBlock => ({
  document: { format, name: 'facts', source: { bytes }, ...more },
});
const file = () => pdf('An introduction.', 'Ruby was made by Matz.');
const cited = { citations: { enabled: true } };

describe('Converse', () => {
  it.each<[string, string, ContentBlock, string]>([
    ['a PDF', nova, paper('pdf', file()), 'the document "facts" (PDF, 2 pages, '],
    ['a PDF', nova, paper('pdf', file()), 'which says: "Ruby was made by Matz."'],
    ['a Word file', haiku, paper('docx', docx('Ruby was made by Matz.')), 'which says: "Ruby was made by Matz."'],
    [
      'a picture',
      haiku,
      {
        image: {
          format: 'png',
          source: { bytes: encode({ width: 3, height: 2, data: new Uint8Array(6), channels: 1 }) },
        },
      },
      'a PNG picture of 3 x 2 pixels',
    ],
    [
      'a video',
      nova,
      { video: { format: 'mp4', source: { bytes: mp4(9) } } },
      'an MP4 video of 64 bytes, 9 seconds long',
    ],
    [
      'a video in S3',
      nova,
      { video: { format: 'mp4', source: { s3Location: { uri: 's3://films/a.mp4' } } } },
      'the video at s3://films/a.mp4',
    ],
  ])('tells of %s that %s was sent', async (_, modelId, block, words) => {
    const { output } = await client.send(new ConverseCommand(asking(modelId, block)));
    expect(output?.message?.content?.[0]?.text).toContain(words);
  });

  it('cites a PDF by its pages, unary and streamed alike', async () => {
    const input = asking(haiku, paper('pdf', file(), cited));
    const { output, stopReason, usage } = await client.send(new ConverseCommand(input));
    const content = output?.message?.content ?? [];
    expect(content.map((block) => Object.keys(block)[0])).toEqual(['text', 'citationsContent', 'text']);
    expect(content[1]?.citationsContent).toMatchObject({
      content: [{ text: 'Ruby was made by Matz.' }],
      citations: [{ title: 'facts', location: { documentPage: { documentIndex: 0, start: 2, end: 3 } } }],
    });
    const { stream } = await client.send(new ConverseStreamCommand(input));
    const folded = await foldConverseStream(stream);
    expect(folded.content).toEqual(content);
    expect(folded.stopReason).toBe(stopReason);
    expect(folded.usage?.outputTokens).toBe(usage?.outputTokens);
  });
});

describe('a tool that Nova runs itself', () => {
  const input: ConverseCommandInput = {
    modelId: 'us.amazon.nova-2-lite-v1:0',
    messages: [{ role: 'user', content: [{ text: 'Search the web for the latest Ruby' }] }],
    toolConfig: { tools: [{ systemTool: { name: 'nova_grounding' } }] },
  };

  it('shows its call and result, and the reply goes back as it came', async () => {
    const { output } = await client.send(new ConverseCommand(input));
    const message = output!.message!;
    expect(message.content?.map((block) => Object.keys(block)[0])).toEqual([
      'toolUse',
      'toolResult',
      'text',
      'citationsContent',
    ]);
    const messages = [...input.messages!, message, { role: 'user' as const, content: [{ text: 'Thanks' }] }];
    expect((await client.send(new ConverseCommand({ ...input, messages }))).stopReason).toBe('end_turn');
  });

  it('starts a block for its result in a stream', async () => {
    const { stream } = await client.send(new ConverseStreamCommand(input));
    const starts = [];
    const results = [];
    for await (const { contentBlockStart, contentBlockDelta } of stream!) {
      if (contentBlockStart) starts.push(contentBlockStart.start);
      if (contentBlockDelta?.delta?.toolResult) results.push(contentBlockDelta.delta.toolResult);
    }
    expect(starts).toMatchObject([
      { toolUse: { name: 'nova_grounding', type: 'server_tool_use' } },
      { toolResult: { type: 'nova_grounding_result', status: 'success' } },
    ]);
    expect(results).toEqual([[{ text: '[HIDDEN]' }]]);
  });
});

describe('InvokeModel of Claude', () => {
  const body = (source: object) => ({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 500,
    messages: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Who made Ruby?' },
          { type: 'document', title: 'facts', source, ...cited },
        ],
      },
    ],
  });
  const bytes = () => ({ type: 'base64', media_type: 'application/pdf', data: Buffer.from(file()).toString('base64') });

  it('cites in its own words', async () => {
    const [, quote] = (await invoke(client, haiku, body(bytes()))).body.content;
    expect(quote).toEqual({
      type: 'text',
      text: 'Ruby was made by Matz.',
      citations: [
        {
          type: 'page_location',
          cited_text: 'Ruby was made by Matz.',
          document_index: 0,
          document_title: 'facts',
          start_page_number: 2,
          end_page_number: 3,
        },
      ],
    });
    const source = { type: 'text', media_type: 'text/plain', data: 'Hello. Ruby was made by Matz. Bye.' };
    const [, plain] = (await invoke(client, haiku, body(source))).body.content;
    expect(plain.citations).toMatchObject([{ type: 'char_location', start_char_index: 7, end_char_index: 30 }]);
  });

  it('streams a block that is cited: the citation, then its words', async () => {
    const { chunks } = await invokeStream(client, haiku, body(bytes()));
    const second = chunks.filter((chunk) => chunk.index === 1);
    expect(second[0]).toMatchObject({
      type: 'content_block_start',
      content_block: { type: 'text', text: '', citations: [] },
    });
    expect(second.map((chunk) => chunk.delta?.type)).toEqual([
      undefined,
      'citations_delta',
      ...second.slice(2, -1).map(() => 'text_delta'),
      undefined,
    ]);
    expect(second.map((chunk) => chunk.delta?.text ?? '').join('')).toBe('Ruby was made by Matz.');
  });

  it('cites search results', async () => {
    const content = [
      { type: 'text', text: 'Who made Ruby?' },
      {
        type: 'search_result',
        source: 'https://example.com',
        title: 'Ruby Facts',
        content: [{ type: 'text', text: 'Ruby was made by Matz.' }],
        ...cited,
      },
    ];
    const reply = await invoke(client, haiku, { ...body({}), messages: [{ role: 'user', content }] });
    expect(reply.body.content[1].citations).toEqual([
      {
        type: 'search_result_location',
        cited_text: 'Ruby was made by Matz.',
        source: 'https://example.com',
        title: 'Ruby Facts',
        search_result_index: 0,
        start_block_index: 0,
        end_block_index: 1,
      },
    ]);
  });
});
