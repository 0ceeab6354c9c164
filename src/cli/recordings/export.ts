/** Writes recordings for other tools: as an HTTP Archive, or as fixtures that the emulation answers with. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OptionError } from '../../server/options.js';
import { type LoadedRecording, loadRecordings } from '../../server/recordings/load.js';
import { wordsOf } from '../../server/recordings/names.js';
import { toRequest } from '../../server/recordings/store.js';
import { writesOf } from '../../server/smithy/raw-reply.js';

const formats: Record<string, (recordings: LoadedRecording[], out: string) => void> = {
  har: writeHar,
  fixtures: writeFixtures,
};

export function exportRecordings(folder: string, { out, format }: { out: string; format: string }): string {
  const write = formats[format];
  if (!write) throw new OptionError(`--format must be one of ${Object.keys(formats).join(', ')}, not "${format}"`);
  const { recordings } = loadRecordings(folder, Date.now());
  try {
    write(recordings, out);
  } catch (cause) {
    throw new OptionError(`${out} cannot be written: ${(cause as Error).message}`);
  }
  return `${recordings.length} recordings in ${out}\n`;
}

function writeHar(recordings: LoadedRecording[], out: string): void {
  const log = { version: '1.2', creator: { name: 'bedrock-local', version: '1' }, entries: recordings.map(toEntry) };
  writeFileSync(out, JSON.stringify({ log }, undefined, 2));
}

const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }));

function toEntry(recording: LoadedRecording): object {
  const { recorded, reply } = recording;
  const { method, target, headers, body } = toRequest(recording);
  const bytes = Buffer.concat(writesOf(reply.raw).map((write) => write.bytes));
  const { headMs = 0, status } = reply.raw;
  const mimeType = reply.raw.headers['content-type'] ?? '';
  const request = {
    method,
    url: `${recorded.upstream}${target}`,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: pairs(headers),
    queryString: [],
    headersSize: -1,
    bodySize: body.byteLength,
  };
  return {
    startedDateTime: recorded.at,
    time: recorded.durationMs,
    request: {
      ...request,
      postData: { mimeType: 'application/json', params: [], text: Buffer.from(body).toString('utf8') },
    },
    response: {
      status,
      statusText: '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: pairs(reply.raw.headers),
      content: { size: bytes.byteLength, mimeType, text: bytes.toString('base64'), encoding: 'base64' },
      redirectURL: '',
      headersSize: -1,
      bodySize: bytes.byteLength,
    },
    cache: {},
    timings: { send: 0, wait: headMs, receive: Math.max(0, recorded.durationMs - headMs) },
  };
}

/** What answers by its operation, model and last words, in place of its whole request: for who wants to write on. */
function writeFixtures(recordings: LoadedRecording[], out: string): void {
  for (const { match, recorded, reply, source } of recordings) {
    const path = join(out, source);
    mkdirSync(dirname(path), { recursive: true });
    const wanted = {
      ...(match.operation !== undefined && { operation: match.operation }),
      ...(recorded.model !== undefined && { model: recorded.model }),
      ...sayWords(recorded.request),
    };
    writeFileSync(path, `${JSON.stringify({ match: wanted, reply }, undefined, 2)}\n`);
  }
}

function sayWords({ body }: LoadedRecording['recorded']['request']): { lastUserTurn?: string; prompt?: string } {
  const json = typeof body === 'object' && 'json' in body ? body.json : undefined;
  const words = wordsOf(json);
  if (words === undefined) return {};
  return json !== null && typeof json === 'object' && 'messages' in json ? { lastUserTurn: words } : { prompt: words };
}
