/** The refusal of what a quota has too little left for. */
import { exception, type ServiceException } from '../exception.js';
import type { Exchange } from '../exchange.js';
import { isoDate } from '../timestamps.js';
import { limits } from './limits.js';
import type { Demand, Reservation } from './quota-store.js';

export function refuse(exchange: Exchange, { short, use }: Extract<Reservation, { short: Demand }>): ServiceException {
  const { quota, model, operation, region, limit, amount } = short;
  exchange.notes.answeredBy = `quota:${quota}`;
  const until = use.refillsAt === undefined ? '' : `, until ${isoDate(use.refillsAt)}`;
  const hint = `${quota} of ${operation ?? model} in ${region}: ${amount} more would be over ${limit}, of which ${use.used} are used${until}`;
  return exception('ThrottlingException', limits[quota].message, { hint });
}
