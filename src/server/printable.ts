/** Clients choose model ids and paths: what could move a terminal's cursor is shown, not obeyed. */
export const printable = (text: string): string =>
  text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (character) => JSON.stringify(character).slice(1, -1));
