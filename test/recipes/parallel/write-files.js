// Writes so many test files that all do the same to the server at the same time, each under another name.
import { mkdirSync, writeFileSync } from 'node:fs';

const count = Number(process.argv[2]);
mkdirSync('files', { recursive: true });
for (let file = 0; file < count; file++)
  writeFileSync(
    `files/file-${file}.test.js`,
    `import { testTogether } from '../test-together.js';\n\ntestTogether(${file}, ${count});\n`,
  );
