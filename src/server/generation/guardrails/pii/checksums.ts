/** The check digits of numbers that have them. Each takes the number as written, blanks and hyphens included. */

const digitsOf = (text: string) => [...text.replace(/\D/g, '')].map(Number);

/** Payment cards and Canadian social insurance numbers. */
export function passesLuhn(text: string): boolean {
  const sum = digitsOf(text)
    .reverse()
    .map((digit, index) => (index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2))
    .reduce((total, digit) => total + digit, 0);
  return sum > 0 && sum % 10 === 0;
}

/** Routing numbers of American banks. */
export function passesAba(text: string): boolean {
  const sum = digitsOf(text).reduce((total, digit, index) => total + digit * [3, 7, 1][index % 3]!, 0);
  return sum > 0 && sum % 10 === 0;
}

/** NHS numbers: weights 10 to 2, modulo 11. */
export function passesNhs(text: string): boolean {
  const digits = digitsOf(text);
  const sum = digits.slice(0, 9).reduce((total, digit, index) => total + digit * (10 - index), 0);
  return sum > 0 && (11 - (sum % 11)) % 11 === digits[9];
}

/** International bank account numbers: ISO 7064, modulo 97. */
export function passesIban(text: string): boolean {
  const plain = text.replace(/\s/g, '').toUpperCase();
  const digits = (plain.slice(4) + plain.slice(0, 4)).replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return BigInt(digits) % 97n === 1n;
}

const vinValues: Record<string, number> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, index) => [letter, index + 1])
    .concat(
      [...'JKLMN'].map((letter, index) => [letter, index + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, index) => [letter, index + 2]),
    ),
);
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Vehicle identification numbers: ISO 3779. */
export function passesVin(text: string): boolean {
  const sum = [...text].reduce(
    (total, sign, index) => total + (vinValues[sign] ?? Number(sign)) * vinWeights[index]!,
    0,
  );
  return text[8] === (sum % 11 === 10 ? 'X' : String(sum % 11));
}
