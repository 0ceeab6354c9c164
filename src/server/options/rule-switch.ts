/** An entry of the lists of rules that are switched off or on: `converse/blank-text`, `converse/blank-text@meta.*`. */

import { didYouMean } from '../nearest.js';
import { rules } from '../rules/index.js';
import { readSwitch } from '../rules/shared/switches.js';
import type { RuleSwitches } from '../settings.js';
import { text, ValueProblem, type ValueType } from './value-types.js';

const entry = text({ expected: 'the id of a rule' });

export const ruleSwitch: ValueType<string> = {
  ...entry,
  read(value, path) {
    const given = entry.read(value, path);
    const mistake = mistakeOf(given);
    if (mistake) throw new ValueProblem(path, (subject) => `${subject}: ${mistake}`);
    return given;
  },
};

/** Throws an Error that names the first entry which means no rule. */
export function checkRuleSwitches({ off, on = [] }: RuleSwitches): void {
  for (const given of [...off, ...on]) {
    const mistake = mistakeOf(given);
    if (mistake) throw new Error(`rules: ${mistake}`);
  }
}

function mistakeOf(given: string): string | undefined {
  const { rule } = readSwitch(given);
  return rules.has(rule) ? undefined : `"${rule}" is the id of no rule${didYouMean(rule, [...rules.keys()])}`;
}
