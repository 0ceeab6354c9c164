/** Runs calls that are written down once for every client: the JSON files below `test/sdks`. Python reads the same ones in `test/sdks/steps.py`. */
import { readFileSync } from 'node:fs';
import * as bedrock from '@aws-sdk/client-bedrock';
import * as runtime from '@aws-sdk/client-bedrock-runtime';
import { expect } from 'vitest';
import { fill, type Members, memberOf } from './fill.js';

/** Texts in it are filled as `fill` says. */
export interface Step {
  /** An operation by its name. Absent where time passes and nothing else happens. */
  call?: string;
  input?: Members;
  /** What of the output becomes a variable: a dotted path by the variable's name. */
  keep?: Record<string, string>;
  /** What the output must have, beside anything else. */
  shows?: Members;
  /** The member that the output must not have. */
  lacks?: string;
  /** The exception that the call must end with. */
  refused?: string;
  /** In milliseconds. */
  pass?: number;
  /** In an account that has three of everything: the step is done once. */
  once?: boolean;
}

/** What the steps are done with. */
export interface Clients {
  send(operation: string, input: Members): Promise<Members>;
  pass(milliseconds: number): Promise<unknown>;
}

type CommandClass = new (input: unknown) => never;

export const readSteps = <Content>(path: string): Content =>
  JSON.parse(readFileSync(new URL(`../sdks/${path}`, import.meta.url), 'utf8'));

/** `send` of the two clients by the name of an operation of either. */
export function sendBy(control: bedrock.BedrockClient, runtimeClient: runtime.BedrockRuntimeClient): Clients['send'] {
  const [own, others] = [bedrock, runtime] as unknown as Record<string, CommandClass>[];
  return (operation, input) => {
    const Command = own?.[`${operation}Command`];
    return Command
      ? (control.send(new Command(input)) as unknown as Promise<Members>)
      : (runtimeClient.send(new others![`${operation}Command`]!(input)) as unknown as Promise<Members>);
  };
}

export async function runStep(step: Step, variables: Members, { send, pass }: Clients): Promise<void> {
  if (step.pass !== undefined) await pass(step.pass);
  if (step.call === undefined) return;
  const reply = send(step.call, fill(step.input ?? {}, variables) as Members);
  if (step.refused !== undefined) {
    await expect(reply, step.call).rejects.toMatchObject({ name: step.refused });
    return;
  }
  const output = await reply;
  expect(output, step.call).toMatchObject(fill(step.shows ?? {}, variables) as Members);
  if (step.lacks !== undefined) expect(output, step.call).not.toHaveProperty(step.lacks);
  for (const [name, path] of Object.entries(step.keep ?? {})) {
    expect(output, step.call).toHaveProperty(path);
    variables[name] = memberOf(output, path);
  }
}

/** Three of everything, a second apart. Gives the variables. */
export async function fillAccount(steps: Step[], clients: Clients): Promise<Members> {
  const variables: Members = {};
  for (const step of steps) {
    for (const each of step.once || step.call === undefined ? ['one'] : ['one', 'two', 'three']) {
      variables.each = each;
      await runStep(step, variables, clients);
      if (step.call !== undefined) await clients.pass(1000);
    }
  }
  return variables;
}
