/** InvokeModel and its stream: a native body in, bytes out. */
import {
  type BedrockRuntimeClient,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { findFormat } from './native/model-id.js';
import { readText } from './native/read-path.js';
import { type TextFormat, textFormats } from './native/text-formats.js';
import { userError } from './user-error.js';

export interface Invocation {
  client: Pick<BedrockRuntimeClient, 'send'>;
  modelId: string;
  body: string | Uint8Array;
  signal?: AbortSignal;
}

const toInput = ({ modelId, body }: Invocation) => ({
  modelId,
  body,
  contentType: 'application/json',
});

/** The body of the answer, as it came. */
export async function invoke(invocation: Invocation): Promise<Uint8Array> {
  const command = new InvokeModelCommand(toInput(invocation));
  const { body } = await invocation.client.send(command, { abortSignal: invocation.signal });
  return body;
}

/** For a body that is one of ours, whose answer is JSON. */
export async function invokeJson(invocation: Omit<Invocation, 'body'> & { body: object }): Promise<unknown> {
  const answer = await invoke({ ...invocation, body: JSON.stringify(invocation.body) });
  return JSON.parse(Buffer.from(answer).toString());
}

/** The chunks of the answer, as they come. */
export async function* invokeStream(invocation: Invocation): AsyncGenerator<Uint8Array> {
  const command = new InvokeModelWithResponseStreamCommand(toInput(invocation));
  const { body = [] } = await invocation.client.send(command, { abortSignal: invocation.signal });
  for await (const { chunk } of body) if (chunk?.bytes) yield chunk.bytes;
}

/** Throws one sentence where the model is of no family that is known here. */
export function textFormatOf(modelId: string): TextFormat {
  const format = findFormat(textFormats, modelId);
  if (format) return format;
  throw userError(
    `no body for texts is known for ${modelId}; give the body as a file, and leave --prompt and --text out`,
  );
}

/** The text of a whole answer, or of a chunk; what is no JSON has none. */
export function readAnswerText({ answer, chunk = answer }: TextFormat, bytes: Uint8Array, isChunk: boolean): string {
  try {
    return readText(JSON.parse(Buffer.from(bytes).toString()), isChunk ? chunk : answer);
  } catch {
    return '';
  }
}
