/** A guardrail's own regular expressions, as this engine can run them. */

/** Undefined where the pattern means nothing here. Global, so that every match is found. */
export function compilePattern(pattern: string): RegExp | undefined {
  for (const flags of ['gu', 'g']) {
    try {
      return new RegExp(pattern, flags);
    } catch {}
  }
  return undefined;
}
