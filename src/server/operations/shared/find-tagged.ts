/** The resource whose tags an operation is about. */
import type { Exchange } from '../../exchange.js';
import type { ResourceRecord } from '../../resources/resource.js';
import { notFound } from '../../responders/shared/named-resource.js';
import { findResource } from './find-resource.js';

/** Throws where `resourceARN` names nothing that takes tags. */
export function findTagged(exchange: Exchange): ResourceRecord {
  const arn = String(exchange.input.resourceARN);
  const found = findResource(arn, exchange);
  if (found?.resource.taggable) return found.record;
  throw notFound(exchange.operation.name, `nothing has created ${arn} in ${exchange.region}`);
}
