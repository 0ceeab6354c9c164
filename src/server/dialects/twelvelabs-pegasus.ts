/** TwelveLabs Pegasus 1.2: a video and what is asked about it in, one message out. */
import type { VideoBlock } from '@aws-sdk/client-bedrock-runtime';
import type { Conversation, FoldedTurn, StopReason, TurnEvent } from '../inference/conversation.js';
import type { ConversationDialect, DialectModel, JsonObject } from './dialect.js';
import { readBase64 } from './shared/base64.js';
import { textOf, turnText } from './shared/completion.js';
import { lengthOrStop } from './shared/length-or-stop.js';
import { type MediaSource, mediaSchema, object } from './shared/marengo.js';
import { checkRequest, type RequestSchema } from './shared/request-schema.js';

interface Body {
  inputPrompt: string;
  mediaSource: MediaSource;
  temperature?: number;
  maxOutputTokens?: number;
  responseFormat?: JsonObject;
}

/** Source: Amazon Bedrock user guide, "TwelveLabs Pegasus 1.2". */
const schema = object(['inputPrompt', 'mediaSource'], {
  inputPrompt: { type: 'string', minLength: 1 },
  mediaSource: mediaSchema(),
  temperature: { type: 'number', minimum: 0, maximum: 1 },
  maxOutputTokens: { type: 'integer', minimum: 1, maximum: 4096 },
  responseFormat: { type: 'object', open: true },
});

export const twelvelabsPegasus: ConversationDialect = {
  format: 'twelvelabs-pegasus',
  kind: 'conversation',
  schema: (): RequestSchema => schema,
  read,
  write,
  stream,
};

function read(body: JsonObject, model: DialectModel): Conversation {
  checkRequest(schema, body);
  const { inputPrompt, mediaSource, temperature = 0.2, maxOutputTokens, responseFormat } = body as unknown as Body;
  const video = { format: 'mp4', source: readSource(mediaSource) } as VideoBlock;
  return {
    kind: 'conversation',
    modelId: model.id,
    system: [],
    messages: [{ role: 'user', content: [{ video }, { text: inputPrompt }] }],
    sampling: { maxTokens: maxOutputTokens, temperature },
    ...(responseFormat && { additional: { responseFormat } }),
  };
}

function readSource(source: MediaSource): VideoBlock['source'] {
  return 'base64String' in source ? { bytes: readBase64(source.base64String) } : { s3Location: source.s3Location };
}

function write([turn]: FoldedTurn[]): JsonObject {
  return { message: turnText(turn!), finishReason: lengthOrStop(turn!.stopReason) };
}

/** Chunks say `stopReason`, which is empty up to the last one (the form that a public client holds them to). */
function stream(): (event: TurnEvent) => JsonObject[] {
  let stopReason: StopReason = 'end_turn';
  return (event) => {
    const message = textOf(event);
    if (message !== undefined) return [{ message, stopReason: '' }];
    if ('messageStop' in event) stopReason = event.messageStop.stopReason;
    return 'metadata' in event ? [{ message: '', stopReason: lengthOrStop(stopReason) }] : [];
  };
}
