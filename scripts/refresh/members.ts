/** Lists operations and members, of the installed SDK or of a model, as `service Structure.member`. Run by itself, it prints the SDK's. */
import { pathToFileURL } from 'node:url';
import { operations } from '../../src/server/smithy/operation.js';
import type { Shape } from '../../src/server/smithy/shape.js';
import type { ApiModel } from './model.js';

/** All that the SDK's schemas know. */
export function listSdkMembers(): Set<string> {
  const names = new Set<string>();
  for (const { service, name, input, output } of operations) {
    names.add(`${service} ${name}`);
    for (const shape of [input, output]) addMembers(service, shape, names, new Set());
  }
  return names;
}

function addMembers(service: string, shape: Shape, names: Set<string>, visited: Set<Shape>): void {
  if (visited.has(shape)) return;
  visited.add(shape);
  if (shape.type === 'list') addMembers(service, shape.member, names, visited);
  if (shape.type === 'map') addMembers(service, shape.value, names, visited);
  if (shape.type !== 'structure') return;
  for (const member of shape.members) {
    names.add(`${service} ${shape.name}.${member.name}`);
    addMembers(service, member.shape, names, visited);
  }
}

/** The same of a model. */
export function listModelMembers(model: ApiModel): Set<string> {
  const names = new Set<string>();
  for (const [service, { operations: modelled, shapes }] of Object.entries(model)) {
    const visited = new Set<string>();
    const visit = (name: string | undefined) => {
      const shape = name === undefined || visited.has(name) ? undefined : shapes[name];
      if (!name || !shape) return;
      visited.add(name);
      for (const [member, { shape: target }] of Object.entries(shape.members ?? {})) {
        names.add(`${service} ${name}.${member}`);
        visit(target);
      }
      for (const part of [shape.member, shape.value]) visit(part?.shape);
    };
    for (const { name, input, output } of Object.values(modelled)) {
      names.add(`${service} ${name}`);
      visit(input?.shape);
      visit(output?.shape);
    }
  }
  return names;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log([...listSdkMembers()].join('\n'));
