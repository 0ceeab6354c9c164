import { describe, expect, it } from 'vitest';
import { checkRuleSwitches } from '../../../src/server/options/rule-switch.js';
import { readOptions } from '../../../src/server/options.js';
import { isOff } from '../../../src/server/rules/shared/switches.js';

const read = (environment: Record<string, string>, flags = {}) =>
  readOptions({ environment, flags, directory: '/' }).settings;

describe('rules among the options', () => {
  it('are all on where nothing is said', () => {
    expect(read({})).toMatchObject({ rules: { off: [], on: [] }, lenient: false });
  });

  it('are switched off by a variable, each also for some models', () => {
    const { rules } = read({ BEDROCK_LOCAL_RULES_OFF: 'converse/blank-text, converse/max-tokens@amazon.*' });
    expect(rules).toEqual({ off: ['converse/blank-text', 'converse/max-tokens@amazon.*'], on: [] });
  });

  it('are all off by one flag or variable', () => {
    expect([read({}, { lenient: true }).lenient, read({ BEDROCK_LOCAL_LENIENT: '1' }).lenient]).toEqual([true, true]);
  });

  it('are named by the nearest where there is none of the name', () => {
    expect(() => read({ BEDROCK_LOCAL_RULES_OFF: 'converse/blank-txt' })).toThrow(
      'BEDROCK_LOCAL_RULES_OFF.off[0]: "converse/blank-txt" is the id of no rule; did you mean "converse/blank-text"?',
    );
    expect(() => checkRuleSwitches({ off: [], on: ['mantle/nothing-of-ours'] })).toThrow(
      'rules: "mantle/nothing-of-ours" is the id of no rule',
    );
  });
});

describe('a switch', () => {
  const settings = (...off: string[]) => ({ rules: { off }, lenient: false });

  it.each([
    ['converse/a', true],
    ['converse/a@amazon.*', true],
    ['converse/a@amazon.nova-lite-v1:0', true],
    ['converse/a@*nova*', true],
    ['converse/a@amazon.nova', false],
    ['converse/a@amazonXnova*', false],
    ['converse/ab', false],
    ['converse/b', false],
  ])('%s', (entry, off) => {
    expect(isOff('converse/a', 'amazon.nova-lite-v1:0', settings(entry))).toBe(off);
  });

  it('is not asked where all rules are off', () => {
    expect(isOff('converse/a', 'amazon.nova-lite-v1:0', { rules: { off: [] }, lenient: true })).toBe(true);
  });
});
