/** What the model's own format says of the request: fields that the caller added, stop sequences, Claude's rules. */
import type { JsonObject } from '../dialects/dialect.js';
import { dialects } from '../dialects/index.js';
import { claudeRules } from '../dialects/shared/anthropic/rules/index.js';
import { ServiceException } from '../exception.js';
import type { ConverseContext, Rule } from './rule.js';
import { additionalBody, stopBody } from './shared/native-body.js';

/** What the dialect says of a body, its rules aside; undefined where it accepts it. */
function judge(body: JsonObject | undefined, { model: { model } }: ConverseContext): string | undefined {
  if (!body) return undefined;
  const { modelId: id, contextWindow, maxOutputTokens } = model;
  try {
    dialects[model.format]?.read(body, { id, contextWindow, maxOutputTokens, isOff: () => true }, false);
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ServiceException) return thrown.message;
    throw thrown;
  }
}

export const additionalFields: Rule = {
  id: 'converse/additional-fields',
  what: "`additionalModelRequestFields` are fields of the model's native body, and hold what they may hold",
  source: "recorded exchanges and public threads; each format's own schema",
  saidBy: 'model',
  check: (context) => judge(additionalBody(context.input, context.model.model.format), context),
};

export const stopSequences: Rule = {
  id: 'converse/stop-sequences',
  what: "There are no more stop sequences than the model's native format takes",
  source: "each format's own schema, by the user guide",
  saidBy: 'model',
  check: (context) => judge(stopBody(context.input, context.model.model.format), context),
};

/** What Converse has checked itself before the model is asked, in words of its own, or cannot be asked for. */
const checkedBefore = new Set([
  'anthropic-messages/some-message',
  'anthropic-messages/first-role',
  'anthropic-messages/alternation',
  'anthropic-messages/max-tokens',
  'anthropic-messages/some-content',
  'anthropic-messages/tool-calls',
  'anthropic-messages/tool-results',
  'anthropic-messages/url-source',
]);

/** The other rules of Claude's back end, as they show through Converse. */
export const claudeRulesOfConverse: Rule[] = claudeRules
  .filter(({ id }) => !checkedBefore.has(id))
  .map(({ id, what, source, refuse }) => ({
    id,
    what,
    source,
    models: { formats: ['anthropic-messages'] },
    saidBy: 'model',
    check: (context) => refuse(context.asClaude()),
  }));
