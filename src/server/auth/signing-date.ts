/** Dates as signatures write them: `20250818T121010Z`. */

/** Milliseconds to ISO 8601's basic format, in seconds. */
export function writeBasicDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** ISO 8601's basic format to milliseconds; undefined where `text` is not that, or no such day exists. */
export function readBasicDate(text: string): number | undefined {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match.map(Number) as [number, ...number[]];
  const milliseconds = Date.UTC(year!, month! - 1, day, hour, minute, second);
  return writeBasicDate(milliseconds) === text ? milliseconds : undefined;
}
