/** Looks whether recordings are what they say: whole, of their request, and free of secrets. */
import { scanFolder } from '../../server/recordings/scan.js';
import { checkEdits, type Edits } from './edits.js';

export async function verifyRecordings(folder: string): Promise<Edits> {
  const edits = await checkEdits(folder);
  const secrets = scanFolder(folder).map(({ path, line, what }) => `${path}:${line}: this looks like ${what}`);
  return { ...edits, changed: [], problems: [...edits.problems, ...secrets] };
}
