/** Options: how it answers. */
import type { ModelFacts, ModelLifecycle } from '../../../fixtures/foundation-models.js';
import { defaultSettings, type ModelOverlay, type RuleSwitches } from '../../settings.js';
import type { OptionTable } from '../option.js';
import { ruleSwitch } from '../rule-switch.js';
import { boolean, choice, integer, list, mapping, text } from '../value-types.js';
import { regionName } from './kinds.js';

const words = list(text());
const time = text({ pattern: /^\d{4}-\d\d-\d\dT[\d:.]+Z$/, expected: 'a UTC time such as "2026-01-31T12:00:00Z"' });

const lifecycle = mapping<ModelLifecycle>(
  {
    status: choice('ACTIVE', 'LEGACY'),
    startOfLifeTime: time,
    legacyTime: time,
    publicExtendedAccessTime: time,
    endOfLifeTime: time,
  },
  ['status'],
);

const modelFacts = mapping<Partial<ModelFacts>>(
  {
    modelName: text(),
    providerName: text(),
    inputModalities: words,
    outputModalities: words,
    responseStreamingSupported: boolean,
    customizationsSupported: words,
    inferenceTypesSupported: words,
    modelLifecycle: lifecycle,
  },
  [],
);

const place = text({ pattern: /^(\*|[a-z]{2,}(-[a-z]+)+-\d+)$/, expected: 'a region such as us-east-1, or * for all' });

const modelOverlay = mapping<ModelOverlay>(
  {
    id: text({ expected: 'a model id' }),
    like: text({ expected: 'a model id' }),
    facts: modelFacts,
    profile: mapping({ name: text(), destinations: list(place) }, []),
    regions: list(regionName),
  },
  ['id', 'like'],
);

const ruleSwitches = mapping<Partial<RuleSwitches>>({ on: list(ruleSwitch), off: list(ruleSwitch) }, [], (given) => ({
  off: list(ruleSwitch).fromText(given),
}));

export interface EmulationValues {
  seed: number;
  enforceLifecycle: boolean;
  padding: boolean;
  models: ModelOverlay[];
  rules: Partial<RuleSwitches>;
  lenient: boolean;
  transitionMs: number;
}

export const emulationOptions: OptionTable<EmulationValues> = {
  seed: {
    flag: '--seed <number>',
    environment: 'BEDROCK_LOCAL_SEED',
    type: integer(0, 2 ** 32 - 1),
    default: defaultSettings.seed,
    description: 'another seed gives other replies; the same seed gives the same',
  },
  enforceLifecycle: {
    flag: '--enforce-lifecycle',
    environment: 'BEDROCK_LOCAL_ENFORCE_LIFECYCLE',
    type: boolean,
    default: defaultSettings.enforceLifecycle,
    description: 'refuse models whose end of life has come',
  },
  padding: {
    flag: '--no-padding',
    environment: 'BEDROCK_LOCAL_PADDING',
    type: boolean,
    default: defaultSettings.padding,
    description: 'whether event frames carry the padding member "p", as those of AWS do',
  },
  models: {
    type: list(modelOverlay),
    default: [],
    description:
      'models beside those of the catalogue: an id, the id that it is like, and its regions; what its lists say of it ("facts", "profile") is written by bedrock-local models pull',
  },
  rules: {
    environment: 'BEDROCK_LOCAL_RULES_OFF',
    type: ruleSwitches,
    default: {},
    description:
      'rules of AWS to switch "off", or "on" for models that are excepted: ids of docs/rules.md, each also as id@glob for some models; the variable lists those that are off',
  },
  lenient: {
    flag: '--lenient',
    environment: 'BEDROCK_LOCAL_LENIENT',
    type: boolean,
    default: defaultSettings.lenient,
    description: 'switch every rule off: refuse only what is malformed',
  },
  transitionMs: {
    flag: '--transition-ms <milliseconds>',
    environment: 'BEDROCK_LOCAL_TRANSITION_MS',
    type: integer(0, 31 * 24 * 3_600_000),
    default: defaultSettings.transitionMs,
    description:
      'how long a status of a control-plane resource lasts that passes by itself, such as Creating, in milliseconds; a customization job takes three of them',
  },
};
