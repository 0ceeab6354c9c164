/** Reads the text of PDF files, page by page. */

/** Pages beyond this are counted and not read. */
const mostPages = 100;

/** What each file says, as long as the request has it. */
const read = new WeakMap<Uint8Array, string[]>();

/** The pages that were read before; `undefined` where `readPdf` has not been called. */
export function knownPages(bytes: Uint8Array): string[] | undefined {
  return read.get(bytes);
}

/** The text of each page, lines as they stand; no page where the file cannot be read. Loads the reader at the first call. */
export async function readPdf(bytes: Uint8Array): Promise<string[]> {
  const known = read.get(bytes);
  if (known) return known;
  const pages = await readPages(bytes).catch(() => []);
  read.set(bytes, pages);
  return pages;
}

async function readPages(bytes: Uint8Array): Promise<string[]> {
  const { getDocumentProxy } = await import('unpdf');
  // The reader takes the bytes for itself, so it gets a copy; it prints what it finds wrong unless told not to.
  const document = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  const pages: string[] = [];
  try {
    for (let number = 1; number <= Math.min(document.numPages, mostPages); number++) {
      const { items } = await (await document.getPage(number)).getTextContent();
      pages.push(
        items
          .map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : ''))
          .join('')
          .trim(),
      );
    }
  } finally {
    await document.destroy();
  }
  return pages;
}

const counted = new WeakMap<Uint8Array, number>();

/** How many pages the file seems to have, without reading it: at least 1. */
export function countPages(bytes: Uint8Array): number {
  const known = counted.get(bytes);
  if (known !== undefined) return known;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const count = Math.max(1, text.match(/\/Type\s{0,4}\/Page(?![a-zA-Z])/g)?.length ?? 1);
  counted.set(bytes, count);
  return count;
}
