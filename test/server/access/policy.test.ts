import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/server/access/policy.js';
import type { PolicyRule } from '../../../src/server/settings.js';

const invoke = {
  caller: 'AKIAINTERN',
  action: 'bedrock:InvokeModel',
  models: ['us.amazon.nova-lite-v1:0', 'amazon.nova-lite-v1:0'],
};
const list = { caller: 'AKIAINTERN', action: 'bedrock:ListFoundationModels', models: [] };

describe('rules', () => {
  it.each<[string, PolicyRule[], typeof invoke, string]>([
    ['none', [], invoke, 'allowed'],
    ['a deny of everything', [{ effect: 'deny' }], invoke, 'explicit'],
    ['a deny of the model', [{ effect: 'deny', models: ['amazon.*'] }], invoke, 'explicit'],
    ['a deny of another model', [{ effect: 'deny', models: ['anthropic.*'] }], invoke, 'allowed'],
    ['a deny of another caller', [{ effect: 'deny', callers: ['AKIABOSS'] }], invoke, 'allowed'],
    ['a deny of a family of actions', [{ effect: 'deny', actions: ['bedrock:Invoke*'] }], invoke, 'explicit'],
    ['a deny of a model, where none is named', [{ effect: 'deny', models: ['*'] }], list, 'allowed'],
    ['an allow of the model', [{ effect: 'allow', models: ['us.amazon.*'] }], invoke, 'allowed'],
    ['an allow of another model', [{ effect: 'allow', models: ['anthropic.*'] }], invoke, 'implicit'],
    ['an allow of models, where none is named', [{ effect: 'allow', models: ['*'] }], list, 'implicit'],
    ['an allow of another caller', [{ effect: 'allow', callers: ['AKIABOSS'] }], invoke, 'allowed'],
    ['a deny after an allow', [{ effect: 'allow' }, { effect: 'deny', callers: ['AKIA*'] }], invoke, 'explicit'],
    [
      'two allows',
      [
        { effect: 'allow', actions: ['bedrock:List*'] },
        { effect: 'allow', models: ['amazon.*'] },
      ],
      list,
      'allowed',
    ],
  ])('%s', (_what, rules, attempt, decision) => {
    expect(decide(rules, attempt)).toBe(decision);
  });
});
