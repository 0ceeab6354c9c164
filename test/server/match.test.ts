import { describe, expect, it } from 'vitest';
import type { Fixture, FixtureMatch } from '../../src/fixtures/fixture.js';
import type { Exchange } from '../../src/server/exchange.js';
import { matches } from '../../src/server/match.js';
import { explain, explainAll, nearestFixture, sayMismatch } from '../../src/server/match-explain.js';
import { loadFixtures } from '../../src/server/namespace.js';
import { openConverse } from '../../src/server/operations/converse.js';
import { openInvokeModel } from '../../src/server/operations/invoke-model.js';
import { fakeExchange } from './operations/fake-exchange.js';

const modelId = 'us.anthropic.claude-3-haiku-20240307-v1:0';

function converse(): Exchange {
  const exchange = fakeExchange('Converse', {
    modelId,
    system: [{ text: 'Be brief.' }],
    messages: [
      { role: 'user', content: [{ text: 'What is the weather in Berlin?' }] },
      { role: 'assistant', content: [{ toolUse: { toolUseId: 't1', name: 'get_weather', input: {} } }] },
      { role: 'user', content: [{ toolResult: { toolUseId: 't1', content: [{ text: 'Rain' }] } }] },
    ],
    inferenceConfig: { maxTokens: 50 },
    toolConfig: { tools: [{ toolSpec: { name: 'get_weather', inputSchema: { json: { type: 'object' } } } }] },
  });
  exchange.headers['x-tenant'] = 'acme';
  return open(exchange, openConverse);
}

function invoke(body: object): Exchange {
  const bytes = Buffer.from(JSON.stringify(body));
  const exchange = fakeExchange('InvokeModel', { modelId: 'anthropic.claude-3-haiku-20240307-v1:0', body: bytes });
  return open(exchange, openInvokeModel);
}

function open(exchange: Exchange, face: typeof openConverse): Exchange {
  const { inference, model } = face(exchange);
  return Object.assign(exchange, { inference, model, notes: { ...exchange.notes, model: model.requestedId } });
}

const native = {
  anthropic_version: 'bedrock-2023-05-31',
  max_tokens: 9,
  messages: [{ role: 'user', content: 'Hello, Claude' }],
};

describe('a criterion', () => {
  it.each<[FixtureMatch, FixtureMatch]>([
    [{ operation: ['Converse', 'InvokeModel'] }, { operation: 'ConverseStream' }],
    [{ model: modelId }, { model: 'us.anthropic.claude-3-haiku' }],
    [{ model: 'anthropic.claude-3-haiku-*' }, { model: 'amazon.*' }],
    [{ model: ['amazon.*', 'us.*haiku*'] }, { model: 'eu.*haiku*' }],
    [{ region: 'us-east-1' }, { region: ['eu-west-1'] }],
    [{ prompt: 'weather' }, { prompt: 'Rain' }],
    [{ prompt: { pattern: '^what IS', flags: 'gi' } }, { prompt: { pattern: '^Be' } }],
    [{ lastUserTurn: 'Berlin' }, { lastUserTurn: 'Paris' }],
    [{ system: 'brief' }, { system: 'long' }],
    [{ tools: ['get_weather'] }, { tools: ['get_weather', 'get_time'] }],
    [{ toolResults: ['get_weather', 't1'] }, { toolResults: ['get_time'] }],
    [{ turn: 1 }, { turn: 2 }],
    [{ headers: { 'X-Tenant': { pattern: '^ac' } } }, { headers: { 'x-other': '' } }],
    [{ input: { 'inferenceConfig.maxTokens': 50 } }, { input: { 'messages.0.role': 'assistant' } }],
  ])('%j holds, %j does not', (holding, failing) => {
    expect([matches(holding, converse()), matches(failing, converse())]).toEqual([true, false]);
  });

  it.each<[FixtureMatch['body'], FixtureMatch['body']]>([
    [{ '$.max_tokens': 9 }, { '$.max_tokens': 10 }],
    [{ '$.messages[0].content': 'Hello, Claude' }, { '$.messages[1].content': 'Hello, Claude' }],
    [{ '$.messages[*].content': { pattern: 'claude', flags: 'i' } }, { '$.messages[*].content': { pattern: 'titan' } }],
    [{ "$.messages[?@.role == 'user']": native.messages[0] }, { "$.messages[?@.role == 'assistant']": {} }],
  ])('of the native body: %j holds, %j does not', (holding, failing) => {
    const exchange = invoke(native);
    expect([matches({ body: holding }, exchange), matches({ body: failing }, exchange)]).toEqual([true, false]);
    expect(matches({ body: holding }, converse())).toBe(false);
  });

  it('with the flag g remembers nothing of the exchange before', () => {
    const match = { prompt: { pattern: 'weather', flags: 'gy' } };
    const sticky = { prompt: { pattern: 'What', flags: 'y' } };
    expect([1, 2, 3].map(() => matches(match, converse()))).toEqual([false, false, false]);
    expect([1, 2, 3].map(() => matches(sticky, converse()))).toEqual([true, true, true]);
  });
});

describe('an explanation', () => {
  const active = (item: Fixture) => ({ id: 'mine', item, used: 0 });

  it('says of every criterion what was expected and what was received', () => {
    const fixture = active({ match: { prompt: 'Paris', turn: 1 }, reply: { text: 'x' }, source: 'a.yaml:3' });
    expect(explain(fixture, converse())).toEqual({
      id: 'mine',
      source: 'a.yaml:3',
      matches: false,
      criteria: [
        { criterion: 'turn', holds: true, expected: '1', received: '1' },
        {
          criterion: 'prompt',
          holds: false,
          expected: 'to contain "Paris"',
          received: JSON.stringify('What is the weather in Berlin?\n\n'),
        },
        {
          criterion: 'reply',
          holds: true,
          expected: 'an operation that carries a conversation',
          received: '"Converse"',
        },
      ],
    });
  });

  it('knows counts, stories and what a reply can serve', () => {
    const failed = (item: Fixture, used = 0) =>
      explain({ id: 'x', item, used }, converse())
        .criteria.filter(({ holds }) => !holds)
        .map(({ criterion, expected, received }) => [criterion, expected, received]);
    expect(failed({ reply: { text: '' }, times: 2 }, 2)).toEqual([['times', 'at most 2 matches', '"2 so far"']]);
    expect(failed({ reply: { text: '' }, scenario: { requires: 'paid' } })).toEqual([
      ['scenario.requires', 'the state paid', '"start"'],
    ]);
    expect(failed({ reply: { native: {} } })).toEqual([['reply', 'InvokeModel', '"Converse"']]);
  });

  it('is ordered as fixtures are asked, and names the nearest', () => {
    const exchange = converse();
    loadFixtures(exchange.namespace, [
      { id: 'far', match: { prompt: 'Paris', region: 'eu-west-1' }, reply: { text: '' } },
      { id: 'near', match: { prompt: 'Paris', region: 'us-east-1' }, reply: { text: '' } },
      { id: 'first', match: { prompt: 'Rome', turn: 9 }, priority: 1, reply: { text: '' } },
    ]);
    expect(explainAll(exchange).map(({ id }) => id)).toEqual(['first', 'near', 'far']);
    expect(sayMismatch(nearestFixture(exchange)!)).toBe(
      `near: prompt: expected to contain "Paris", received ${JSON.stringify('What is the weather in Berlin?\n\n')}`,
    );
  });
});
