/** Who speaks when, and messages that say nothing. */
import { assistant, type Case, hi, models, signedThought, text, thought, user } from './case.js';

const { lite, haiku45, commandR, j2, titan, r1, llama33, haiku3 } = models;

const alternate =
  'A conversation must alternate between user and assistant roles. Make sure the conversation alternates between user and assistant roles and try again.';
const begin =
  'A conversation must start with a user message. Try again with a conversation that starts with a user message.';
const noReasoning =
  'User messages cannot contain reasoning content. Please remove the reasoning content and try again.';
const answer = assistant(text('Hello.'));

export const turns: Case[] = [
  {
    rule: 'converse/starts-with-user',
    model: lite,
    words: begin,
    refused: { messages: [answer, hi] },
    passes: { messages: [hi, answer, hi] },
  },
  {
    rule: 'converse/starts-with-user',
    model: lite,
    words: begin,
    refused: { messages: [] },
    passes: { messages: [hi] },
  },
  {
    rule: 'converse/role-alternation',
    model: commandR,
    words: alternate,
    refused: { messages: [hi, hi] },
    passes: { messages: [hi, answer, hi] },
    other: haiku3,
  },
  {
    rule: 'converse/single-turn',
    model: j2,
    words: "This model doesn't support conversation history. Try again with input that only includes one user message.",
    refused: { messages: [hi, answer, hi] },
    passes: { messages: [hi] },
    other: titan,
  },
  {
    rule: 'converse/some-content',
    model: haiku45,
    words:
      'The content field in the Message object at messages.1 is empty. Add a ContentBlock object to the content field and try again.',
    refused: { messages: [hi, assistant(), hi] },
    passes: { messages: [hi, answer, hi] },
  },
  {
    rule: 'converse/blank-text',
    model: lite,
    words:
      'The text field in the ContentBlock object at messages.0.content.1 is blank. Add text to the text field, and try again.',
    refused: { messages: [user(text('Hi'), text(' \n'))] },
    passes: { messages: [user(text('Hi'), text('.'))] },
  },
  {
    rule: 'converse/blank-guard-content',
    model: lite,
    words: 'The guard content field in the ContentBlock object at messages.0.content.0 is blank',
    refused: { messages: [user({ guardContent: { text: { text: ' ' } } })] },
    passes: { messages: [user({ guardContent: { text: { text: 'Hi' } } })] },
  },
  {
    rule: 'converse/reasoning-place',
    model: haiku45,
    words: noReasoning,
    refused: { messages: [user(thought(), text('Hi'))] },
    passes: { messages: [hi, assistant(signedThought, text('Hello.')), hi] },
  },
  ...[llama33, r1].map((model) => ({
    rule: 'converse/reasoning-place',
    model,
    words: noReasoning,
    refused: { messages: [hi, assistant(thought(), text('Hello.')), hi] },
    passes: { messages: [hi, answer, hi] },
    other: 'us.amazon.nova-2-lite-v1:0',
  })),
  {
    rule: 'converse/system-prompt',
    model: titan,
    words:
      "This model doesn't support system messages. Try again without a system message or use a model that supports system messages.",
    refused: { system: [{ text: 'Be brief.' }] },
    passes: {},
    other: lite,
  },
];
