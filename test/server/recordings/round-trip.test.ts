import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EventStreamCodec } from '@smithy/eventstream-codec';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CapturedReply } from '../../../src/server/recordings/captured.js';
import { encodeFrame, encodeHeaders } from '../../../src/server/smithy/event-stream.js';
import { writesOf } from '../../../src/server/smithy/raw-reply.js';
import { askConverse, exchange, filesOf, frame, makeFolder, open, say, stream, textOf } from './captured.js';

const read = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../../src/fixtures/${name}.schema.json`, import.meta.url), 'utf8'));
const ajv = new Ajv({ strict: false });
ajv.addSchema(read('fixture'), 'fixture.schema.json');
const fitsSchema = ajv.compile(read('recording'));

/** Writes a reply, reads the file as another process would, and gives the writes that it stands for. */
async function giveAgain(reply: CapturedReply) {
  const folder = makeFolder();
  await open(folder).write(exchange(askConverse('hi'), reply));
  expect(fitsSchema(JSON.parse(textOf(folder))), JSON.stringify(fitsSchema.errors)).toBe(true);
  const { raw } = open(folder).find(askConverse('hi'))!.reply;
  return { raw, writes: writesOf(raw), folder };
}

const bytesOf = (parts: { bytes: Uint8Array }[]) => Buffer.concat(parts.map(({ bytes }) => bytes)).toString('base64');

const delta = (text: string) => frame('contentBlockDelta', { contentBlockIndex: 0, delta: { text }, p: 'abcd' });
const native = (completion: string) =>
  frame('chunk', { bytes: Buffer.from(JSON.stringify({ type: 'x', completion })).toString('base64'), p: 'ab' });
const spoilt = (at: number) => {
  const bytes = delta('spoilt');
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return bytes;
};
/** With a header of another type than text, as the `:date` of signed events is. */
function dated(): Uint8Array {
  const codec = new EventStreamCodec(
    (bytes) => Buffer.from(bytes).toString(),
    (text) => Buffer.from(text),
  );
  const headers = {
    ':date': { type: 'timestamp' as const, value: new Date(0) },
    x: { type: 'boolean' as const, value: true },
  };
  return codec.encode({ headers, body: Buffer.from('{}') });
}

const streams: Record<string, Uint8Array[]> = {
  'whole frames': [delta('one'), delta('two')],
  'native events': [native('one'), native('two')],
  'no frame': [],
  'two frames in one write': [Buffer.concat([delta('one'), delta('two')]), delta('three')],
  'a frame in three writes': [delta('one').subarray(0, 5), delta('one').subarray(5, 50), delta('one').subarray(50)],
  'a frame cut off': [delta('one'), delta('two').subarray(0, -7)],
  'a prelude cut off': [delta('one'), delta('two').subarray(0, 6)],
  'a wrong checksum': [delta('one'), spoilt(-1), delta('three')],
  'a wrong checksum of the prelude': [spoilt(8), delta('two')],
  'a frame that says it is longer': [delta('one'), spoilt(1)],
  'padding before the members': [frame('contentBlockDelta', { p: 'abc', delta: { text: 'x' } })],
  'a payload that is no JSON': [encodeFrame(encodeHeaders([[':event-type', 'x']]), 'plain words'), delta('two')],
  HTML: [Buffer.from('<html>502</html>')],
  'a header that is a date': [dated(), delta('two')],
};

describe.each(Object.entries(streams))('a stream with %s', (_, chunks) => {
  it('is given again in the same writes at the same times', async () => {
    const reply = stream(chunks);
    const { writes } = await giveAgain(reply);
    expect(bytesOf(writes)).toBe(bytesOf(reply.chunks));
    expect(writes.map(({ bytes }) => bytes.length)).toEqual(chunks.map(({ length }) => length));
    expect(writes.map(({ atMs }) => atMs)).toEqual(reply.chunks.map(({ atMs }) => atMs - reply.headMs));
  });
});

it('any bytes, however they were cut, are given again', async () => {
  const piece = fc.oneof(
    fc.string().map(delta),
    fc.string().map(native),
    fc.json().map((text) => frame('x', JSON.parse(text))),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  );
  const property = fc.asyncProperty(fc.array(piece, { maxLength: 5 }), fc.array(fc.nat(200)), async (pieces, cuts) => {
    const whole = Buffer.concat(pieces);
    const places = [...new Set([0, ...cuts.map((cut) => Math.min(cut, whole.length)), whole.length])].sort(
      (a, b) => a - b,
    );
    const chunks = places.slice(1).map((end, index) => whole.subarray(places[index], end));
    for (const headers of [
      { 'content-type': 'application/vnd.amazon.eventstream' },
      { 'content-type': 'text/plain' },
    ]) {
      const { writes } = await giveAgain(stream(chunks, { headers }));
      expect(bytesOf(writes)).toBe(whole.toString('base64'));
    }
  });
  await fc.assert(property, { numRuns: 40 });
});

it.each([
  ['JSON without spaces', '{"b":1,"a":[1.5,"x"]}', { json: { b: 1, a: [1.5, 'x'] } }],
  ['JSON with spaces', '{ "b": 1.0 }', '{ "b": 1.0 }'],
  ['members that would change places', '{"b":1,"1":2}', '{"b":1,"1":2}'],
  ['text', 'Bad Gateway', 'Bad Gateway'],
  ['nothing', '', undefined],
])('a body of %s is readable, and gives the same bytes', async (_, text, body) => {
  const bytes = Buffer.from(text);
  const chunks = text === '' ? [] : [{ atMs: 20, bytes }];
  const { raw, writes } = await giveAgain(say('', { chunks }));
  expect(raw.body).toEqual(body);
  expect(bytesOf(writes)).toBe(bytes.toString('base64'));
});

it('a body that is no text stands as base64', async () => {
  const { raw } = await giveAgain(say('', { chunks: [{ atMs: 20, bytes: Buffer.of(0xff, 0) }] }));
  expect(raw.body).toEqual({ base64: '/wA=' });
});

it('a connection that broke before a head is given again as broken', async () => {
  const { raw } = await giveAgain(
    say('', { status: 0, headers: {}, chunks: [], end: 'reset', failure: 'reset by peer' }),
  );
  expect(raw).toMatchObject({ status: 0, end: 'reset' });
});

describe('a reply that was changed by hand', () => {
  async function change(chunks: Uint8Array[], from: string, to: string) {
    const { folder } = await giveAgain(stream(chunks));
    const path = join(folder, filesOf(folder)[0]!);
    writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    const { raw } = open(folder).find(askConverse('hi'))!.reply;
    return Buffer.concat(writesOf(raw).map(({ bytes }) => bytes));
  }

  it('goes out with the right lengths and checksums', async () => {
    expect(await change([delta('one'), delta('two')], '"one"', '"quite another"')).toEqual(
      Buffer.concat([delta('quite another'), delta('two')]),
    );
  });

  it('goes out in place of the bytes that stand beside it', async () => {
    expect(await change([spoilt(-1), delta('two')], '"spoilt"', '"mended"')).toEqual(
      Buffer.concat([delta('mended'), delta('two')]),
    );
  });

  it('goes out whatever its writes were', async () => {
    expect(await change([Buffer.concat([delta('one'), delta('two')])], '"one"', '"three"')).toEqual(
      Buffer.concat([delta('three'), delta('two')]),
    );
  });
});

it('lists of numbers take a line, and a request has its members in order', async () => {
  const body = Buffer.from('{"z":1,"embedding":[0.25,-1e-7,3],"a":{"d":1,"c":2}}');
  const { folder } = await giveAgain(say('', { chunks: [{ atMs: 20, bytes: body }] }));
  expect(textOf(folder)).toContain('"embedding": [0.25, -1e-7, 3],');
  const sorted = makeFolder();
  await open(sorted).write(exchange(askConverse('', { body }), say('x')));
  expect(JSON.stringify(JSON.parse(textOf(sorted)).recorded.request.body)).toBe(
    '{"json":{"a":{"c":2,"d":1},"embedding":[0.25,-1e-7,3],"z":1}}',
  );
});
