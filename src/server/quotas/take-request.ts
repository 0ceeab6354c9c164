/** The quotas that operations have for their requests, whatever these are about: as AWS throttles the calls of its control plane. */
import type { Exchange } from '../exchange.js';
import { limitNames } from './limits.js';
import type { Demand, Reservation } from './quota-store.js';
import { refuse } from './refuse.js';

/** Counts the request. Throws, or rejects with, the exception where a quota has too little left. */
export function takeRequest(exchange: Exchange): void | Promise<void> {
  const { namespace, operation, region } = exchange;
  const { entries, store, limitsOf } = namespace.quotas;
  if (entries.length === 0) return;
  const allowed = limitsOf(operation.name, region);
  const demands = limitNames.flatMap((quota): Demand[] => {
    const limit = allowed[quota];
    return limit === undefined ? [] : [{ quota, operation: operation.name, region, limit, amount: 1 }];
  });
  if (demands.length === 0) return;
  const admit = (reservation: Reservation) => {
    if ('short' in reservation) throw refuse(exchange, reservation);
  };
  const reservation = store.reserve(demands);
  return reservation instanceof Promise ? reservation.then(admit) : admit(reservation);
}
