import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { resolveModel } from '../../../src/server/catalogue.js';
import type { ServiceException } from '../../../src/server/exception.js';
import { checkPrompt, refusals } from '../../../src/server/rules/check-rules.js';
import { converseRules, rules } from '../../../src/server/rules/index.js';
import { defaultSettings, type Settings } from '../../../src/server/settings.js';
import { type Asked, type Case, hi, models } from './cases/case.js';
import { cases } from './cases/index.js';

function refusalsOf(
  modelId: string,
  asked: Asked,
  operation: Case['operation'] = 'Converse',
  switched: Partial<Settings> = {},
) {
  const settings = { ...defaultSettings, ...switched };
  const model = resolveModel(modelId, 'us-east-1', settings, operation, 0);
  const input: ConverseRequest = { modelId, messages: [hi], ...asked };
  return [...refusals({ input, model, operation, region: 'us-east-1' }, settings)];
}
const idsOf = (found: ServiceException[]) => found.map(({ options }) => options.rule);

describe('each rule of Converse', () => {
  it.each(cases.map((row) => [row.rule, row.model, row] as const))('%s refuses %s', (rule, model, row) => {
    const [first] = refusalsOf(model, row.refused, row.operation);
    expect([first?.options.rule, first?.name, first?.message]).toEqual([
      rule,
      row.exception ?? 'ValidationException',
      row.words,
    ]);
  });

  it.each(cases.map((row) => [row.rule, row.model, row] as const))(
    '%s lets the nearest request to %s pass',
    (_, model, row) => {
      expect(idsOf(refusalsOf(model, row.passes, row.operation))).toEqual([]);
      if (row.other) expect(idsOf(refusalsOf(row.other, row.refused, row.operation))).not.toContain(row.rule);
    },
  );

  it.each(cases.map((row) => [row.rule, row] as const))('%s says nothing when it is off', (rule, row) => {
    const off = (entry: string) => refusalsOf(row.model, row.refused, row.operation, { rules: { off: [entry] } });
    const { model } = resolveModel(row.model, 'us-east-1', defaultSettings, 'Converse', 0);
    expect(idsOf(off(rule))).not.toContain(rule);
    expect(idsOf(off(`${rule}@${model.modelId.slice(0, 6)}*`))).not.toContain(rule);
    expect(idsOf(off(`${rule}@nobody.*`))).toContain(rule);
    expect(refusalsOf(row.model, row.refused, row.operation, { lenient: true })).toEqual([]);
  });

  it('has a case', () => {
    const tried = new Set(cases.map(({ rule }) => rule));
    const untried = converseRules.map(({ id }) => id).filter((id) => !tried.has(id));
    expect(untried).toEqual(['converse/prompt-fields']);
  });

  it('has an id of its face, a source, and a sentence', () => {
    for (const { id, what, source } of rules.values()) {
      expect(id).toMatch(/^(converse|invoke-model|anthropic-messages|batch)\/[a-z0-9-]+$/);
      expect([what.length > 10, what.endsWith('.'), source.length > 5]).toEqual([true, false, true]);
    }
    expect(new Set(converseRules.map(({ id }) => id)).size).toBe(converseRules.length);
  });
});

describe('a rule that AWS has given up for some models', () => {
  const twice = { messages: [hi, hi] };

  it('is brought back for them by a switch', () => {
    const on = (entry: string) =>
      idsOf(refusalsOf(models.haiku3, twice, 'Converse', { rules: { off: [], on: [entry] } }));
    expect(refusalsOf(models.haiku3, twice)).toEqual([]);
    expect(on('converse/role-alternation')).toEqual(['converse/role-alternation']);
    expect(on('converse/role-alternation@anthropic.*')).toEqual(['converse/role-alternation']);
    expect(on('converse/role-alternation@amazon.*')).toEqual([]);
  });

  it('stays off where both are said', () => {
    const rules = { off: ['converse/role-alternation'], on: ['converse/role-alternation'] };
    expect(refusalsOf(models.commandR, twice, 'Converse', { rules })).toEqual([]);
  });
});

describe('the ARN of a prompt', () => {
  const modelId = 'arn:aws:bedrock:us-east-1:123456789012:prompt/ABCDEFGHIJ:1';

  it('admits none of the fields that the prompt has itself', () => {
    const check = (asked: Asked, settings: Partial<Settings> = {}) =>
      checkPrompt({ modelId, ...asked } as ConverseRequest, { ...defaultSettings, ...settings });
    const words = "A prompt resource doesn't support the inferenceConfig field. Remove inferenceConfig and try again.";
    expect(() => check({ inferenceConfig: {} })).toThrow(words);
    expect(() => check({ messages: [hi] })).not.toThrow();
    expect(() => check({ inferenceConfig: {} }, { rules: { off: ['converse/prompt-fields'] } })).not.toThrow();
  });
});
