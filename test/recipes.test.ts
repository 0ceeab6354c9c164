import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const page = readFileSync(join(root, 'docs', 'testing.md'), 'utf8');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const recipe = (name: string) => readFileSync(join(root, 'test', 'recipes', name), 'utf8');
const shown = readdirSync(join(root, 'test', 'recipes'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /^(vitest|jest|node-test|in-process|pytest)\/(.*\.test\.js|.*\.py)$/.test(name));

describe('docs/testing.md', () => {
  it.each(shown)('shows %s as it is run', (name) => {
    expect(page).toContain(recipe(name).trimEnd());
  });

  it('shows one application for all', () => {
    expect(page).toContain(recipe('vitest/capital.js').trimEnd());
    for (const folder of ['jest', 'node-test', 'in-process'])
      expect(recipe(`${folder}/capital.js`)).toBe(recipe('vitest/capital.js'));
  });
});

describe('README.md', () => {
  it.each(['vitest/capital.js', 'vitest/capital.test.js', 'jest/capital.test.js', 'node-test/capital.test.js'])(
    'shows %s as it is run',
    (name) => {
      expect(readme).toContain(recipe(name).trimEnd());
    },
  );
});
