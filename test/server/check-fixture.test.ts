import { describe, expect, it } from 'vitest';
import type { Fixture } from '../../src/fixtures/fixture.js';
import { checkFixture } from '../../src/server/check-fixture.js';
import { defaultSettings } from '../../src/server/settings.js';

const check = (fixture: unknown, models = defaultSettings.models) =>
  checkFixture(fixture as Fixture, { ...defaultSettings, models });

describe('a fixture that makes no sense is refused in one sentence', () => {
  it.each<[string, unknown, string]>([
    [
      'typo in a key',
      { match: { modle: 'x' }, reply: { text: '' } },
      'fixture/match: "modle" is not a key that is known here; did you mean "model"?',
    ],
    [
      'typo in a reply',
      { reply: { txet: '' } },
      'fixture/reply: "txet" is not a key that is known here; did you mean "text"?',
    ],
    [
      'operation',
      { match: { operation: 'Convers' }, reply: { text: '' } },
      'fixture/match/operation: "Convers" is no operation of Bedrock, so this fixture can never match; did you mean "Converse"?',
    ],
    [
      'model',
      { match: { model: 'anthropic.claude-3-haiku-20240307-v1' }, reply: { text: '' } },
      'is no model of the catalogue, so this fixture can never match; did you mean "anthropic.claude-3-haiku-20240307-v1:0"?',
    ],
    ['glob', { match: { model: 'acme.*' }, reply: { text: '' } }, '"acme.*" is no model of the catalogue'],
    ['pattern', { match: { prompt: { pattern: '(' } }, reply: { text: '' } }, 'Invalid regular expression'],
    ['JSONPath', { match: { body: { '$.a[': 1 } }, reply: { text: '' } }, '"$.a[" is no JSONPath'],
    [
      'a Turn of an embedding model',
      { match: { model: 'amazon.titan-embed-text-v2:0' }, reply: { text: '' } },
      'fixture/reply: amazon.titan-embed-text-v2:0 holds no conversations; give its own body: native: { ... }',
    ],
    [
      'a Turn of an operation without one',
      { match: { operation: 'GetGuardrail' }, reply: { text: '' } },
      'fixture/reply: GetGuardrail carries no conversation; give the members of its output: output: { ... }',
    ],
    [
      'tools of a model without them',
      {
        match: { model: 'amazon.titan-text-express-v1' },
        reply: [{ text: '' }, { toolCalls: [{ name: 'a', input: {} }] }],
      },
      'fixture/reply/1: amazon.titan-text-express-v1 calls no tools',
    ],
    [
      'native outside InvokeModel',
      { match: { operation: 'Converse' }, reply: { native: {} } },
      'a native body serves InvokeModel alone, and the match is for Converse',
    ],
    [
      'a member that the output has not',
      { match: { operation: 'GetGuardrail' }, reply: { output: { nmae: 'x' } } },
      '"nmae" is no member of the output of GetGuardrail; did you mean "name"?',
    ],
    ['two forms', { reply: { text: 'x', native: {} } }, '"native" stands alone, and text stand beside it'],
    ['exception', { reply: { exception: { name: 'ThrotlingException' } } }, 'did you mean "ThrottlingException"?'],
    ['template', { reply: { text: 'Hi {{lastUserTrun}}' } }, 'did you mean "lastUserTurn"?'],
    ['open template', { reply: { text: '{{#input}}' } }, 'Unclosed section "input"'],
  ])('%s', (_name, fixture, sentence) => {
    expect(() => check(fixture)).toThrow(sentence);
  });
});

describe('a fixture that makes sense is not', () => {
  it.each<[string, unknown]>([
    ['any model', { match: { model: '*' }, reply: { toolCalls: [{ name: 'a', input: {} }] } }],
    ['a profile', { match: { model: 'us.anthropic.*' }, reply: { text: '' } }],
    ['a resource of the user', { match: { model: '*:application-inference-profile/abc' }, reply: { text: '' } }],
    [
      'native of an embedding model',
      { match: { model: 'amazon.titan-embed-*' }, reply: { native: { embedding: [1] } } },
    ],
    ['braces that are meant', { template: false, reply: { text: '{{nothing}}' } }],
    ['an operation that no schema models', { match: { operation: 'OpenAI.ChatCompletions' }, reply: { text: '' } }],
    ['falling through', { reply: [{ exception: { name: 'ThrottlingException' } }, { fallthrough: true }] }],
  ])('%s', (_name, fixture) => {
    expect(() => check(fixture)).not.toThrow();
  });

  it('a model that the settings add', () => {
    const models = [{ id: 'acme.new-v1:0', like: 'amazon.nova-lite-v1:0' }];
    expect(() => check({ match: { model: 'acme.*' }, reply: { text: '' } }, models)).not.toThrow();
  });
});
