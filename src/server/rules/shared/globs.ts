/** Globs of model ids: `*` stands for any characters, everything else for itself. */

const compiled = new Map<string, RegExp>();

export function matchesGlob(glob: string, text: string): boolean {
  let pattern = compiled.get(glob);
  if (!pattern) {
    pattern = new RegExp(`^${glob.split('*').map(escapePart).join('.*')}$`);
    compiled.set(glob, pattern);
  }
  return pattern.test(text);
}

export function matchesAny(globs: string[], text: string): boolean {
  return globs.some((glob) => matchesGlob(glob, text));
}

const escapePart = (part: string) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
