/** Requests that change or start something, by their clientRequestToken: the same one twice is done once. */
import type { Exchange } from '../../exchange.js';
import { openStore } from '../engine.js';
import type { Resource } from '../resource.js';
import { fingerprintOf } from './fingerprint.js';
import { conflict } from './refusals.js';

interface Properties {
  /** Of the operation and the token. */
  key: string;
  /** Equal for equal inputs, the token aside. */
  fingerprint: string;
}

/** Nobody finds one by request; they are kept as resources are, so that a repetition is known after a restart. */
const doneRequest: Resource<Properties> = {
  kind: 'done-request',
  id: (_uuid, { properties }) => properties.key,
  operations: {},
};

/**
 * `act` does what is asked; `tell` says again what came of it, for a repetition. Throws ConflictException where the token came
 * with another input. What was refused is not remembered.
 */
export function once<Output>(exchange: Exchange, act: () => Output, tell: () => Output): Output {
  const { clientRequestToken, ...input } = exchange.input;
  if (typeof clientRequestToken !== 'string') return act();
  const store = openStore(doneRequest, exchange);
  const properties = { key: `${exchange.operation.name}:${clientRequestToken}`, fingerprint: fingerprintOf(input) };
  const done = store.find(properties.key)?.properties;
  if (done?.fingerprint === properties.fingerprint) return tell();
  if (done) throw conflict('the clientRequestToken has come with another input');
  const output = act();
  store.create({ properties });
  return output;
}
