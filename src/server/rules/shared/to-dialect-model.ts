/** A model of the catalogue as dialects know it. */
import type { FoundationModel } from '../../../fixtures/foundation-models.js';
import type { DialectModel } from '../../dialects/dialect.js';
import { defaultSettings, type Settings } from '../../settings.js';
import { isOff } from './switches.js';

/** What a dialect may know of a model. */
export function toDialectModel(model: FoundationModel, settings: Settings = defaultSettings): DialectModel {
  const { modelId, contextWindow, maxOutputTokens } = model;
  return { id: modelId, contextWindow, maxOutputTokens, isOff: (rule) => isOff(rule, modelId, settings) };
}
