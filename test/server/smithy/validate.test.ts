import { describe, expect, it } from 'vitest';
import type { ServiceException } from '../../../src/server/exception.js';
import { findOperation } from '../../../src/server/smithy/operation.js';
import { validateInput } from '../../../src/server/smithy/validate.js';

const hello = { modelId: 'amazon.nova-lite-v1:0', messages: [{ role: 'user', content: [{ text: 'hello' }] }] };

function refusal(operation: string, input: Record<string, unknown>): ServiceException {
  try {
    validateInput(findOperation(operation)!, input);
  } catch (thrown) {
    return thrown as ServiceException;
  }
  throw new Error('nothing was refused');
}

function converse(input: Record<string, unknown>): string {
  return refusal('Converse', { ...hello, ...input }).message;
}

const failed = 'failed to satisfy constraint:';

describe("the front door's refusal", () => {
  it('is a ValidationException of its own layer', () => {
    const { name, options } = refusal('Converse', { ...hello, inferenceConfig: { maxTokens: 0 } });
    expect([name, options.source, options.rule]).toEqual(['ValidationException', 'coral.validate', 'constraints']);
  });

  it('shows integers and doubles as Java does', () => {
    expect(converse({ inferenceConfig: { maxTokens: 0 } })).toBe(
      `1 validation error detected: Value '0' at 'inferenceConfig.maxTokens' ${failed} Member must have value greater than or equal to 1`,
    );
    expect(converse({ inferenceConfig: { temperature: 32424 } })).toBe(
      `1 validation error detected: Value '32424.0' at 'inferenceConfig.temperature' ${failed} Member must have value less than or equal to 1`,
    );
  });

  it('counts list members from 1 and lists all violations of all members', () => {
    const toolSpec = { name: '', description: '', inputSchema: { json: {} } };
    expect(converse({ toolConfig: { tools: [{ toolSpec }] } })).toBe(
      `3 validation errors detected: Value '' at 'toolConfig.tools.1.member.toolSpec.name' ${failed} Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+; ` +
        `Value '' at 'toolConfig.tools.1.member.toolSpec.name' ${failed} Member must have length greater than or equal to 1; ` +
        `Value '' at 'toolConfig.tools.1.member.toolSpec.description' ${failed} Member must have length greater than or equal to 1`,
    );
  });

  it('leaves out lists of structures, and all values within content blocks', () => {
    expect(converse({ toolConfig: { tools: [] } })).toBe(
      `1 validation error detected: Value at 'toolConfig.tools' ${failed} Member must have length greater than or equal to 1`,
    );
    const content = [{ text: 'a' }, { toolUse: { toolUseId: 'id', name: 'a.'.repeat(40), input: {} } }];
    const path = 'messages.1.member.content.2.member.toolUse.name';
    expect(converse({ messages: [{ role: 'assistant', content }] })).toBe(
      `2 validation errors detected: Value at '${path}' ${failed} Member must have length less than or equal to 64; ` +
        `Value at '${path}' ${failed} Member must satisfy regular expression pattern: [a-zA-Z0-9_-]+`,
    );
  });

  it('names what is missing', () => {
    expect(converse({ messages: [{ content: [] }] })).toBe(
      `1 validation error detected: Value null at 'messages.1.member.role' ${failed} Member must not be null`,
    );
    const content = [{ reasoningContent: { reasoningText: { signature: 's' } } }];
    expect(converse({ messages: [{ role: 'assistant', content }] })).toBe(
      `1 validation error detected: Value at 'messages.1.member.content.1.member.reasoningContent.reasoningText.text' ${failed} Member must not be null`,
    );
  });

  it('gives the values of an enum in the order of the model', () => {
    expect(converse({ messages: [{ role: 'tool', content: [] }] })).toBe(
      `1 validation error detected: Value 'tool' at 'messages.1.member.role' ${failed} Member must satisfy enum value set: [user, assistant, system]`,
    );
  });

  it('refuses scalars in a list, and keys and values of a map, together', () => {
    expect(refusal('UntagResource', { resourceARN: 'x', tagKeys: ['a', ''] }).message).toContain(
      `Value '[a, ]' at 'tagKeys' ${failed} Member must satisfy constraint: [Member must have length less than or equal to 128, ` +
        'Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-zA-Z0-9\\s._:/=+@-]*]',
    );
    expect(converse({ requestMetadata: { a: '!' } })).toContain(
      `Value at 'requestMetadata' ${failed} Map value must satisfy constraint: [Member must have length less than or equal to 256, `,
    );
  });

  it('refuses a fraction where an integer is due', () => {
    const { name } = refusal('Converse', { ...hello, inferenceConfig: { maxTokens: 1.5 } });
    expect(name).toBe('SerializationException');
  });

  it('is of bounded size', () => {
    const messages = Array.from({ length: 100_000 }, () => ({}));
    expect(converse({ messages })).toMatch(/^1000 validation errors detected: /);
  });
});

describe("Bedrock's refusal of a union", () => {
  const blocks = (content: object[]) => ({ messages: [{ role: 'user', content }] });

  it('names the block, counted from 0, and the keys that it could have', () => {
    const { message, options } = refusal('Converse', { ...hello, ...blocks([{ text: 'a' }, {}]) });
    expect(message).toBe(
      'ContentBlock object at messages.0.content.1 must set one of the following keys: text, image, toolUse, toolResult, document, video, cachePoint, reasoningContent, citationsContent, searchResult.',
    );
    expect([options.source, options.rule]).toEqual([undefined, 'union-members']);
  });

  it('refuses two members as well as none', () => {
    expect(converse(blocks([{ text: 'a', cachePoint: { type: 'default' } }]))).toMatch(
      /^ContentBlock object at messages\.0/,
    );
  });

  it('comes after the front door', () => {
    expect(converse({ ...blocks([{}]), inferenceConfig: { maxTokens: 0 } })).toMatch(/^1 validation error detected/);
  });
});

describe('what passes', () => {
  it.each([
    'amazon.nova-lite-v1:0',
    'us.anthropic.claude-3-5-haiku-20241022-v1:0',
    'does-not-exist',
    'arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/1arbu5hu2sjr',
    'arn:aws:bedrock:us-east-1:123456789012:default-prompt-router/anthropic.claude:1',
  ])('the model id %s', (modelId) => {
    expect(() => validateInput(findOperation('Converse')!, { ...hello, modelId })).not.toThrow();
  });

  it('documents, whatever they hold', () => {
    const input = { ...hello, additionalModelRequestFields: { top_k: null, nested: [{}, { role: 7 }] } };
    expect(() => validateInput(findOperation('Converse')!, input)).not.toThrow();
  });

  it('characters beyond the basic plane, each counted once', () => {
    const [tagKey, message] = ['k'.repeat(128), '\u{1f600}'.repeat(500)];
    const guardrail = { name: 'g', blockedInputMessaging: message, blockedOutputsMessaging: message };
    const create = findOperation('CreateGuardrail')!;
    expect(() => validateInput(create, { ...guardrail, tags: [{ key: tagKey, value: '' }] })).not.toThrow();
    expect(refusal('CreateGuardrail', { ...guardrail, blockedInputMessaging: `${message}a` }).message).toContain(
      `Value at 'blockedInputMessaging' ${failed} Member must have length less than or equal to 500`,
    );
  });
});
