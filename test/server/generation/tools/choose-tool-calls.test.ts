import { describe, expect, it } from 'vitest';
import { chooseToolCalls } from '../../../../src/server/generation/tools/choose-tool-calls.js';
import type { Conversation, Message, ToolConfiguration } from '../../../../src/server/inference/conversation.js';
import { asking } from '../requests.js';

const text = { type: 'string' };
const number = { type: 'number' };
const tool = (name: string, description: string, properties: Record<string, object> = {}) => ({
  toolSpec: {
    name,
    description,
    inputSchema: { json: { type: 'object', properties, required: Object.keys(properties) } },
  },
});

const tools = [
  tool('get_weather', 'Get current weather information for a location', { location: text }),
  tool('tell_joke', 'Tell a funny joke', { topic: text }),
  tool('get_time', 'Get the current time'),
  tool('best_language_to_learn', 'Gets the best language to learn'),
  tool('dice_roll', 'Rolls a single six-sided die'),
  tool('add', 'Add two numbers', { a: number, b: number }),
  tool('factorial', 'n!', { n: { type: 'integer' } }),
  tool('get_population', 'Population of a city', { city: text }),
  tool('get_distance', 'Distance between two places', { origin: text, destination: text }),
  tool('search_web', 'Search the web', { query: text }),
  tool('order_status', 'Status of an order', { order_id: text }),
  tool('topSong', 'The most popular song played on a radio station', { sign: text }),
] as ToolConfiguration['tools'];

const calls = (asked: string, toolChoice?: ToolConfiguration['toolChoice'], parts: Partial<Conversation> = {}) =>
  chooseToolCalls(asking(asked, {}, { toolConfig: { tools, toolChoice }, ...parts })).map(({ name, input }) => [
    name,
    input,
  ]);
const names = (...asked: Parameters<typeof calls>) => calls(...asked).map(([name]) => name);

describe('a question about one tool', () => {
  it.each<[string, string, object]>([
    ["What's the weather like in Paris, France?", 'get_weather', { location: 'Paris, France' }],
    ['Tell me the weather in Berlin', 'get_weather', { location: 'Berlin' }],
    ['Tell me a joke about cats', 'tell_joke', { topic: 'cats' }],
    ['Add 2 and 3', 'add', { a: 2, b: 3 }],
    ['What is the distance from Paris to London?', 'get_distance', { origin: 'Paris', destination: 'London' }],
    ['The distance between Paris and London', 'get_distance', { origin: 'Paris', destination: 'London' }],
    ['Search the web for cats and dogs', 'search_web', { query: 'Search the web for cats and dogs' }],
    ['Which songs do they play on the radio at WZPZ?', 'topSong', { sign: 'WZPZ' }],
    ['Use topSong', 'topSong', { sign: 'Use topSong' }],
  ])('%s', (asked, name, input) => {
    expect(calls(asked)).toEqual([[name, input]]);
  });

  it.each(['Hello, how are you today?', 'Which city is the capital of France?', ''])('calls none: %j', (asked) => {
    expect(calls(asked, { auto: {} })).toEqual([]);
  });
});

describe('a question that names several things', () => {
  it.each<[string, [string, object][]]>([
    [
      'What is the weather in Seattle and San Francisco today?',
      [
        ['get_weather', { location: 'Seattle' }],
        ['get_weather', { location: 'San Francisco' }],
      ],
    ],
    [
      'Compute the factorial of 5 and 7',
      [
        ['factorial', { n: 5 }],
        ['factorial', { n: 7 }],
      ],
    ],
    [
      'The status of orders ORD-1 and ORD-2',
      [
        ['order_status', { order_id: 'ORD-1' }],
        ['order_status', { order_id: 'ORD-2' }],
      ],
    ],
    ['Roll a six-sided die three times', [1, 2, 3].map(() => ['dice_roll', {}])],
    [
      "What's the weather in Berlin and what's the best language to learn?",
      [
        ['get_weather', { location: 'Berlin' }],
        ['best_language_to_learn', {}],
      ],
    ],
    [
      'What is the population of London and the weather in Paris?',
      [
        ['get_population', { city: 'London' }],
        ['get_weather', { location: 'Paris' }],
      ],
    ],
    [
      "What's the weather and the time in Paris?",
      [
        ['get_weather', { location: 'Paris' }],
        ['get_time', {}],
      ],
    ],
  ] as [string, [string, object][]][])('%s', (asked, expected) => {
    expect(calls(asked)).toEqual(expected);
  });

  it('is answered with one call where the caller wants no more', () => {
    expect(names('The weather in Paris and London', undefined, { oneToolCall: true })).toEqual(['get_weather']);
  });
});

describe('a choice', () => {
  it('of any tool is obeyed', () => {
    expect(names('Hello', { any: {} })).toEqual(['get_weather']);
    expect(names('Play a popular radio station', { any: {} })).toEqual(['topSong']);
    expect(names('The weather in Paris and London', { any: {} })).toEqual(['get_weather', 'get_weather']);
  });

  it('of one tool is obeyed, once', () => {
    expect(names('Hello', { tool: { name: 'topSong' } })).toEqual(['topSong']);
    expect(names('The weather in Paris and London', { tool: { name: 'get_weather' } })).toEqual(['get_weather']);
    expect(names('Hello', { tool: { name: 'unknown' } })).toEqual([]);
  });

  it('calls none where none is on offer', () => {
    expect(chooseToolCalls(asking('weather'))).toEqual([]);
    const toolConfig = { tools: [{ cachePoint: { type: 'default' as const } }] };
    expect(chooseToolCalls(asking('weather', {}, { toolConfig }))).toEqual([]);
  });
});

describe('after the results of tools', () => {
  const messages: Message[] = [
    { role: 'user', content: [{ text: 'What is the weather in Paris?' }] },
    {
      role: 'assistant',
      content: [{ toolUse: { toolUseId: 't1', name: 'get_weather', input: { location: 'Paris' } } }],
    },
    { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ text: '18 degrees' }] } }] },
  ];

  it('calls again only when it must', () => {
    expect(names('', { auto: {} }, { messages })).toEqual([]);
    expect(names('', { any: {} }, { messages })).toHaveLength(1);
  });

  it('calls again when the user asks again', () => {
    const more: Message[] = [
      ...messages,
      { role: 'assistant', content: [{ text: 'It is warm.' }] },
      { role: 'user', content: [{ text: 'And the weather in London?' }] },
    ];
    expect(calls('', undefined, { messages: more })).toEqual([['get_weather', { location: 'London' }]]);
  });
});
