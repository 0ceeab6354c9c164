/** A guardrail's own regular expressions, as this engine can run them. */

/** Flags that other dialects write at the head of a pattern: `(?i)`. */
const inlineFlags = /^\(\?([ims]+)\)/;

/** Undefined where the pattern means nothing here. Global, so that every match is found. */
export function compilePattern(pattern: string): RegExp | undefined {
  const [head = '', inline = ''] = inlineFlags.exec(pattern) ?? [];
  const rest = pattern.slice(head.length);
  const own = [...new Set(inline)].join('');
  return compile(rest, `gu${own}`) ?? compile(rest, `g${own}`);
}

function compile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}
