/** Puts an exception on the wire, and names the ones that no schema models. */
import { ServiceException } from '../exception.js';
import type { Headers, HttpReply } from '../waist.js';
import { exceptionsOf, type Service } from './operation.js';
import { writeStructure } from './write-structure.js';

const namespaceOfSource = {
  bedrock: 'com.amazon.bedrock',
  'bedrock.build': 'com.amazon.bedrock.build',
  'coral.validate': 'com.amazon.coral.validate',
  'coral.service': 'com.amazon.coral.service',
};

/** What a bug of ours becomes. The words are AWS's for a failure of its own. Source: recorded exchanges. */
export function internalServerException(cause: unknown): ServiceException {
  const detail = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  return new ServiceException(
    'InternalServerException',
    'The system encountered an unexpected error during processing. Try your request again.',
    { hint: `this is a defect of bedrock-local, not of your request: ${detail.split('\n').slice(0, 3).join(' ')}` },
  );
}

/** The HTTP status of an exception: its schema's, or its own where no schema models it. */
export function statusOf(exception: ServiceException, service: Service = 'bedrock-runtime'): number {
  if (exception.options.status !== undefined) return exception.options.status;
  const other = service === 'bedrock' ? 'bedrock-runtime' : 'bedrock';
  const shape = exceptionsOf(service).get(exception.name) ?? exceptionsOf(other).get(exception.name);
  return shape?.error?.status ?? 500;
}

/**
 * Status, `x-amzn-errortype` in its long form, body `{"message"}`. Source: recorded exchanges; the type is never in the body.
 * A hint of ours goes to `x-bedrock-local-hint`.
 */
export function writeException(exception: ServiceException, service?: Service): HttpReply {
  const { source = 'bedrock', messageKey = 'message', members, hint } = exception.options;
  const shape = exceptionsOf(service ?? 'bedrock-runtime').get(exception.name);
  const headers: Headers = {
    'content-type': 'application/json',
    'x-amzn-errortype': `${exception.name}:http://internal.amazon.com/coral/${namespaceOfSource[source]}/`,
  };
  if (hint) headers['x-bedrock-local-hint'] = hint.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 1000);
  const extra = shape && members ? JSON.parse(writeStructure(shape, members)) : members;
  const body = { ...(exception.message && { [messageKey]: exception.message }), ...extra };
  return { status: statusOf(exception, service), headers, body: JSON.stringify(body) };
}
