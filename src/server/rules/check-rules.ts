/** Holds a request to Converse against the rules: the first one that is broken is what AWS would say. */
import type { ConverseRequest } from '@aws-sdk/client-bedrock-runtime';
import type { FoundationModel } from '../../fixtures/foundation-models.js';
import type { ResolvedModel } from '../catalogue.js';
import { ServiceException, validationException } from '../exception.js';
import type { Settings } from '../settings.js';
import { converseRules, rules } from './index.js';
import { promptFields } from './prompts.js';
import type { ConverseContext, Rule } from './rule.js';
import { asClaude } from './shared/as-claude.js';
import { surveyOf } from './shared/survey.js';
import { holds, isOff } from './shared/switches.js';

export interface Conversing {
  input: ConverseRequest;
  model: ResolvedModel;
  operation: 'Converse' | 'ConverseStream';
  region: string;
}

/** Throws the exception of the first rule that the request breaks and the settings do not let pass. */
export function checkRules(asked: Conversing, settings: Settings): void {
  const context = createContext(asked);
  for (const rule of rulesFor(asked.model.model, settings)) {
    const refusal = refuse(rule, context);
    if (refusal) throw refusal;
  }
}

/** The exceptions of all rules that the request breaks, in AWS's order. */
export function* refusals(asked: Conversing, settings: Settings): Generator<ServiceException> {
  const context = createContext(asked);
  for (const rule of rulesFor(asked.model.model, settings)) {
    const refusal = refuse(rule, context);
    if (refusal) yield refusal;
  }
}

/** What can be said before the model is known: it is the prompt that names it. */
export function checkPrompt(input: ConverseRequest, settings: Settings): void {
  if (isOff(promptFields.id, '', settings)) return;
  const refusal = refuse(promptFields, { input } as ConverseContext);
  if (refusal) throw refusal;
}

function createContext({ input, model, operation, region }: Conversing): ConverseContext {
  let claude: ReturnType<typeof asClaude> | undefined;
  return {
    input,
    model,
    operation,
    region,
    survey: surveyOf(input),
    asClaude: () => {
      claude ??= asClaude(input, model.model);
      return claude;
    },
  };
}

const modelSaid = 'The model returned the following errors: ';

function refuse(rule: Rule, context: ConverseContext): ServiceException | undefined {
  const refusal = rule.check(context);
  if (refusal === undefined) return undefined;
  const { name, message, options } = typeof refusal === 'string' ? validationException(refusal) : refusal;
  const words = rule.saidBy === 'model' ? modelSaid + message : message;
  return new ServiceException(name, words, { ...options, rule: rule.id });
}

const chosen = new WeakMap<Settings['rules'], WeakMap<FoundationModel, Rule[]>>();

/** The rules that hold for a model; found out once for each model and list of switches. */
function rulesFor(model: FoundationModel, settings: Settings): Rule[] {
  if (settings.lenient) return [];
  let byModel = chosen.get(settings.rules);
  if (!byModel) {
    byModel = new WeakMap();
    chosen.set(settings.rules, byModel);
  }
  let found = byModel.get(model);
  if (!found) {
    found = converseRules.filter((rule) => holds(rule, model, settings));
    byModel.set(model, found);
  }
  return found;
}

/** The exception with what we would tell a user whom a rule has refused, where it is one that can be switched off. */
export function withHint(refusal: ServiceException): ServiceException {
  const { rule, hint } = refusal.options;
  if (rule === undefined || hint !== undefined || !rules.has(rule)) return refusal;
  const remedy = `rule ${rule}; if your account knows better, write in the config file: rules: { off: ["${rule}"] }`;
  return new ServiceException(refusal.name, refusal.message, { ...refusal.options, hint: remedy });
}
