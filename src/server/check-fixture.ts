/** Whether a fixture makes sense: its form, and whether it can match and its reply can be given where it does. */
import type { Fixture, FixtureMatch, FixtureReply } from '../fixtures/fixture.js';
import type { FoundationModel } from '../fixtures/foundation-models.js';
import { catalogueOf } from './catalogue-index.js';
import { ContractProblem, checkContract, checkException, checkPatterns } from './check-contract.js';
import { dialects } from './dialects/index.js';
import { compileGlob } from './match-criteria.js';
import { formOf, repliesOf } from './match-fixture.js';
import { didYouMean } from './nearest.js';
import { checkTemplates } from './responders/shared/template.js';
import type { Settings } from './settings.js';
import { findOperation, operations } from './smithy/operation.js';
import { openAiChatCompletions, unmodelledOperations } from './smithy/unmodelled-operations.js';

const conversations = [
  'Converse',
  'ConverseStream',
  'InvokeModel',
  'InvokeModelWithResponseStream',
  openAiChatCompletions.name,
];

/** Throws a ContractProblem of one sentence that names the part, and says what would be right. */
export function checkFixture(fixture: Fixture, settings: Settings): void {
  checkContract('fixture', fixture);
  checkPatterns('fixture', fixture.match);
  checkOperations(fixture.match);
  const models = modelsOf(fixture.match, settings);
  repliesOf(fixture).forEach((reply, index) => {
    const path = Array.isArray(fixture.reply) ? ['reply', String(index)] : ['reply'];
    const refuse = (name: string, sentence: string) => {
      throw new ContractProblem([...path, name], `fixture/${path.join('/')}: ${sentence}`);
    };
    checkReply(reply, fixture, models, refuse);
  });
}

type Refuse = (member: string, sentence: string) => void;

function checkOperations(match: FixtureMatch | undefined): void {
  const known = [...operations, ...unmodelledOperations].map(({ name }) => name);
  for (const name of asList(match?.operation)) {
    if (known.includes(name)) continue;
    const sentence = `"${name}" is no operation of Bedrock, so this fixture can never match${didYouMean(name, known)}`;
    throw new ContractProblem(['match', 'operation'], `fixture/match/operation: ${sentence}`);
  }
}

/** The models that the match may mean; undefined where it may be any, or a resource of the user's own. */
function modelsOf(match: FixtureMatch | undefined, settings: Settings): FoundationModel[] | undefined {
  const globs = asList(match?.model);
  // What an ARN means is known when a request has come: the user may have made it.
  if (globs.length === 0 || globs.some((glob) => glob.includes('arn:') || glob.includes('/'))) return undefined;
  const { models, profiles } = catalogueOf(settings);
  const ids: [string, FoundationModel | undefined][] = [
    ...[...models].map(([id, model]) => [id, model] as [string, FoundationModel]),
    ...[...profiles].map(([id, { modelId }]) => [id, models.get(modelId)] as [string, FoundationModel | undefined]),
  ];
  return globs.flatMap((glob) => {
    const fits = compileGlob(glob);
    const found = ids.filter(([id]) => fits(id));
    if (found.length > 0) return found.flatMap(([, model]) => model ?? []);
    const nearest = didYouMean(glob, [...models.keys(), ...profiles.keys()]);
    const remedy = nearest || '; bedrock-local models lists them, and "models" in the configuration adds others';
    const sentence = `"${glob}" is no model of the catalogue, so this fixture can never match${remedy}`;
    throw new ContractProblem(['match', 'model'], `fixture/match/model: ${sentence}`);
  });
}

/** `models` is undefined where they are not known. */
function checkReply(
  reply: FixtureReply,
  fixture: Fixture,
  models: FoundationModel[] | undefined,
  refuse: Refuse,
): void {
  const form = formOf(reply);
  const names = Object.keys(reply);
  if (form !== 'turn' && names.length > 1)
    refuse(form, `"${form}" stands alone, and ${names.filter((name) => name !== form).join(', ')} stand beside it`);
  if ('exception' in reply)
    checkException('fixture/reply/exception', reply.exception.name, ['reply', 'exception', 'name']);
  const operationNames = asList(fixture.match?.operation);
  if (form === 'turn') checkTurn(reply, operationNames, models, refuse);
  if (form === 'native' && operationNames.length > 0 && !operationNames.includes('InvokeModel'))
    refuse('native', `a native body serves InvokeModel alone, and the match is for ${operationNames.join(', ')}`);
  if ('output' in reply) checkOutput(reply.output, operationNames, refuse);
  if (fixture.template === false || form === 'raw') return;
  try {
    checkTemplates(reply);
  } catch (cause) {
    refuse(names[0]!, (cause as Error).message);
  }
}

function checkTurn(
  reply: FixtureReply,
  operationNames: string[],
  models: FoundationModel[] | undefined,
  refuse: Refuse,
): void {
  const [first = ''] = Object.keys(reply);
  if (operationNames.length > 0 && !operationNames.some((name) => conversations.includes(name)))
    refuse(
      first,
      `${operationNames.join(', ')} carries no conversation; give the members of its output: output: { ... }`,
    );
  if (!models) return;
  const speakers = models.filter(({ format, converse }) => converse || dialects[format]?.kind === 'conversation');
  if (speakers.length === 0)
    refuse(first, `${nameOf(models)} holds no conversations; give its own body: native: { ... }`);
  else if ('toolCalls' in reply && !speakers.some(({ converse }) => converse?.tools))
    refuse('toolCalls', `${nameOf(speakers)} calls no tools; answer with text, or name a model that does`);
}

function checkOutput(output: Record<string, unknown>, operationNames: string[], refuse: Refuse): void {
  const found = operationNames.map(findOperation);
  if (found.length === 0 || found.some((operation) => operation === undefined)) return;
  const known = found.flatMap((operation) => [...(operation?.output.byName.keys() ?? [])]);
  for (const name of Object.keys(output)) {
    if (!known.includes(name))
      refuse(
        'output',
        `"${name}" is no member of the output of ${operationNames.join(', ')}${didYouMean(name, known)}`,
      );
  }
}

function nameOf(models: FoundationModel[]): string {
  const [first, ...others] = new Set(models.map(({ modelId }) => modelId));
  return others.length === 0 ? `${first}` : `${first} (and ${others.length} more)`;
}

function asList(value: string | string[] | undefined): string[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}
