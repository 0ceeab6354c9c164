/** Refusals that the state of a thing leads to: it is made, brought into that state, and taken away again. */
import type { ContractCase, Params, Step } from '../../case.js';
import { maker } from '../../things/index.js';

export interface Refusal {
  documentation: string;
  /** The thing that is refused something, by its key: it is made, and taken away again. */
  of: string;
  /** Whether it is waited for. Default: what it needs is, it itself is not. */
  settled?: boolean;
  /** What else is done before. */
  before?: Step[];
  params: Params;
  /** What else is taken away, before it. */
  after?: Step[];
  /** Why no account should see it. Default: why none should get the thing. */
  localOnly?: string;
  /** What the host must carry: a stream in both directions. */
  bidirectional?: boolean;
}

/** A case for each operation, named by it. What it makes bears the name of the refusal and its place in the table: no other may be called so. */
export function refusalsOf(error: string, suffix: string, table: Record<string, Refusal>): ContractCase[] {
  return Object.entries(table).map(([operation, refusal], index) => {
    const { documentation, of, settled, before = [], params, after = [], bidirectional } = refusal;
    const making = { name: `contract-${suffix.toLowerCase()}-${index}` };
    const { localOnly = maker.localOnly(of) } = refusal;
    return {
      id: `${operation}${suffix}`,
      documentation,
      steps: [
        ...(settled ? maker.make(of, making) : [...maker.prepare(of, making), maker.create(of, making)]),
        ...before,
        { operation, params, expect: { error } },
        ...after.map((step) => ({ ...step, cleanup: true })),
        ...maker.remove(of, making),
      ],
      marks: { writes: true, ...(localOnly !== undefined && { localOnly }), ...(bidirectional && { bidirectional }) },
    };
  });
}

export const step = (operation: string, params: Params, more: Partial<Step> = {}): Step => ({
  operation,
  params,
  expect: {},
  ...more,
});
