/** Which model of the catalogue answers for an endpoint: the one that its source names, as far as one is named. */
import type { FoundationModel } from '../../../fixtures/foundation-models.js';
import { modelsIn } from '../../catalogue.js';
import type { Scope } from '../resource.js';

/** For a source that names none: the first that the region has. */
const others = ['openai.gpt-oss-20b-1:0', 'amazon.nova-lite-v1:0'];

/** Shorter names, such as `r1`, stand in too many others. */
const SHORTEST_NAME = 6;

/**
 * `source`: the ARN of a model in the public hub, such as `.../Model/meta-textgeneration-llama-3-1-8b-instruct/1.0.0`. Hubs and catalogue
 * put dots and dashes in different places, so that letters and digits alone are held against each other; the longest name wins.
 */
export function hostedModelId(source: string, { region, namespace }: Scope): string | undefined {
  const models = modelsIn(region, namespace.settings, namespace.clock.now());
  const [, hubName = ''] = /\/Model\/([^/]+)/.exec(source) ?? [];
  const spelled = lettersOf(hubName);
  const named = models
    .filter((model) => nameOf(model).length >= SHORTEST_NAME && spelled.includes(nameOf(model)))
    .sort((one, other) => nameOf(other).length - nameOf(one).length);
  return named[0]?.modelId ?? others.find((other) => models.some(({ modelId }) => modelId === other));
}

/** `llama318binstruct` of `meta.llama3-1-8b-instruct-v1:0`. */
const nameOf = ({ modelId }: FoundationModel) =>
  lettersOf(modelId.slice(modelId.indexOf('.') + 1).replace(/(-v?\d+)?(:[\w:]+)?$/, ''));

const lettersOf = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '');
