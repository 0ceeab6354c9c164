/** What the common laws need to know of a resource: its operations, and the members that they read and write. */
import * as sdk from '@aws-sdk/client-bedrock';
import type { StartedServer } from '../../../../src/testing/start-server.js';

export type Output = Record<string, unknown>;

/** Calls an operation of the control plane by its name, as the real client does. */
export type Call = (operation: string, input: Output) => Promise<Output>;

export interface Journey {
  kind: string;
  /** What has to be there first. Its result is given to `input`. */
  before?(call: Call, server: StartedServer): Promise<Output>;
  create: string;
  /** The input of a create of this name. */
  input(name: string, before: Output): Output;
  /** The member of the create's output that identifies what was created; a dot leads into it. */
  arn: string;
  /** Another input for the same name, where a member is to differ. */
  other: Output;
  /** The operation, and the member that identifies. */
  get: [operation: string, identifier: string];
  /** The operation, the member that holds the items, and the member of an item that identifies. */
  list: [operation: string, items: string, arn: string];
  delete?: [operation: string, identifier: string];
  /** What get, list and delete need beside, such as the thing that it belongs to. */
  within?(before: Output): Output;
  /** The member of the create's input that takes tags, where TagResource knows it. */
  tags?: string;
  /** Whether a second one of the same name is refused. */
  uniqueNames?: boolean;
  /** How many of the list's items were there before. Default 0. */
  given?: number;
  /** Filters of the list beside creation times: a value for what was created, and one for nothing that the test created. */
  filters?: Record<string, { finds(name: string, before: Output, arn: string): unknown; misses?: unknown }>;
  /** The members of creation time that the list takes. Default `creationTimeAfter` and `creationTimeBefore`; none where null. */
  times?: [after: string, before: string] | null;
}

type CommandClass = new (input: unknown) => never;

export function callerOf(client: sdk.BedrockClient): Call {
  const commands = sdk as unknown as Record<string, CommandClass>;
  return (operation, input) => client.send(new commands[`${operation}Command`]!(input)) as unknown as Promise<Output>;
}
