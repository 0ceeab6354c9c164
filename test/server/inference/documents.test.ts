import { describe, expect, it } from 'vitest';
import { documentText } from '../../../src/server/inference/document-text.js';
import { htmlText, htmlTitle } from '../../../src/server/inference/markup.js';
import { mediaKind, mediaSeconds } from '../../../src/server/inference/media-kind.js';
import { xlsxSheets } from '../../../src/server/inference/office-text.js';
import { countPages, knownPages, readPdf } from '../../../src/server/inference/pdf-pages.js';
import { docx, mp4, pdf, wav, xlsx } from '../../support/documents.js';

const document = (format: 'docx' | 'xlsx' | 'txt' | 'pdf', bytes: Uint8Array) => ({
  format,
  name: 'file',
  source: { bytes },
});
const noise = Uint8Array.from({ length: 200 }, (_, index) => (index * 37) % 256);

describe('documentText', () => {
  it('reads text, Word and Excel, and the texts that a request has itself', () => {
    expect(documentText(document('txt', Buffer.from('plain')))).toBe('plain');
    expect(documentText(document('docx', docx('First & best.', 'Second')))).toBe('First & best.\nSecond');
    expect(
      documentText(
        document(
          'xlsx',
          xlsx('People', [
            ['name', 'age'],
            ['Ada', 36],
          ]),
        ),
      ),
    ).toBe('People\nname\tage\nAda\t36');
    expect(documentText({ format: 'txt', name: 'own', source: { text: 'own text' } })).toBe('own text');
    expect(documentText({ format: 'txt', name: 'parts', source: { content: [{ text: 'a' }, { text: 'b' }] } })).toBe(
      'a\nb',
    );
  });

  it('gives nothing for what it cannot read', () => {
    for (const format of ['docx', 'xlsx', 'pdf'] as const)
      expect(documentText(document(format, noise))).toBeUndefined();
    const s3Location = { uri: 's3://bucket/key.pdf' };
    expect(documentText({ format: 'pdf', name: 'far', source: { s3Location } })).toBeUndefined();
  });

  it('leaves a file alone that unpacks to more than it should', () => {
    expect(documentText(document('docx', docx('x'.repeat(40_000_000))))).toBeUndefined();
  });
});

describe('xlsxSheets', () => {
  it('keeps the columns of cells between empty ones', () => {
    const [sheet] = xlsxSheets(xlsx('A & B', [['x', '', 'z']]))!;
    expect(sheet).toEqual({ name: 'A & B', rows: [['x', '', 'z']] });
  });
});

describe('htmlText', () => {
  it('gives what a page says, a line for each block', () => {
    const page =
      '<html><head><title> My page </title></head><body><script>if (a < b) "<p>";</script><h1>Big &amp; small</h1>' +
      '<p>One<br>two <b>three</b></p><table><tr><td>a</td><td>&#8364;</td></tr></table><!-- hidden --></body></html>';
    expect(htmlText(page)).toBe('Big & small\nOne\ntwo three\na\t€');
    expect(htmlTitle(page)).toBe('My page');
  });

  it('is quick with what is never closed', () => {
    const start = performance.now();
    for (const part of ['<script>', '<!--', '<p ', '&', '<']) htmlText(part.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('readPdf', () => {
  it('gives the text of each page, and keeps it', async () => {
    const file = pdf('The first page.', 'The second (page).');
    expect(knownPages(file)).toBeUndefined();
    expect(await readPdf(file)).toEqual(['The first page.', 'The second (page).']);
    expect(knownPages(file)).toEqual(['The first page.', 'The second (page).']);
    expect(file.length).toBeGreaterThan(0);
    expect(countPages(file)).toBe(2);
  });

  it('gives no page of a file that it cannot read', async () => {
    expect(await readPdf(noise)).toEqual([]);
    expect(countPages(noise)).toBe(1);
  });
});

describe('mediaKind', () => {
  it('knows a file by its first bytes', () => {
    expect(mediaKind(wav(2))).toBe('wav');
    expect(mediaKind(mp4(3))).toBe('mp4');
    expect(mediaKind(pdf('x'))).toBe('pdf');
    expect(mediaKind(Buffer.from('fLaC'))).toBe('flac');
    expect(mediaKind(new Uint8Array())).toBeUndefined();
  });

  it('knows how long it lasts where the file says so', () => {
    expect(mediaSeconds(wav(2))).toBe(2);
    expect(mediaSeconds(mp4(3))).toBe(3);
    expect(mediaSeconds(mp4(3).subarray(0, 50))).toBeUndefined();
    expect(mediaSeconds(noise)).toBeUndefined();
  });
});
