import { expect, it } from 'vitest';
import type { JournalEntry } from '../../src/fixtures/journal-entry.js';
import { writeJournalText } from '../../src/server/journal-text.js';

const entry: JournalEntry = {
  id: '1',
  namespace: 'default',
  startedAt: '2026-03-01T12:04:31.000Z',
  arrivedMs: 1,
  durationMs: 320.4,
  region: 'us-east-1',
  caller: { kind: 'anonymous' },
  request: { method: 'GET', url: '/nothing?secret=1', headers: {}, protocol: 'h2', secure: false },
  status: 404,
  faults: [],
  completed: true,
};

it('has a column only for what there is to say, and no query', () => {
  expect(writeJournalText([])).toBe('');
  expect(writeJournalText([entry])).toBe(
    'time          status   ms  operation\n12:04:31.000  404     320  GET /nothing',
  );
});

it('shows of a stream that waited its first byte, of one that broke that it did not end', () => {
  const stream = { ...entry, operation: 'ConverseStream', status: 200, firstByteMs: 80, chunksMs: [80, 200] };
  expect(
    writeJournalText([
      { ...stream, completed: false },
      { ...entry, status: 0, faults: ['a', 'b'] },
    ]),
  ).toBe(
    [
      'time          status   ms  first  operation       faults  outcome',
      '12:04:31.000  200     320     80  ConverseStream          not finished',
      '12:04:31.000  none    320         GET /nothing    a,b',
    ].join('\n'),
  );
});

it('shows what could move a cursor rather than obeying it', () => {
  expect(writeJournalText([{ ...entry, model: '\u001b[2J' }])).toContain('\\u001b[2J');
});
