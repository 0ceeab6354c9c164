/** A request to Converse as Claude's back end sees it, so far as its rules look: no media, messages of one role merged. */
import type { ContentBlock, ConverseRequest, Message, SystemContentBlock } from '@aws-sdk/client-bedrock-runtime';
import type { FoundationModel } from '../../../fixtures/foundation-models.js';
import type { JsonObject } from '../../dialects/dialect.js';
import type { Block, Body, CacheControl, ClaudeMessage, Tool } from '../../dialects/shared/anthropic/body.js';
import { generationOf } from '../../dialects/shared/anthropic/generation.js';
import type { Asked } from '../../dialects/shared/anthropic/rules/rule.js';
import { parseOutputSchema } from '../../inference/read-output-schema.js';
import { renameReasoning } from './native-body.js';

export function asClaude(input: ConverseRequest, model: FoundationModel): Asked {
  return { request: toBody(input), ...traitsOf(model) };
}

type Traits = Omit<Asked, 'request'>;

const traits = new WeakMap<FoundationModel, Traits>();

/** Found out once for each model. */
function traitsOf(model: FoundationModel): Traits {
  let known = traits.get(model);
  if (!known) {
    const { modelId: id, contextWindow, maxOutputTokens } = model;
    known = { generation: generationOf(id), model: { id, contextWindow, maxOutputTokens } };
    traits.set(model, known);
  }
  return known;
}

/** What the caller adds in Claude's own spelling stands beside what Converse has words for. */
function toBody(input: ConverseRequest): Body {
  const { maxTokens, temperature, topP } = input.inferenceConfig ?? {};
  const added = (input.additionalModelRequestFields ?? {}) as JsonObject;
  return {
    ...(renameReasoning(added) as Partial<Body>),
    messages: toMessages(input.messages ?? []),
    max_tokens: maxTokens ?? Number.POSITIVE_INFINITY,
    ...(temperature !== undefined && { temperature }),
    ...(topP !== undefined && { top_p: topP }),
    ...toOutputConfig(input, added),
    ...(input.system && { system: toBlocks(input.system) }),
    ...(input.toolConfig && { tools: toTools(input.toolConfig), ...toChoice(input.toolConfig) }),
  };
}

/** Converse's `outputConfig` in Claude's spelling, beside what the caller added in it. */
function toOutputConfig({ outputConfig }: ConverseRequest, added: JsonObject): Pick<Body, 'output_config'> {
  const schema = parseOutputSchema(outputConfig?.textFormat?.structure?.jsonSchema?.schema);
  return schema === undefined ? {} : { output_config: { ...(added.output_config as object), format: { schema } } };
}

function toMessages(messages: Message[]): ClaudeMessage[] {
  const merged: { role: string; content: Block[] }[] = [];
  for (const { role = 'user', content = [] } of messages) {
    const last = merged.at(-1);
    if (last?.role === role) last.content.push(...toBlocks(content));
    else merged.push({ role, content: toBlocks(content) });
  }
  return merged;
}

/** A cache point marks the block before it. */
function toBlocks(content: (ContentBlock | SystemContentBlock)[]): Block[] {
  const blocks: Block[] = [];
  for (const block of content) {
    const last = blocks.at(-1);
    if (!block.cachePoint) blocks.push(toBlock(block));
    else if (last) last.cache_control = toMark(block.cachePoint);
  }
  return blocks;
}

function toBlock(block: ContentBlock | SystemContentBlock): Block {
  if (block.text !== undefined) return { type: 'text', text: block.text };
  if ('toolUse' in block && block.toolUse)
    return { type: 'tool_use', id: block.toolUse.toolUseId, name: block.toolUse.name };
  if ('toolResult' in block && block.toolResult)
    return { type: 'tool_result', tool_use_id: block.toolResult.toolUseId };
  if ('reasoningContent' in block && block.reasoningContent) {
    const { text: thinking, signature } = block.reasoningContent.reasoningText ?? {};
    // An empty signature is left out on the way (public thread of 2026).
    return block.reasoningContent.redactedContent
      ? { type: 'redacted_thinking' }
      : { type: 'thinking', thinking, ...(signature && { signature }) };
  }
  return { type: Object.keys(block)[0] ?? '' };
}

function toTools({ tools = [] }: NonNullable<ConverseRequest['toolConfig']>): Tool[] {
  const written: Tool[] = [];
  for (const { toolSpec, cachePoint } of tools) {
    const last = written.at(-1);
    if (toolSpec)
      written.push({
        name: toolSpec.name,
        strict: toolSpec.strict,
        input_schema: toolSpec.inputSchema?.json as object,
      });
    else if (cachePoint && last) last.cache_control = toMark(cachePoint);
  }
  return written;
}

function toChoice({ toolChoice }: NonNullable<ConverseRequest['toolConfig']>): Pick<Body, 'tool_choice'> {
  if (!toolChoice) return {};
  if (toolChoice.tool) return { tool_choice: { type: 'tool', name: toolChoice.tool.name } };
  return { tool_choice: { type: toolChoice.any ? 'any' : 'auto' } };
}

function toMark({ ttl }: { ttl?: string }): CacheControl {
  return { type: 'ephemeral', ...(ttl === '1h' && { ttl }) };
}
