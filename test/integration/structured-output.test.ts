import {
  type BedrockRuntimeClient,
  ConverseCommand,
  type ConverseCommandInput,
  ConverseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StartedServer, startServer } from '../../src/testing/start-server.js';
import { toolSchema } from '../server/generation/schema/schemas.js';
import { createRuntimeClient } from '../support/clients.js';
import { foldConverseStream } from '../support/fold-converse-stream.js';
import { invoke, invokeStream } from '../support/invoke.js';

let server: StartedServer;
let client: BedrockRuntimeClient;
beforeAll(async () => {
  server = await startServer();
  client = createRuntimeClient(server.url, 'h2', { maxAttempts: 1 });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const haiku = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
const gemma = 'google.gemma-3-12b-it';
const question = 'Generate a person named John who is 30 years old';
const person = {
  type: 'object',
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
};
const john = '{"name":"John","age":30}';
const ajv = new Ajv2020({ strict: false, validateFormats: false, ownProperties: true });

const asking = (modelId: string, more: Partial<ConverseCommandInput>): ConverseCommandInput => ({
  modelId,
  messages: [{ role: 'user', content: [{ text: question }] }],
  ...more,
});
const converse = async (input: ConverseCommandInput) =>
  (await client.send(new ConverseCommand(input))).output?.message?.content;
const outputConfig = (schema: object): ConverseCommandInput['outputConfig'] => ({
  textFormat: { type: 'json_schema', structure: { jsonSchema: { name: 'person', schema: JSON.stringify(schema) } } },
});

describe('a schema for the reply', () => {
  it.each<[string, string, Partial<ConverseCommandInput>]>([
    ['outputConfig', haiku, { outputConfig: outputConfig(person) }],
    ['outputConfig of an open model', gemma, { outputConfig: outputConfig(person) }],
    [
      'output_config',
      haiku,
      { additionalModelRequestFields: { output_config: { format: { type: 'json_schema', schema: person } } } },
    ],
    [
      'response_format',
      gemma,
      {
        additionalModelRequestFields: {
          response_format: { type: 'json_schema', json_schema: { name: 'p', schema: person } },
        },
      },
    ],
  ])('is kept to by Converse, unary and streamed: %s', async (_, modelId, more) => {
    const input = asking(modelId, more);
    expect(await converse(input)).toEqual([{ text: john }]);
    const { stream } = await client.send(new ConverseStreamCommand(input));
    expect((await foldConverseStream(stream)).content).toEqual([{ text: john }]);
  });

  const claude = {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 500,
    messages: [{ role: 'user', content: question }],
  };
  it.each<[string, string, object]>([
    ['output_config', haiku, { ...claude, output_config: { format: { type: 'json_schema', schema: person } } }],
    [
      'output_format',
      haiku,
      {
        ...claude,
        anthropic_beta: ['structured-outputs-2025-11-13'],
        output_format: { type: 'json_schema', schema: person },
      },
    ],
  ])('is kept to by InvokeModel of Claude: %s', async (_, modelId, body) => {
    expect((await invoke(client, modelId, body)).body.content).toEqual([{ type: 'text', text: john }]);
    const { chunks } = await invokeStream(client, modelId, body);
    expect(chunks.map((chunk) => chunk.delta?.text ?? '').join('')).toBe(john);
  });

  it.each([{ type: 'json_schema', json_schema: { name: 'p', schema: person, strict: true } }, { type: 'json_object' }])(
    'is kept to by InvokeModel of an open model: %o',
    async (response_format) => {
      const { body } = await invoke(client, gemma, { messages: claude.messages, response_format });
      const said = JSON.parse(body.choices[0].message.content);
      expect(response_format.json_schema ? said : Object.keys(said)).toEqual(
        response_format.json_schema ? JSON.parse(john) : ['answer'],
      );
    },
  );

  it('is kept to whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(toolSchema, async (schema) => {
        const [block] = (await converse(asking(gemma, { outputConfig: outputConfig(schema) })))!;
        expect(ajv.validate(schema, JSON.parse(block!.text!))).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a tool', () => {
  const toolConfig = (json: object, strict?: boolean) =>
    ({
      tools: [{ toolSpec: { name: 'make_person', inputSchema: { json }, ...(strict !== undefined && { strict }) } }],
      toolChoice: { tool: { name: 'make_person' } },
    }) as ConverseCommandInput['toolConfig'];

  it.each([undefined, true, false])('is called with what its schema takes: strict %s', async (strict) => {
    const [block] = (await converse(asking(haiku, { toolConfig: toolConfig(person, strict) })))!;
    expect(block!.toolUse?.input).toEqual({ name: 'John', age: 30 });
  });

  it('is called with what its schema takes, whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(toolSchema, async (schema) => {
        const [block] = (await converse(asking(haiku, { toolConfig: toolConfig(schema) })))!;
        expect(ajv.validate(schema, block!.toolUse?.input)).toBe(true);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a schema that Claude cannot be held to', () => {
  const bounded = { ...person, properties: { age: { type: 'integer', multipleOf: 2 } }, required: ['age'] };
  const words = "For 'integer' type, property 'multipleOf' is not supported";
  const said = 'The model returned the following errors: ';

  it.each<[string, Partial<ConverseCommandInput>, string]>([
    ['outputConfig', { outputConfig: outputConfig(bounded) }, `${said}output_config.format.schema: ${words}`],
    [
      'output_config',
      { additionalModelRequestFields: { output_config: { format: { type: 'json_schema', schema: bounded } } } },
      `${said}output_config.format.schema: ${words}`,
    ],
    [
      'a strict tool',
      { toolConfig: { tools: [{ toolSpec: { name: 'f', inputSchema: { json: bounded }, strict: true } }] } },
      `${said}tools.0.custom: ${words}`,
    ],
  ])('is refused by Converse: %s', async (_, more, message) => {
    await expect(converse(asking(haiku, more))).rejects.toMatchObject({ name: 'ValidationException', message });
  });

  const body = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 50, messages: [{ role: 'user', content: 'Hi' }] };
  it.each<[string, object, string]>([
    [
      'output_config',
      { output_config: { format: { type: 'json_schema', schema: bounded } } },
      `output_config.format.schema: ${words}`,
    ],
    ['a strict tool', { tools: [{ name: 'f', input_schema: bounded, strict: true }] }, `tools.0.custom: ${words}`],
  ])('is refused by InvokeModel: %s', async (_, more, message) => {
    await expect(invoke(client, haiku, { ...body, ...more })).rejects.toMatchObject({
      name: 'ValidationException',
      message,
    });
  });
});
