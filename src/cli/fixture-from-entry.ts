/** An exchange of the journal as a fixture that would answer it again. */
import type { Fixture, FixtureMatch, FixtureReply } from '../fixtures/fixture.js';
import type { JournalEntry } from '../fixtures/journal-entry.js';
import type { FoldedTurn, Message, TurnEvent } from '../server/inference/conversation.js';
import { foldTurn } from '../server/inference/fold.js';
import { OptionError } from '../server/options.js';

type Members = Record<string, unknown>;

/** Throws an OptionError where the exchange has no answer that a fixture could give. */
export async function fixtureFromEntry(entry: JournalEntry): Promise<Fixture> {
  const { operation, exception, message = '' } = entry;
  if (operation === undefined)
    throw new OptionError(`no operation was found for ${entry.request.method} ${entry.request.url}`);
  const reply =
    exception === undefined ? await readReply(operation, entry) : { exception: { name: exception, message } };
  const literal = JSON.stringify(reply).includes('{{');
  return { match: readMatch(operation, entry), reply, ...(literal && { template: false }) };
}

function readMatch(operation: string, { model, input }: JournalEntry): FixtureMatch {
  const members = (input ?? {}) as Members;
  const named = model === undefined ? {} : { model };
  if (Array.isArray(members.messages)) return { ...named, ...readTurn(members.messages as Message[]) };
  if ('body' in members) return { operation, ...named, body: { $: JSON.parse(readBytes(members.body)) } };
  const { modelId: _named, ...others } = members;
  return { operation, ...named, ...(Object.keys(others).length > 0 && { input: others }) };
}

function readTurn(messages: Message[]): FixtureMatch {
  const last = messages.at(-1)?.content ?? [];
  const toolResults = last.flatMap(({ toolResult }) => toolResult?.toolUseId ?? []);
  const lastUserTurn = last.map(({ text }) => text ?? '').join('\n');
  if (toolResults.length > 0) return { toolResults };
  const turns = messages.filter(({ role, content }) => role === 'user' && !content?.every((block) => block.toolResult));
  return { lastUserTurn, ...(turns.length > 1 && { turn: turns.length }) };
}

async function readReply(operation: string, { output, events }: JournalEntry): Promise<FixtureReply> {
  if (operation === 'Converse') return toReply(fromConverse(output as Members));
  if (operation === 'ConverseStream') return toReply(await foldTurn((events ?? []) as TurnEvent[]));
  if (operation === 'InvokeModel') return { native: JSON.parse(readBytes((output as Members).body)) };
  if (events || output === undefined)
    throw new OptionError(
      `a stream of ${operation} cannot become a fixture; call ${operation.replace(/With.*/, '')} and take that`,
    );
  return { output: output as Members };
}

function fromConverse(output: Members): FoldedTurn {
  const { message } = output.output as { message: { content: FoldedTurn['content'] } };
  const { stopReason, usage } = output as Pick<FoldedTurn, 'stopReason' | 'usage'>;
  return { content: message.content, stopReason, usage, latencyMs: 0 };
}

function toReply({ content, stopReason, usage: { inputTokens, outputTokens } }: FoldedTurn): FixtureReply {
  const usage = { inputTokens, outputTokens };
  const [first, ...others] = content;
  const said = first?.text !== undefined && others.length === 0 ? { text: first.text } : { content };
  return { ...said, stopReason, usage };
}

/** The journal shows a blob as `{ base64 }`, a body that was text as text. */
function readBytes(value: unknown): string {
  if (typeof value === 'string') return value;
  return Buffer.from((value as { base64: string }).base64, 'base64').toString('utf8');
}
