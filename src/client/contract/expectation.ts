/** Holds a case's expectation against what came back: every difference, by field. */
import type { ContentBlock, ConverseStreamOutput } from '@aws-sdk/client-bedrock-runtime';
import { exceptionsOf } from '../../server/smithy/operation.js';
import type { Expectation } from './case.js';
import { foldBlocks, plainBlocks } from './fold.js';
import type { Observation } from './observation.js';
import { differences, fitsText, show, valueAt } from './paths.js';

/** One thing that is not as it must be. */
export interface Difference {
  /** `status`, `headers.content-type`, `output.usage.totalTokens`, or an invariant's id. */
  field: string;
  message: string;
}

export function checkExpectation(expect: Expectation, observation: Observation): Difference[] {
  const { thrown } = observation;
  if (thrown && expect.orRefused?.includes(thrown.name) && observation.broken === undefined) return [];
  return [
    ...checkOutcome(expect, observation),
    ...checkHeaders(expect, observation),
    ...(expect.error === undefined ? checkOutput(expect, observation) : []),
  ];
}

function checkOutcome({ code, error, message }: Expectation, observation: Observation): Difference[] {
  const { operation, status, thrown, broken } = observation;
  if (broken !== undefined) return [{ field: 'reply', message: broken }];
  const modelled = error === undefined ? undefined : exceptionsOf(operation.service).get(error)?.error?.status;
  const expected = code ?? (error === undefined ? operation.status : modelled);
  const found: Difference[] = [];
  if (expected !== undefined && status !== expected)
    found.push({ field: 'status', message: `expected ${expected}, received ${status}${sayThrown(thrown)}` });
  if (error !== thrown?.name)
    found.push({ field: 'error', message: `expected ${error ?? 'none'}, received ${thrown?.name ?? 'none'}` });
  if (message !== undefined && !fitsText(message, thrown?.message))
    found.push({ field: 'message', message: `expected ${show(message)}, received ${show(thrown?.message)}` });
  return found;
}

const sayThrown = (thrown: Observation['thrown']) =>
  thrown ? ` (${thrown.name}: ${thrown.message.slice(0, 200)})` : '';

function checkHeaders(
  { headers = {}, requireHeaders = [], forbidHeaders = [] }: Expectation,
  observation: Observation,
) {
  const found: Difference[] = [];
  for (const [name, expected] of Object.entries(headers))
    if (!fitsText(expected, observation.headers[name]))
      found.push({
        field: `headers.${name}`,
        message: `expected ${show(expected)}, received ${show(observation.headers[name])}`,
      });
  for (const name of requireHeaders)
    if (observation.headers[name] === undefined) found.push({ field: `headers.${name}`, message: 'is missing' });
  for (const name of forbidHeaders)
    if (observation.headers[name] !== undefined) found.push({ field: `headers.${name}`, message: 'must not be there' });
  return found;
}

function checkOutput(expect: Expectation, observation: Observation) {
  const { requireParams = [], forbidParams = [], params, events, foldsTo } = expect;
  const { output = {} } = observation;
  const found: Difference[] = [];
  for (const path of requireParams)
    if (isAbsent(valueAt(output, path))) found.push({ field: `output.${path}`, message: 'is missing' });
  for (const path of forbidParams)
    if (!isAbsent(valueAt(output, path))) found.push({ field: `output.${path}`, message: 'must not be there' });
  for (const difference of params ? differences(params, output) : []) {
    const [path = ''] = difference.split(': ', 1);
    found.push({ field: `output.${path}`, message: difference.slice(path.length + 2) });
  }
  if (foldsTo) {
    const [whole, folded] = [
      plainBlocks(foldsTo as ContentBlock[]),
      foldBlocks((output.stream ?? []) as ConverseStreamOutput[]),
    ];
    for (const message of [...differences(whole, folded), ...differences(folded, whole)].slice(0, 1))
      found.push({ field: 'output.stream', message: `does not add up to what Converse answered: ${message}` });
  }
  const names = runsOf((observation.events ?? []).map(({ name }) => name));
  if (events && names.join() !== events.join())
    found.push({ field: 'events', message: `expected ${events.join(', ')}, received ${names.join(', ') || 'none'}` });
  return found;
}

const isAbsent = (value: unknown) => value === undefined || value === null;

function runsOf(names: string[]): string[] {
  return names.filter((name, index) => name !== names[index - 1]);
}
