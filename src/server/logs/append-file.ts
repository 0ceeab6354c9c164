/** A file that takes lines at its end, in a folder that is made with the first of them. */
import { appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Place } from './delivery.js';

/** `path`: absolute. Source of the form of a CloudTrail or CloudWatch event: one JSON object a line. */
export function fileOf(path: string): Place {
  return {
    name: path,
    async write(lines) {
      try {
        await mkdir(dirname(path), { recursive: true });
        await appendFile(path, lines.map((line) => `${line}\n`).join(''));
      } catch (cause) {
        throw new Error(`cannot write ${path}: ${(cause as Error).message}`, { cause });
      }
    },
  };
}
