/** Where the emulator and AWS are known to differ: reviewed, each with its reason. A case that starts to agree must leave the list. */

export interface KnownDifference {
  /** The case's id. */
  id: string;
  /** The target that differs from what the case says. */
  target: string;
  reason: string;
}

/** None is known today of a case: what the emulator does otherwise on purpose stands in decisions/, and no case asks for it. */
export const knownDifferences: KnownDifference[] = [];

export function explainKnown(id: string, target: string): string | undefined {
  return knownDifferences.find((known) => known.id === id && known.target === target)?.reason;
}
