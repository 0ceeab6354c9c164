import {
  ConverseCommand,
  ConverseStreamCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import {
  bedrock,
  claude,
  client,
  folder,
  hi,
  modelId,
  place,
  recordsIn,
  s3,
  start,
  stop,
  toS3,
  unzip,
} from './harness.js';

describe('invocations are logged to S3', () => {
  it('as AWS records them, in AWS’s layout', async () => {
    await start(toS3);
    const asked = { messages: hi, inferenceConfig: { maxTokens: 20 }, requestMetadata: { team: 'a' } };
    const { $metadata, ...reply } = await client.send(new ConverseCommand({ modelId, ...asked }));
    await stop();
    expect(s3.files(place)).toEqual([expect.stringMatching(/^20261128T123456789Z_[0-9a-f]{16}\.json\.gz$/)]);
    expect(recordsIn(place)).toEqual([
      {
        schemaType: 'ModelInvocationLog',
        schemaVersion: '1.0',
        timestamp: '2026-11-28T12:34:56Z',
        accountId: '123456789012',
        identity: { arn: 'arn:aws:iam::123456789012:user/AKIALOCALLOCALLOCALL' },
        region: 'us-east-1',
        requestId: $metadata.requestId,
        operation: 'Converse',
        modelId,
        requestMetadata: { team: 'a' },
        input: {
          inputContentType: 'application/json',
          inputBodyJson: asked,
          inputTokenCount: reply.usage!.inputTokens,
          cacheReadInputTokenCount: 0,
          cacheWriteInputTokenCount: 0,
        },
        output: {
          outputContentType: 'application/json',
          outputBodyJson: expect.objectContaining({ output: reply.output, stopReason: reply.stopReason }),
          outputTokenCount: reply.usage!.outputTokens,
        },
      },
    ]);
  });

  it('with native bodies, streams as the list of their chunks, ConverseStream folded', async () => {
    await start(toS3);
    const unary = await client.send(
      new InvokeModelCommand({ modelId, body: claude('One'), requestMetadata: '{"team":"b"}' }),
    );
    const native = await client.send(new InvokeModelWithResponseStreamCommand({ modelId, body: claude('Two') }));
    const chunks = [];
    for await (const { chunk } of native.body!) chunks.push(JSON.parse(Buffer.from(chunk!.bytes!).toString()));
    const { stream } = await client.send(new ConverseStreamCommand({ modelId, messages: hi }));
    let said = '';
    for await (const event of stream!) said += event.contentBlockDelta?.delta?.text ?? '';
    await stop();
    const [first, second, third] = recordsIn(place);
    expect(first).toMatchObject({
      operation: 'InvokeModel',
      requestMetadata: { team: 'b' },
      input: { inputBodyJson: JSON.parse(claude('One')) },
      output: { outputBodyJson: JSON.parse(unary.body.transformToString()) },
    });
    expect(second).toMatchObject({ operation: 'InvokeModelWithResponseStream', output: { outputBodyJson: chunks } });
    expect(third.output.outputBodyJson).toMatchObject({
      output: { message: { role: 'assistant', content: [{ text: said }] } },
      stopReason: 'end_turn',
    });
  });

  it('with the exception of a call that failed, and without what was not answered', async () => {
    await start(toS3);
    await expect(client.send(new ConverseCommand({ modelId, messages: [] }))).rejects.toThrow();
    await bedrock.faults.add({ fault: 'error', name: 'ThrottlingException' });
    await expect(client.send(new ConverseCommand({ modelId, messages: hi }))).rejects.toThrow();
    await stop();
    const [refused, throttled] = recordsIn(place);
    expect(refused).toMatchObject({ errorCode: 'ValidationException', input: { inputBodyJson: { messages: [] } } });
    expect(throttled).toMatchObject({ errorCode: 'ThrottlingException' });
    expect(throttled.output).toEqual({ outputContentType: 'application/json' });
  });

  it('with large bodies in objects of their own', async () => {
    await start(toS3, { lenient: true });
    const long = 'word '.repeat(30_000);
    const { $metadata } = await client.send(new InvokeModelCommand({ modelId, body: claude(long) }));
    await stop();
    const [record] = recordsIn(place);
    const key = `bedrock/${folder}/data/${$metadata.requestId}_input.json.gz`;
    expect(record.input).toEqual({
      inputContentType: 'application/json',
      inputBodyS3Path: `s3://log-bucket/${key}`,
      inputTokenCount: expect.any(Number),
    });
    expect(unzip(`log-bucket/${key}`)).toEqual([JSON.parse(claude(long))]);
  });

  it('in the order of the calls, none lost, however many come at once', async () => {
    await start(toS3);
    const texts = Array.from({ length: 60 }, (_, index) => `Call ${index}`);
    await Promise.all(texts.map((text) => client.send(new InvokeModelCommand({ modelId, body: claude(text) }))));
    await stop();
    const logged = recordsIn(place).map(({ input }) => input.inputBodyJson.messages[0].content);
    expect(logged.sort()).toEqual([...texts].sort());
  });
});

describe('the flags of the configuration', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );

  it('leave out texts', async () => {
    await start({ ...toS3, textDataDeliveryEnabled: false });
    await client.send(new ConverseCommand({ modelId, messages: hi }));
    await stop();
    const [{ input, output }] = recordsIn(place);
    expect([input.inputBodyJson, output.outputBodyJson]).toEqual([undefined, undefined]);
    expect(input.inputTokenCount).toBeGreaterThan(0);
  });

  it('leave out pictures, and keep the texts beside them', async () => {
    await start({ ...toS3, imageDataDeliveryEnabled: false });
    const content = [{ text: 'What is it?' }, { image: { format: 'png' as const, source: { bytes: png } } }];
    await client.send(new ConverseCommand({ modelId, messages: [{ role: 'user', content }] }));
    await stop();
    const [{ input }] = recordsIn(place);
    expect(input.inputBodyJson.messages[0].content).toEqual([
      { text: 'What is it?' },
      { image: { format: 'png', source: { bytes: '' } } },
    ]);
  });

  it('leave out vectors, and keep what they are made of', async () => {
    await start({ ...toS3, embeddingDataDeliveryEnabled: false });
    const body = JSON.stringify({ inputText: 'Hello' });
    await client.send(new InvokeModelCommand({ modelId: 'amazon.titan-embed-text-v2:0', body }));
    await stop();
    const [{ input, output }] = recordsIn(place);
    expect(input.inputBodyJson).toEqual({ inputText: 'Hello' });
    expect(output).not.toHaveProperty('outputBodyJson');
  });
});
