/** A mistake of the user's, said in one sentence: wrong use rather than a call that failed. */

const name = 'UserError';

export const userError = (sentence: string): Error => Object.assign(new Error(sentence), { name });

export const isUserError = (thrown: unknown): thrown is Error => (thrown as Error | undefined)?.name === name;

const reasons: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
};

/** `photo.png cannot be read: there is no such file or folder`. */
export function fileError(path: string, verb: 'read' | 'written', cause: unknown): Error {
  const { code = '', message } = cause as NodeJS.ErrnoException;
  return userError(`${path} cannot be ${verb}: ${reasons[code] ?? message}`);
}
