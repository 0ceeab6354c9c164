import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8').replaceAll('\r\n', '\n');
const page = read('docs/clients.md');

/** The fenced blocks whose first line is a comment with the path of a program. A blank line leaves out what stands between. */
const blocks = [...page.matchAll(/```\w+\n(?:#|\/\/) (test\/\S+)\n([\s\S]*?)\n```/g)].map(([, program, code]) => ({
  program: program!,
  parts: code!.split('\n\n'),
}));

/** How deep the program may have what the page shows without indentation. */
const indents = ['', '  ', '    ', '\t'];
const indented = (part: string, indent: string) => part.replace(/^(?=.)/gm, indent);

describe('docs/clients.md', () => {
  it('shows a program for each client that has one', () => {
    const programs = [...read('scripts/test-sdks.mjs').matchAll(/script\('(\w+)'\)/g)].map(([, name]) => name);
    for (const name of programs) expect(page).toContain(`# test/sdks/core/python/with_${name}.py`);
    const ofNode = [...read('scripts/test-sdks.mjs').matchAll(/node\('node'\)\('([\w-]+)'\)/g)].map(([, name]) => name);
    for (const name of ofNode) expect(page).toContain(`// test/sdks/core/node/with-${name}.js`);
    expect(programs.length + ofNode.length).toBeGreaterThan(10);
  });

  it.each(blocks)('shows $program as it is run', ({ program, parts }) => {
    const source = `\n${read(program)}\n`;
    for (const part of parts)
      expect(
        indents.some((indent) => source.includes(indented(part, indent))),
        part,
      ).toBe(true);
  });

  it('links to files that are there, and to headings of its own', () => {
    const slugs = [...page.matchAll(/^#+ (.*)$/gm)].map(([, title]) => slug(title!));
    for (const [, link] of page.matchAll(/\]\(([^)]+)\)/g)) {
      if (link!.startsWith('#')) expect(slugs).toContain(link!.slice(1));
      else expect(existsSync(join(root, 'docs', link!)), link).toBe(true);
    }
  });
});

const slug = (title: string) =>
  title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
