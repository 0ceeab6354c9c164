/** Moments as text. The text of the last second is kept, since a busy server writes the same one again and again. */

/** `Tue, 29 Apr 2025 18:00:00 GMT`: the form of the `date` header. */
export const httpDate = perSecond((date) => date.toUTCString());

const isoSecond = perSecond((date) => date.toISOString().slice(0, -5));

/** ISO 8601 with milliseconds: `2025-04-29T18:00:00.042Z`. */
export function isoDate(milliseconds: number): string {
  const fraction = Math.floor(milliseconds) - Math.floor(milliseconds / 1000) * 1000;
  return `${isoSecond(milliseconds)}.${String(fraction).padStart(3, '0')}Z`;
}

function perSecond(write: (date: Date) => string): (milliseconds: number) => string {
  let second = Number.NaN;
  let text = '';
  return (milliseconds) => {
    const now = Math.floor(milliseconds / 1000);
    if (now !== second) {
      text = write(new Date(now * 1000));
      second = now;
    }
    return text;
  };
}
