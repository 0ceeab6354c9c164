/** A part of a target without its percent-encoding; one that is encoded wrongly stays as it is. */
export function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
