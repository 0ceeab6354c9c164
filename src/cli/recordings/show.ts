/** One recording, as a person reads it: what was asked, what came, when. */
import { basename } from 'node:path';
import { OptionError } from '../../server/options.js';
import { readRecording } from '../../server/recordings/load.js';

/** Throws an OptionError where the file is no recording. */
export function showRecording(path: string): string {
  const recording = readRecording(path, basename(path));
  if (typeof recording === 'string') throw new OptionError(`${path}${recording}`);
  const { recorded, reply } = recording;
  const { request, at, upstream, durationMs, failure } = recorded;
  const { status, headers, body, events, end, headMs = 0 } = reply.raw;
  const lines = [
    `${request.method} ${request.target}`,
    `recorded ${at} from ${upstream}`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    '',
    show(request.body),
    '',
    `${status || 'no reply'} after ${headMs} ms, ${durationMs} ms in all${end === undefined ? '' : `, ended by ${end}`}${failure === undefined ? '' : `: ${failure}`}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    '',
    ...(events
      ? events.map(
          (event) =>
            `${String(event.atMs).padStart(6)} ms  ${event.headers[':event-type'] ?? event.headers[':exception-type']}  ${show(event.payload, 0)}`,
        )
      : [show(body)]),
  ];
  return `${lines.join('\n')}\n`;
}

function show(value: unknown, indent = 2): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const { json, chunk } = value as { json?: unknown; chunk?: unknown };
  return JSON.stringify(json ?? chunk ?? value, undefined, indent);
}
