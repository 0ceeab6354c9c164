/** The recordings of a folder as a table. */
import { type LoadedRecording, loadRecordings } from '../../server/recordings/load.js';

const columns = ['OPERATION', 'MODEL', 'STATUS', 'EVENTS', 'RECORDED', 'FILE'];

export function listRecordings(folder: string, json = false): string {
  const { recordings, problems } = loadRecordings(folder, Date.now());
  if (json) return `${JSON.stringify(recordings.map(toRow), undefined, 2)}\n`;
  const rows = [columns, ...recordings.map((recording) => Object.values(toRow(recording)).map(String))];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return `${[...lines, ...problems].join('\n')}\n`;
}

function toRow({ match, recorded, reply, source }: LoadedRecording) {
  const { status, events, end } = reply.raw;
  return {
    operation: match.operation ?? recorded.request.method,
    model: recorded.model ?? '',
    status: end === undefined ? String(status) : `${status || ''} ${end}`.trim(),
    events: events?.length ?? '',
    recorded: recorded.at.slice(0, 16).replace('T', ' '),
    file: source,
  };
}
