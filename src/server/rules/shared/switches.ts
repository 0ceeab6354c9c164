/** Whether a rule holds for a model: by the rule's own models, and by what the settings switch off and on. */
import type { FoundationModel } from '../../../fixtures/foundation-models.js';
import type { RuleSwitches, Settings } from '../../settings.js';
import type { RuleModels, RuleRow } from '../rule.js';
import { matchesAny, matchesGlob } from './globs.js';

type Switched = Pick<Settings, 'rules' | 'lenient'>;
type Model = Pick<FoundationModel, 'modelId' | 'format'>;

/** Whether the settings let the rule pass for the model whose id is `modelId`. */
export function isOff(id: string, modelId: string, { rules, lenient }: Switched): boolean {
  return lenient || (rules.off.length > 0 && names(rules.off, id, modelId));
}

export function holds({ id, models }: RuleRow, model: Model, settings: Switched): boolean {
  if (isOff(id, model.modelId, settings)) return false;
  return concerns(models, model, names(settings.rules.on ?? [], id, model.modelId));
}

/** `isOn`: switched on, which brings back the exceptions. */
function concerns(models: RuleModels | undefined, { modelId, format }: Model, isOn: boolean): boolean {
  if (!models) return true;
  if (models.formats && !models.formats.includes(format)) return false;
  if (models.exceptFormats?.includes(format)) return false;
  if (models.only && !matchesAny(models.only, modelId)) return isOn;
  return isOn || !models.except || !matchesAny(models.except, modelId);
}

function names(entries: RuleSwitches['off'], id: string, modelId: string): boolean {
  return entries.some((entry) => {
    const { rule, glob } = readSwitch(entry);
    return rule === id && (glob === undefined || matchesGlob(glob, modelId));
  });
}

/** `converse/role-alternation@anthropic.*` is a rule's id and a glob of model ids. */
export function readSwitch(entry: string): { rule: string; glob?: string } {
  const at = entry.indexOf('@');
  return at < 0 ? { rule: entry } : { rule: entry.slice(0, at), glob: entry.slice(at + 1) };
}
