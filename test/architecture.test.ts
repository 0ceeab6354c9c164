import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'src');

/** Rooms from the lowest to the highest; rooms of one row stand side by side. A file imports from its own row or a lower one. */
const layers: string[][] = [
  [
    'fixtures',
    'server/inference',
    'server/clock',
    'server/timestamps',
    'server/waist',
    'server/watch-body',
    'server/manifest',
    'server/printable',
    'server/nearest',
    'server/exception',
    'server/settings',
  ],
  ['server/smithy', 'server/auth', 'server/dialects', 'server/storage', 'server/redaction'],
  [
    'server/backends',
    'server/access',
    'server/rules',
    'server/exchange',
    'server/namespace',
    'server/passage',
    'server/quotas',
    'server/metrics',
    'server/catalogue',
    'server/match',
  ],
  [
    'server/generation',
    'server/resources',
    'server/responders',
    'server/recordings',
    'server/faults',
    'server/journal',
    'server/check-contract',
    'server/check-fixture',
  ],
  [
    'server/operations',
    'server/seed',
    'server/logs',
    'server/options',
    'server/control',
    'server/fixture-files',
    'server/log',
  ],
  ['server/answer', 'server/emulator', 'server/state'],
  ['server/hosts'],
  ['testing'],
  ['cli', 'index'],
];

/** What only one room may import: the pattern of the module, and the rooms. Type-only imports of the SDK are free. */
const keepers: [RegExp, string[]][] = [
  [/^fastify$|^@fastify\//, ['server/hosts']],
  [/^@smithy\/(core|eventstream-codec)/, ['server/smithy']],
  [/^@smithy\/signature-v4/, ['server/auth']],
  // The storage: AWS's own client of S3, for an S3-compatible endpoint. The backends: the user's own credentials, as the SDK finds them.
  [/^@aws-sdk\/(?!credential-provider-node)/, ['server/smithy', 'server/storage', 'client']],
  [/^@aws-sdk\/credential-provider-node|^undici$/, ['server/backends']],
  [/^prom-client$/, ['server/metrics']],
  [/^(msw|vitest)/, ['testing']],
];

/** What only one file may call. */
const callers: [RegExp, string[]][] = [
  [/\bprocess\.env\b/, ['server/options']],
  [
    /\b(Date\.now|Math\.random|randomUUID|performance\.now)\(|\bset(Timeout|Interval)\(/,
    ['server/clock', 'server/hosts', 'client', 'cli'],
  ],
];

interface SourceFile {
  /** `server/smithy/codec.ts`. */
  path: string;
  text: string;
  imports: { from: string; typeOnly: boolean }[];
}

function readSources(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => {
      const file = join(entry.parentPath, entry.name);
      const text = readFileSync(file, 'utf8');
      const imports = [
        ...text.matchAll(/^(?:import|export)\s+(type\s)?[^;]*?from '([^']+)'|import\('([^']+)'\)/gms),
      ].map((match) => ({ typeOnly: Boolean(match[1]), from: resolve(file, match[2] ?? match[3] ?? '') }));
      return { path: relative(source, file).split(sep).join('/'), text, imports };
    });
}

/** A relative import as a path below src; a package by its name. */
function resolve(file: string, from: string): string {
  return from.startsWith('.')
    ? relative(source, join(dirname(file), from))
        .split(sep)
        .join('/')
    : from;
}

const isIn = (path: string, room: string) =>
  path === `${room}.ts` || path === `${room}.js` || path.startsWith(`${room}/`) || path.startsWith(`${room}-`);
const layerOf = (path: string) => layers.findIndex((rooms) => rooms.some((room) => isIn(path, room)));

const files = readSources(source);

describe('the house', () => {
  it('has a place in the layers for every file outside the client', () => {
    const homeless = files
      .filter(({ path }) => !path.startsWith('client/') && layerOf(path) < 0)
      .map(({ path }) => path);
    expect(homeless).toEqual([]);
  });

  it('lets no lower room import a higher one', () => {
    const wrong = files.flatMap(({ path, imports }) =>
      imports
        .filter(({ from }) => !path.startsWith('client/') && layerOf(from) > layerOf(path))
        .map(({ from }) => `${path} imports ${from}`),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps the client apart from the server, save that the contract suite reads the schemas', () => {
    const mayImport = (path: string, from: string) =>
      !from.startsWith('server/') || (path.startsWith('client/contract/') && from.startsWith('server/smithy/'));
    const wrong = files
      .filter(({ path }) => path.startsWith('client/'))
      .flatMap(({ path, imports }) =>
        imports.filter(({ from }) => !mayImport(path, from)).map(({ from }) => `${path} imports ${from}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(keepers)('gives %s to its keepers alone', (pattern, rooms) => {
    const wrong = files
      .filter(({ path }) => !rooms.some((room) => isIn(path, room)))
      .flatMap(({ path, imports }) =>
        imports
          .filter(({ from, typeOnly }) => !typeOnly && pattern.test(from))
          .map(({ from }) => `${path} imports ${from}`),
      );
    expect(wrong).toEqual([]);
  });

  it.each(callers)('lets only its keepers call %s', (pattern, rooms) => {
    const wrong = files
      .filter(({ path, text }) => pattern.test(text) && !rooms.some((room) => isIn(path, room)))
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('lets brothers in a folder of equals import only their interface and what they share', () => {
    const wrong = files.flatMap(({ path, imports }) => {
      const [, folder] = /^(server\/(?:dialects|faults))\/[^/]+\.ts$/.exec(path) ?? [];
      if (!folder || /\/(index|strike)\.ts$/.test(path)) return [];
      const name = path.slice(folder.length + 1, -3);
      const allowed = new RegExp(`^${folder}/((dialect|behaviour)\\.|shared/|${name}[/-])`);
      return imports
        .filter(({ from }) => from.startsWith(`${folder}/`) && !allowed.test(from))
        .map(({ from }) => `${path} imports ${from}`);
    });
    expect(wrong).toEqual([]);
  });

  it('lets a resource import those that it makes or is made of, in no circle', () => {
    const imported = new Map(
      files
        .filter(({ path }) => /^server\/resources\/[^/]+\.ts$/.test(path))
        .map(({ path, imports }) => [
          path,
          imports.filter(({ typeOnly }) => !typeOnly).map(({ from }) => from.replace(/\.js$/, '.ts')),
        ]),
    );
    const circles: string[] = [];
    const walk = (path: string, way: string[]): void => {
      if (way.includes(path)) circles.push([...way, path].join(' > '));
      else for (const next of imported.get(path) ?? []) walk(next, [...way, path]);
    };
    for (const path of imported.keys()) walk(path, []);
    expect(circles).toEqual([]);
  });

  it('has no file over 250 lines, data aside', () => {
    const tests = readSources(join(root, 'test'));
    const long = [...files, ...tests]
      .map(({ path, text }) => [path, text.split('\n').length - 1] as const)
      .filter(([, lines]) => lines > 250);
    expect(long).toEqual([]);
  });

  it('opens every file with one sentence that says what it is', () => {
    const silent = files.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path);
    expect(silent).toEqual([]);
  });
});
