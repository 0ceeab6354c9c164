/** The faults that a server starts with: in a file as they are written anywhere, on a command line also by name. */
import type { Fault } from '../../fixtures/fault.js';
import { faultPresets } from '../../fixtures/fault-presets.js';
import { checkFault } from '../faults/check-fault.js';
import { ValueProblem, type ValueType } from './value-types.js';

export const faultList: ValueType<Fault[]> = {
  schema: { type: 'array', items: { $ref: 'fault.schema.json' } },
  read(value, path) {
    if (!Array.isArray(value)) throw new ValueProblem(path, (subject) => `${subject} must be a list of faults`);
    value.forEach((fault, index) => {
      try {
        checkFault(fault as Fault);
      } catch (cause) {
        throw new ValueProblem([...path, index], (subject) => `${subject}: ${(cause as Error).message}`);
      }
    });
    return value as Fault[];
  },
  fromText: (text) => splitOutside(text).map(readOne),
};

/** `slow-model` is the preset, or else the fault, of that name; anything with braces is JSON. */
function readOne(text: string): unknown {
  if (text in faultPresets) return { preset: text };
  if (!text.startsWith('{')) return { fault: text };
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** The parts between commas that stand in no brackets and no string. */
function splitOutside(text: string): string[] {
  const parts = text.match(/(?:\{(?:"(?:\\.|[^"\\])*"|[^"{}]|\{[^{}]*\})*\}|[^,{])+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
