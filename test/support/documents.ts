/** Small files of the kinds that Converse takes, made here. */
import { strToU8, zipSync } from 'fflate';

const writeXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** A Word file with a paragraph for each text. */
export function docx(...paragraphs: string[]): Uint8Array {
  const body = paragraphs
    .map((text) => `<w:p><w:r><w:t xml:space="preserve">${writeXml(text)}</w:t></w:r></w:p>`)
    .join('');
  return zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${body}</w:body></w:document>`) });
}

/** An Excel file of one sheet. */
export function xlsx(name: string, rows: (string | number)[][]): Uint8Array {
  const shared: string[] = [];
  const cell = (value: string | number, row: number, column: number) => {
    const place = `r="${String.fromCharCode(65 + column)}${row + 1}"`;
    return typeof value === 'number'
      ? `<c ${place}><v>${value}</v></c>`
      : `<c ${place} t="s"><v>${shared.push(value) - 1}</v></c>`;
  };
  const lines = rows.map(
    (cells, row) => `<row r="${row + 1}">${cells.map((value, at) => cell(value, row, at)).join('')}</row>`,
  );
  return zipSync({
    'xl/workbook.xml': strToU8(`<workbook><sheets><sheet name="${writeXml(name)}" sheetId="1"/></sheets></workbook>`),
    'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${lines.join('')}</sheetData></worksheet>`),
    'xl/sharedStrings.xml': strToU8(`<sst>${shared.map((text) => `<si><t>${writeXml(text)}</t></si>`).join('')}</sst>`),
  });
}

/** A PDF with a page for each text, of one line. */
export function pdf(...pages: string[]): Uint8Array {
  const objects: string[] = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${4 + index * 2} 0 R`).join(' ')}] >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  for (const [index, text] of pages.entries()) {
    const stream = `BT /F1 12 Tf 40 700 Td (${text.replace(/[()\\]/g, '\\$&')}) Tj ET`;
    objects.push(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 3 0 R >> >> /Contents ${5 + index * 2} 0 R >>`,
      `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
    );
  }
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const end = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${end}\n%%EOF`;
  return Buffer.from(file, 'latin1');
}

/** A WAV file of silence. */
export function wav(seconds: number, rate = 8000): Uint8Array {
  const file = Buffer.alloc(44 + seconds * rate);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate, 28);
  file.writeUInt16LE(1, 32);
  file.writeUInt16LE(8, 34);
  file.write('data', 36);
  file.writeUInt32LE(seconds * rate, 40);
  return file;
}

/** The head of an MP4 file that says how long it lasts. */
export function mp4(seconds: number): Uint8Array {
  const file = Buffer.alloc(64);
  file.write('\0\0\0\x14ftypisom', 0, 'latin1');
  file.write('mvhd', 32);
  file.writeUInt32BE(1000, 48);
  file.writeUInt32BE(seconds * 1000, 52);
  return file;
}
