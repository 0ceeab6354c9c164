/** Invariants of heads: request id, date, content type, and what names an exception. */
import { exceptionsOf } from '../../../server/smithy/operation.js';
import type { Observation } from '../observation.js';
import { type Invariant, isSuccess } from './invariant.js';

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What the body is, where the operation says. InvokeModel's is the model's own. */
function contentTypeOf({ operation, status }: Observation): string | undefined {
  if (status >= 400) return 'application/json';
  if (operation.outputEvents) return 'application/vnd.amazon.eventstream';
  return operation.output.members.some(({ location }) => location === 'payload') ? undefined : 'application/json';
}

const errorType = ({ headers }: Observation) => headers['x-amzn-errortype']?.split(':')[0];

export const headerInvariants: Invariant[] = [
  {
    id: 'reply/readable',
    documentation: 'A reply comes, and its body is JSON or frames with right lengths and checksums.',
    check: ({ broken }) => (broken === undefined ? [] : [broken]),
  },
  {
    id: 'headers/request-id',
    documentation: 'x-amzn-requestid is a uuid.',
    check: ({ live, status, headers }) =>
      !live || status === 0 || uuid.test(headers['x-amzn-requestid'] ?? '')
        ? []
        : [`x-amzn-requestid is ${headers['x-amzn-requestid'] ?? 'missing'}`],
  },
  {
    id: 'headers/date',
    documentation: 'date is a date of HTTP.',
    check: ({ live, status, headers: { date = '' } }) =>
      !live || status === 0 || (date.endsWith('GMT') && !Number.isNaN(Date.parse(date)))
        ? []
        : [`date is ${date || 'missing'}`],
  },
  {
    id: 'headers/content-type',
    documentation: 'content-type says what the body is.',
    check(observation) {
      const { live, status, headers } = observation;
      const expected = contentTypeOf(observation);
      if (!live || status === 0 || expected === undefined) return [];
      const given = headers['content-type']?.split(';')[0];
      return given === expected ? [] : [`content-type is ${given ?? 'missing'}, not ${expected}`];
    },
  },
  {
    id: 'error/type',
    documentation: 'A refusal names its exception in x-amzn-errortype, with that exception’s status and a message.',
    check(observation) {
      const { live, status, operation, json, broken } = observation;
      if (!live || broken !== undefined || status < 400) return [];
      const name = errorType(observation);
      if (!name) return ['x-amzn-errortype is missing'];
      const modelled = exceptionsOf(operation.service).get(name)?.error?.status;
      const { message, Message = message } = (json ?? {}) as Record<string, unknown>;
      return [
        ...(modelled !== undefined && modelled !== status ? [`${name} comes with ${status}, not ${modelled}`] : []),
        ...(typeof Message === 'string' || json === undefined ? [] : ['the body has no message']),
      ];
    },
  },
  {
    id: 'client/agrees',
    documentation: 'The client throws the exception that the wire names, and nothing where there is none.',
    check(observation) {
      const { live, thrown, status, broken, events = [] } = observation;
      if (!live || broken !== undefined || status === 0) return [];
      const ended = events.at(-1)?.name.startsWith('!') ?? false;
      if (isSuccess(observation)) return thrown && !ended ? [`the client threw ${thrown.name}: ${thrown.message}`] : [];
      const name = errorType(observation);
      return name === undefined || thrown?.name === name
        ? []
        : [`the client threw ${thrown?.name ?? 'nothing'} for ${name}`];
    },
  },
];
