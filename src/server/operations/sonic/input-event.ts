/** The events that a client sends within a session, read and checked one by one. Source: Nova user guide, "Handling input events". */
import { validationException } from '../../exception.js';

export interface AudioOutputConfiguration {
  mediaType: string;
  sampleRateHertz: number;
  sampleSizeBits: number;
  channelCount: number;
  voiceId: string;
}

export interface SonicTool {
  /** `inputSchema.json` is a text that holds JSON. */
  toolSpec: { name: string; description?: string; inputSchema: { json: string } };
}

interface Named {
  promptName: string;
}

interface InContent extends Named {
  contentName: string;
}

export interface ContentStart extends InContent {
  type: 'TEXT' | 'AUDIO' | 'TOOL';
  role: 'SYSTEM' | 'USER' | 'ASSISTANT' | 'TOOL';
  interactive?: boolean;
  audioInputConfiguration?: { sampleRateHertz: number; sampleSizeBits?: number; channelCount?: number };
  toolResultInputConfiguration?: { toolUseId: string };
}

export interface InputEvents {
  sessionStart: { inferenceConfiguration?: { maxTokens?: number; topP?: number; temperature?: number } };
  promptStart: Named & {
    audioOutputConfiguration?: AudioOutputConfiguration;
    toolConfiguration?: { tools: SonicTool[] };
  };
  contentStart: ContentStart;
  textInput: InContent & { content: string };
  audioInput: InContent & { content: string };
  toolResult: InContent & { content: string };
  contentEnd: InContent;
  promptEnd: Named;
  sessionEnd: object;
}

export type InputEvent = { [Name in keyof InputEvents]: { name: Name; body: InputEvents[Name] } }[keyof InputEvents];

/** AWS's words for whatever is wrong with an event. Source: public threads on Nova Sonic, alike in several. `hint` says which. */
export function invalidInput(hint: string) {
  return validationException('Invalid input request, please fix your input and try again.', { hint });
}

type Check = (body: Record<string, unknown>) => string | undefined;

const text =
  (...names: string[]): Check =>
  (body) =>
    names.find((name) => typeof body[name] !== 'string') &&
    `${names.filter((name) => typeof body[name] !== 'string').join(', ')} must be a text`;

const types = ['TEXT', 'AUDIO', 'TOOL'];
const roles = ['SYSTEM', 'USER', 'ASSISTANT', 'TOOL'];
const sampleRates = [8000, 16_000, 24_000];

/** What each event needs. */
const checks: Record<keyof InputEvents, Check> = {
  sessionStart: () => undefined,
  promptStart: (body) => text('promptName')(body) ?? checkOutput(body) ?? checkTools(body),
  contentStart(body) {
    if (!types.includes(String(body.type))) return `type must be one of ${types.join(', ')}`;
    if (!roles.includes(String(body.role))) return `role must be one of ${roles.join(', ')}`;
    return text('promptName', 'contentName')(body);
  },
  textInput: text('promptName', 'contentName', 'content'),
  audioInput: text('promptName', 'contentName', 'content'),
  toolResult: text('promptName', 'contentName', 'content'),
  contentEnd: text('promptName', 'contentName'),
  promptEnd: text('promptName'),
  sessionEnd: () => undefined,
};

function checkOutput({ audioOutputConfiguration: output }: Record<string, unknown>): string | undefined {
  const rate = (output as AudioOutputConfiguration | undefined)?.sampleRateHertz;
  if (rate === undefined || sampleRates.includes(rate)) return undefined;
  return `audioOutputConfiguration.sampleRateHertz must be one of ${sampleRates.join(', ')}`;
}

function checkTools({ toolConfiguration }: Record<string, unknown>): string | undefined {
  const { tools = [] } = (toolConfiguration ?? {}) as { tools?: SonicTool[] };
  for (const { toolSpec } of tools) {
    if (typeof toolSpec?.name !== 'string') return 'every tool needs a toolSpec with a name';
    if (readJson(toolSpec.inputSchema?.json) === undefined)
      return `the inputSchema.json of ${toolSpec.name} must be a text that holds JSON`;
  }
  return undefined;
}

export function readJson(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : undefined;
  } catch {
    return undefined;
  }
}

/** `{ "event": { "textInput": {...} } }`. Throws ValidationException where it is no event, or lacks what it needs. */
export function readInputEvent(bytes: Uint8Array): InputEvent {
  const value = readJson(Buffer.from(bytes).toString('utf8')) as { event?: Record<string, unknown> } | undefined;
  const [name = '', ...more] = Object.keys(value?.event ?? {});
  if (!value?.event || more.length > 0)
    throw invalidInput('a chunk must hold {"event": {"NAME": {...}}} with one event');
  const check = checks[name as keyof InputEvents] as Check | undefined;
  if (!check) throw invalidInput(`"${name}" is no event: known are ${Object.keys(checks).join(', ')}`);
  const body = value.event[name];
  if (body === null || typeof body !== 'object') throw invalidInput(`${name} must be an object`);
  const problem = check(body as Record<string, unknown>);
  if (problem) throw invalidInput(`${name}: ${problem}`);
  return { name, body } as InputEvent;
}
