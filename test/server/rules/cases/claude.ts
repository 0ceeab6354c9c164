/** Claude's own rules behind Converse, and pictures. */
import {
  assistant,
  type Case,
  cachePoint,
  call,
  hi,
  models,
  picture,
  pngOf,
  result,
  signedThought,
  text,
  thought,
  tool,
  toolConfig,
  user,
} from './case.js';

const { haiku3, haiku45, sonnet4, opus48, lite } = models;
const said = (words: string) => `The model returned the following errors: ${words}`;
const claude = (
  rule: string,
  words: string,
  more: Omit<Case, 'rule' | 'words' | 'model'> & { model?: string },
): Case => ({
  rule: `anthropic-messages/${rule}`,
  model: haiku45,
  words: said(words),
  ...more,
});
const thinking = (more: object = {}) => ({
  additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2000 }, ...more } as never,
});
const page = 'https://docs.claude.com/en/docs/build-with-claude/extended-thinking';
const results = [hi, assistant(call('a')), user(result('a'))];
const pictures = (count: number) => Array.from({ length: count }, () => picture());
const looking = (...blocks: Parameters<typeof user>) => ({ messages: [user(text('What is it?'), ...blocks)] });
const cacheAll = (ttl?: '1h') => ({ cachePoint: { type: 'default' as const, ...(ttl && { ttl }) } });

export const claudes: Case[] = [
  claude(
    'role',
    'messages: Unexpected role "system". The Messages API accepts a top-level `system` parameter, not "system" as an input message role.',
    {
      refused: { messages: [hi, { role: 'system' as never, content: [text('Be brief.')] }, hi] },
      passes: { messages: [hi, hi], system: [{ text: 'Be brief.' }] },
      other: opus48,
    },
  ),
  claude('some-text', 'messages: text content blocks must contain non-whitespace text', {
    refused: { messages: [user(text(' '))] },
    passes: { messages: [hi] },
  }),
  claude('some-text', 'messages: text content blocks must be non-empty', {
    refused: { messages: [user(text('Hi'), text(''))] },
    passes: { messages: [hi] },
  }),
  claude('thinking-signature', 'messages.1.content.0: Invalid `signature` in `thinking` block', {
    refused: { messages: [hi, assistant(thought('EqQBCgIYAhIM'), text('Hello.')), hi] },
    passes: { messages: [hi, assistant(signedThought, text('Hello.')), hi] },
  }),
  claude('thinking-signature', 'messages.1.content.0.thinking.signature: Field required', {
    refused: { messages: [hi, assistant(thought(), text('Hello.')), hi] },
    passes: { messages: [hi, assistant(signedThought, text('Hello.')), hi] },
  }),
  claude('no-sampling', '`temperature` is deprecated for this model.', {
    model: opus48,
    refused: { inferenceConfig: { temperature: 0.5 } },
    passes: { inferenceConfig: { maxTokens: 50 } },
    other: 'us.anthropic.claude-sonnet-4-6',
  }),
  claude('one-sampler', '`temperature` and `top_p` cannot both be specified for this model. Please use only one.', {
    refused: { inferenceConfig: { temperature: 0.5, topP: 0.5 } },
    passes: { inferenceConfig: { temperature: 0.5 } },
    other: sonnet4,
  }),
  claude(
    'adaptive-thinking',
    '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
    {
      model: opus48,
      refused: thinking(),
      passes: { additionalModelRequestFields: { thinking: { type: 'adaptive' } } as never },
      other: haiku45,
    },
  ),
  claude(
    'thinking-budget',
    `\`max_tokens\` must be greater than \`thinking.budget_tokens\`. Please consult our documentation at ${page}#max-tokens-and-context-window-size`,
    {
      refused: { ...thinking(), inferenceConfig: { maxTokens: 2000 } },
      passes: { ...thinking(), inferenceConfig: { maxTokens: 2001 } },
    },
  ),
  claude(
    'thinking-temperature',
    `\`temperature\` may only be set to 1 when thinking is enabled. Please consult our documentation at ${page}#important-considerations-when-using-extended-thinking`,
    {
      refused: { ...thinking(), inferenceConfig: { temperature: 0.5 } },
      passes: { ...thinking(), inferenceConfig: { temperature: 1 } },
    },
  ),
  claude('thinking-tool-choice', 'Thinking may not be enabled when tool_choice forces tool use.', {
    refused: { ...thinking(), toolConfig: { ...toolConfig, toolChoice: { any: {} } } },
    passes: { ...thinking(), toolConfig: { ...toolConfig, toolChoice: { auto: {} } } },
  }),
  claude(
    'thinking-first',
    `messages.1.content.0.type: Expected \`thinking\` or \`redacted_thinking\`, but found \`tool_use\`. When \`thinking\` is enabled, a final \`assistant\` message must start with a thinking block (preceeding the lastmost set of \`tool_use\` and \`tool_result\` blocks). We recommend you include thinking blocks from previous turns. To avoid this requirement, disable \`thinking\`. Please consult our documentation at ${page}`,
    {
      refused: { messages: results, toolConfig, ...thinking() },
      passes: { messages: [hi, assistant(signedThought, call('a')), user(result('a'))], toolConfig, ...thinking() },
    },
  ),
  claude('tool-names', 'tools: Tool names must be unique.', {
    refused: { toolConfig: { tools: [tool('a'), tool('a')] } },
    passes: { toolConfig: { tools: [tool('a'), tool('b')] } },
    other: lite,
  }),
  claude('chosen-tool', "Tool 'news' not found in provided tools", {
    refused: { toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'news' } } } },
    passes: { toolConfig: { ...toolConfig, toolChoice: { tool: { name: 'weather' } } } },
  }),
  claude('cache-marks', 'A maximum of 4 blocks with cache_control may be provided. Found 5.', {
    refused: {
      system: [{ text: 'Be brief.' }, cacheAll()],
      toolConfig: { tools: [tool('a'), cacheAll()] },
      messages: [user(...['1', '2', '3'].flatMap((words) => [text(words), cachePoint]))],
    },
    passes: {
      toolConfig: { tools: [tool('a'), cacheAll()] },
      messages: [user(...['1', '2', '3'].flatMap((words) => [text(words), cachePoint]))],
    },
  }),
  claude(
    'cache-order',
    "messages.0.content.0.cache_control.ttl: a ttl='1h' cache_control block must not come after a ttl='5m' cache_control block. Note that blocks are processed in the following order: `tools`, `system`, `messages`.",
    {
      refused: { system: [{ text: 'Be brief.' }, cacheAll()], messages: [user(text('Hi'), cacheAll('1h'))] },
      passes: { system: [{ text: 'Be brief.' }, cacheAll('1h')], messages: [user(text('Hi'), cacheAll())] },
    },
  ),
  claude(
    'no-prefill',
    'This model does not support assistant message prefill. The conversation must end with a user message.',
    {
      model: opus48,
      refused: { messages: [hi, assistant(text('Hello'))] },
      passes: { messages: [hi] },
      other: haiku45,
    },
  ),
  claude(
    'prefill-with-tools',
    'Your API request included an `assistant` message in the final position, which would pre-fill the `assistant` response. When using tools, pre-filling the `assistant` response is not supported.',
    {
      model: haiku3,
      refused: { messages: [...results, hi, assistant(text('It'))], toolConfig },
      passes: { messages: [...results, assistant(text('Rain.')), hi, assistant(text('It'))], toolConfig },
    },
  ),
  claude('trailing-whitespace', 'messages: final assistant content cannot end with trailing whitespace', {
    refused: { messages: [hi, assistant(text('Hello '))] },
    passes: { messages: [hi, assistant(text('Hello'))] },
  }),
  {
    rule: 'converse/picture-count',
    model: haiku45,
    words: said('too many images and documents: 21 + 0 > 20'),
    refused: looking(...pictures(21)),
    passes: looking(...pictures(20)),
    other: opus48,
  },
  {
    rule: 'converse/picture-bytes',
    model: haiku45,
    words: said('messages.0.content.1.image.source.bytes: image exceeds 5 MB maximum: 5333336 bytes > 5242880 bytes'),
    refused: looking(picture(Buffer.concat([pngOf(1, 1)], 4_000_000))),
    passes: looking(picture(Buffer.concat([pngOf(1, 1)], 3_900_000))),
  },
  {
    rule: 'converse/picture-sides',
    model: haiku45,
    words: said(
      'messages.0.content.1.image.source.bytes: At least one of the image dimensions exceed max allowed size: 8000 pixels',
    ),
    refused: looking(picture(pngOf(8001, 10))),
    passes: looking(picture(pngOf(8000, 10))),
  },
  {
    rule: 'converse/picture-format',
    model: haiku45,
    words: said(
      'messages.0.content.1.image.source.base64: The image was specified using the image/jpeg media type, but the image appears to be a image/png image',
    ),
    refused: looking(picture(pngOf(1, 1), 'jpeg')),
    passes: looking(picture(pngOf(1, 1), 'png')),
  },
  ...(['Converse', 'ConverseStream'] as const).map((operation) => ({
    rule: 'converse/media-type',
    model: lite,
    operation,
    words: said(
      'The detected file MIME type text/plain does not match the expected type image/png. Reformat your input and try again.',
    ),
    refused: looking(picture(Buffer.from('these bytes are not a PNG image'))),
    passes: looking(picture()),
  })),
];
