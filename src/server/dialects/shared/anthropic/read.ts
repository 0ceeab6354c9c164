/** Reads a message request to Claude into a conversation. */
import type { Tool as ConverseTool, ToolChoice } from '@aws-sdk/client-bedrock-runtime';
import { validationException } from '../../../exception.js';
import type { Conversation, Message, SystemContentBlock, ToolConfiguration } from '../../../inference/conversation.js';
import { readOneToolCall, readOutputSchema } from '../../../inference/read-output-schema.js';
import { readReasoning } from '../../../inference/read-reasoning.js';
import type { DialectModel, JsonObject } from '../../dialect.js';
import { checkFields, checkRequest } from '../request-schema.js';
import { type Body, blocksOf, type ClaudeMessage, type Tool } from './body.js';
import { checkRules } from './check-rules.js';
import { type Generation, generationOf } from './generation.js';
import { readBlock, readCachePoint } from './read-block.js';
import { completionSchema, messagesSchema } from './request-schema.js';

/** Throws the ValidationException that AWS gives for the model's generation. */
export function readMessages(body: JsonObject, model: DialectModel): Conversation {
  const generation = generationOf(model.id);
  checkBody(body, generation);
  const request = body as unknown as Body;
  checkRules({ request, generation, model });
  return {
    kind: 'conversation',
    modelId: model.id,
    system: blocksOf(request.system).flatMap(readBlock) as SystemContentBlock[],
    messages: request.messages.map(readMessage),
    sampling: {
      maxTokens: request.max_tokens,
      temperature: request.temperature,
      topP: request.top_p,
      topK: request.top_k,
      stopSequences: request.stop_sequences,
    },
    toolConfig: readTools(request),
    reasoning: readReasoning(body, model.id),
    outputSchema: readOutputSchema(body),
    oneToolCall: readOneToolCall(body),
    additional: unread(body),
  };
}

/** Before Claude 3.7 Bedrock's validator looks at a body as either of the two forms that it may have. */
function checkBody(body: JsonObject, generation: Generation): void {
  const traits = {
    beta: Array.isArray(body.anthropic_beta) && body.anthropic_beta.length > 0,
    caching: generation.cacheCounts,
    thinking: generation.thinking,
  };
  const schema = messagesSchema(traits);
  const isMessages = Object.hasOwn(body, 'messages');
  if (isMessages && !generation.fieldWords) {
    checkRequest({ anyOf: [{ not: { required: ['messages'] } }, schema] }, body);
  } else if (isMessages || (generation.fieldWords && !Object.hasOwn(body, 'prompt'))) {
    checkFields(schema, body);
  } else {
    if (!generation.fieldWords) checkRequest(completionSchema, body);
    throw validationException(
      `"${generation.name}" is not supported on this API. Please use the Messages API instead.`,
      { rule: 'invoke-model/text-completions-body' },
    );
  }
}

function readMessage({ role, content }: ClaudeMessage): Message {
  return { role: role as Message['role'], content: blocksOf(content).flatMap(readBlock) };
}

/** `none` leaves no tool on offer. */
function readTools({ tools = [], tool_choice: choice }: Body): ToolConfiguration | undefined {
  if (tools.length === 0 || choice?.type === 'none') return undefined;
  const toolChoice: ToolChoice | undefined =
    choice?.type === 'tool'
      ? { tool: { name: choice.name } }
      : choice && ({ [choice.type]: {} } as unknown as ToolChoice);
  return { tools: tools.flatMap(readTool), ...(toolChoice && { toolChoice }) };
}

/** Anthropic's own tools have no schema in the request. */
function readTool({ name, type, description, input_schema, cache_control }: Tool): ConverseTool[] {
  const json = (input_schema ?? { type: 'object' }) as NonNullable<ConverseTool['toolSpec']>['inputSchema'];
  const toolSpec = {
    name: name ?? type ?? '',
    ...(description !== undefined && { description }),
    inputSchema: { json },
  };
  return [{ toolSpec } as unknown as ConverseTool, ...readCachePoint(cache_control)];
}

const neutral = new Set([
  'anthropic_version',
  'max_tokens',
  'messages',
  'stop_sequences',
  'system',
  'temperature',
  'thinking',
  'tool_choice',
  'tools',
  'top_k',
  'top_p',
]);

/** What the caller sent that has no neutral word. */
function unread(body: JsonObject): Record<string, unknown> | undefined {
  const rest = Object.entries(body).filter(([key]) => !neutral.has(key));
  return rest.length === 0 ? undefined : Object.fromEntries(rest);
}
