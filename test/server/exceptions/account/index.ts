/** An account that has one of everything, some of it in use and some of it changing. A refusal leaves it as it is: all cases share it. */
import type { Made, Members } from '../case.js';
import { type Creation, creates } from './creates.js';
import { unsettled } from './unsettled.js';

/** What the account is filled by. */
interface Caller {
  send(operation: string, input: Members): Promise<Members>;
  /** Moves time on. */
  pass(milliseconds: number): Promise<unknown>;
}

/** The token that the account's create of an operation was made with. */
export const tokenOf = (operation: string) => `token-of-${operation}`.padEnd(36, '0');

const memberOf = (output: Members, path: string) =>
  path.split('.').reduce<unknown>((value, key) => (value as Members)[key], output) as string;

/** Gives the variables. */
export async function fillAccount({ send, pass }: Caller): Promise<Made> {
  const made: Made = {};
  async function create({ operation, input, keep = {} }: Creation): Promise<void> {
    const output = await send(operation, input(made)).catch((cause) => {
      throw new Error(`the account cannot be filled: ${operation} ends with ${cause}`, { cause });
    });
    for (const [name, path] of Object.entries(keep)) made[name] = memberOf(output, path);
  }
  for (const { input, token, settles = 1000, ...creation } of creates) {
    const own = token ? { [token]: tokenOf(creation.operation) } : {};
    await create({ ...creation, input: () => ({ ...input('taken', made), ...own }) });
    await pass(settles);
  }
  for (const creation of unsettled) await create(creation);
  return made;
}
