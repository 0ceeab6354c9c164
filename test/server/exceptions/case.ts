/** One modelled exception of one operation, and the request that ends with it in the account of `account/index.ts`. */

export type Members = Record<string, unknown>;

/** Of what the account holds: ARNs, ids and moments by the variable's name. */
export type Made = Record<string, string>;

export interface Case {
  operation: string;
  exception: string;
  input(made: Made): Members;
}

/** The cases of one exception, from its inputs by operation. */
export function casesOf(exception: string, inputs: Record<string, (made: Made) => Members>): Case[] {
  return Object.entries(inputs).map(([operation, input]) => ({ operation, exception, input }));
}
