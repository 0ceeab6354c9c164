/** What a native body says to its guardrail: the configuration beside the model's own keys, and tags around what is to be judged. */
import type { Json, JsonObject } from '../../dialects/dialect.js';
import { validationException } from '../../exception.js';
import type { Exchange } from '../../exchange.js';
import type { GuardedText, Qualifier } from '../../generation/guardrails/guardrail.js';

export const guardrailConfigKey = 'amazon-bedrock-guardrailConfig';

/** Source: the user guide on input tags and on contextual grounding with InvokeModel. */
const qualifiers: Record<string, Qualifier> = {
  guardContent: 'guard_content',
  groundingSource: 'grounding_source',
  query: 'query',
};
const names = Object.keys(qualifiers).join('|');

/** AWS's words, as quoted in boto3 issue 4292 (no version) and aws-sdk-js-v3 issue 6482. */
export function incorrectFormat(): Error {
  return validationException('Guardrail was enabled but input is in incorrect format.', {
    rule: 'guardrail/format',
    hint: 'name both the guardrail and its version; the body must be JSON',
  });
}

/**
 * The body as the model gets it: without the configuration and without its tags. Throws where a guardrail is configured but not
 * named (API reference of InvokeModel).
 */
export function readGuardrailConfig(body: JsonObject, { input }: Exchange): JsonObject {
  if (body[guardrailConfigKey] === undefined) return body;
  if (input.guardrailIdentifier === undefined) throw incorrectFormat();
  const { [guardrailConfigKey]: _, ...native } = body;
  const suffix = tagSuffixOf(body);
  if (suffix === undefined) return native;
  const tags = new RegExp(`</?amazon-bedrock-guardrails-(?:${names})_${suffix}>`, 'g');
  const strip = (_key: string, value: Json) => (typeof value === 'string' ? value.replace(tags, '') : value);
  return JSON.parse(JSON.stringify(native, strip)) as JsonObject;
}

/** What stands between tags, anywhere in the body. */
export function readTagged(body: JsonObject): GuardedText[] {
  const suffix = tagSuffixOf(body);
  if (suffix === undefined) return [];
  const tagged = new RegExp(
    `<amazon-bedrock-guardrails-(${names})_${suffix}>(.*?)</amazon-bedrock-guardrails-\\1_${suffix}>`,
    'gs',
  );
  const texts: GuardedText[] = [];
  JSON.stringify(body, (_key, value: Json) => {
    if (typeof value === 'string')
      for (const [, name = '', text = ''] of value.matchAll(tagged))
        texts.push({ text, qualifiers: [qualifiers[name]!] });
    return value;
  });
  return texts;
}

/** Letters, digits, hyphens and underscores: nothing that a pattern would take for its own. */
function tagSuffixOf(body: JsonObject): string | undefined {
  const suffix = (body[guardrailConfigKey] as JsonObject | undefined)?.tagSuffix;
  return typeof suffix === 'string' && /^[\w-]+$/.test(suffix) ? suffix : undefined;
}
