import type { Captured, CapturedReply, CapturedRequest } from '../../../src/server/recordings/captured.js';
import { encodeFrame, encodeHeaders } from '../../../src/server/smithy/event-stream.js';

export function askConverse(text: string, more: Partial<CapturedRequest> = {}): CapturedRequest {
  return {
    method: 'POST',
    target: '/model/amazon.nova-lite-v1%3A0/converse',
    headers: { 'content-type': 'application/json', host: 'localhost' },
    body: Buffer.from(JSON.stringify({ messages: [{ role: 'user', content: [{ text }] }] })),
    protocol: 'h2',
    operation: 'Converse',
    service: 'bedrock-runtime',
    model: 'amazon.nova-lite-v1:0',
    region: 'us-east-1',
    ...more,
  };
}

export function say(text: string, more: Partial<CapturedReply> = {}): CapturedReply {
  const body = JSON.stringify({
    output: { message: { role: 'assistant', content: [{ text }] } },
    stopReason: 'end_turn',
  });
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
    headMs: 20,
    chunks: [{ atMs: 20, bytes: Buffer.from(body) }],
    end: 'clean',
    durationMs: 21,
    ...more,
  };
}

export function frame(type: string, payload: unknown, headers: [string, string][] = []): Buffer {
  const all: [string, string][] = [
    [':event-type', type],
    [':content-type', 'application/json'],
    [':message-type', 'event'],
    ...headers,
  ];
  return encodeFrame(encodeHeaders(all), JSON.stringify(payload));
}

/** Every chunk comes ten milliseconds after the one before. */
export function stream(chunks: Uint8Array[], more: Partial<CapturedReply> = {}): CapturedReply {
  return {
    status: 200,
    headers: { 'content-type': 'application/vnd.amazon.eventstream' },
    headMs: 5,
    chunks: chunks.map((bytes, index) => ({ atMs: 10 + index * 10, bytes })),
    end: 'clean',
    durationMs: 10 + chunks.length * 10,
    ...more,
  };
}

export function exchange(request: CapturedRequest, reply: CapturedReply, more: Partial<Captured> = {}): Captured {
  return {
    request,
    reply,
    at: '2026-11-28T10:00:00.000Z',
    upstream: 'https://bedrock-runtime.us-east-1.amazonaws.com',
    ...more,
  };
}
