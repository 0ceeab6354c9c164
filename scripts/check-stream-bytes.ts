// Byte truth: every recorded stream that is kept byte for byte, decoded and encoded again, gives the same bytes.
// node --import tsx scripts/check-stream-bytes.ts EXCHANGES.jsonl
import { readFileSync } from 'node:fs';
import { decodeFrames, encodeFrame, encodeHeaders } from '../src/server/smithy/event-stream.js';

const [file = ''] = process.argv.slice(2);
let streams = 0;
let frames = 0;
const different: string[] = [];

async function* whole(bytes: Uint8Array) {
  yield bytes;
}

for (const line of readFileSync(file, 'utf8').split('\n').filter(Boolean)) {
  const { id, response } = JSON.parse(line) as { id: string; response: { rawBase64?: string } };
  if (!response.rawBase64) continue;
  const bytes = Buffer.from(response.rawBase64, 'base64');
  const encoded: Uint8Array[] = [];
  for await (const frame of decodeFrames(whole(bytes)))
    encoded.push(encodeFrame(encodeHeaders(Object.entries(frame.headers)), frame.payload));
  streams += 1;
  frames += encoded.length;
  if (!Buffer.concat(encoded).equals(bytes)) different.push(id);
}
console.log(
  `${streams - different.length} of ${streams} recorded streams (${frames} frames) are the same bytes when written again`,
);
if (different.length > 0 || streams === 0) {
  console.error(`different: ${different.slice(0, 10).join(', ')}`);
  process.exitCode = 1;
}
