/** Rebuilds constraints.json and operation-errors.json in src/fixtures from an API model. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ConstraintTable, ServiceName } from '../../src/fixtures/constraints.js';
import { buildConstraints, buildErrors } from './build-table.js';
import { compareConstraints, compareErrors, compareNames, type ErrorTable } from './differences.js';
import { listModelMembers, listSdkMembers } from './members.js';
import { readModel, type ServiceModel } from './model.js';
import { type ConstraintPatch, patchModel } from './patches.js';

function fixturePath(name: string): string {
  return fileURLToPath(new URL(`../../src/fixtures/${name}.json`, import.meta.url));
}

function readTable<Table>(name: string): Table {
  const path = fixturePath(name);
  return (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}) as Table;
}

/** Writes both tables and returns the lines that say what changed. A service that the model does not hold keeps its rows. */
export function rebuildConstraints(modelPath: string): string[] {
  const model = readModel(modelPath);
  const patches = readTable<ConstraintPatch[]>('constraint-patches');
  const oldConstraints = readTable<ConstraintTable>('constraints');
  const oldErrors = readTable<ErrorTable>('operation-errors');
  const constraints = { ...oldConstraints };
  const errors = { ...oldErrors };
  const lines: string[] = [];
  for (const [service, content] of Object.entries(model) as [ServiceName, ServiceModel][]) {
    constraints[service] = buildConstraints(patchModel(service, content, patches, (line) => lines.push(line)));
    errors[service] = buildErrors(content);
  }
  lines.push(...compareErrors(oldErrors, errors), ...compareConstraints(oldConstraints, constraints));
  lines.push(...compareWithSdk(listModelMembers(model), Object.keys(model)));
  writeFileSync(fixturePath('constraints'), formatRows(constraints, 3));
  writeFileSync(fixturePath('operation-errors'), formatRows(errors, 2));
  return lines;
}

function compareWithSdk(modelled: Set<string>, services: string[]): string[] {
  const installed = [...listSdkMembers()].filter((name) => services.includes(name.split(' ')[0]!));
  return compareNames(
    installed,
    modelled,
    'in the installed SDK, not in the model',
    'in the model, not in the installed SDK',
  );
}

/** JSON with one row a line: objects are opened down to `depth`. */
function formatRows(value: unknown, depth: number, indent = ''): string {
  if (depth === 0) return JSON.stringify(value);
  const rows = Object.entries(value as object).map(
    ([key, row]) => `${indent}  ${JSON.stringify(key)}: ${formatRows(row, depth - 1, `${indent}  `)}`,
  );
  return `{\n${rows.join(',\n')}\n${indent}}${indent === '' ? '\n' : ''}`;
}
