/** Cards, accounts and what opens them. */
import { passesAba, passesIban, passesLuhn } from './checksums.js';
import { labelled, pattern, type Recognizer } from './recognizer.js';

export const finance: Record<string, Recognizer> = {
  CREDIT_DEBIT_CARD_NUMBER: pattern(/(?<![\d-])(?:\d[ -]?){12,18}\d(?![\d-])/dg, passesLuhn),
  CREDIT_DEBIT_CARD_CVV: labelled('cvv2?|cvc2?|card verification|security code', String.raw`\d{3,4}`),
  CREDIT_DEBIT_CARD_EXPIRY: labelled(
    'exp|expires(?: on)?|expiry(?: date)?|expiration(?: date)?|valid (?:thru|until)',
    String.raw`(?:0[1-9]|1[0-2])\s?[/-]\s?(?:\d{4}|\d{2})`,
  ),
  PIN: labelled('pin', String.raw`\d{4,6}`),
  INTERNATIONAL_BANK_ACCOUNT_NUMBER: pattern(
    /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/dg,
    passesIban,
  ),
  SWIFT_CODE: labelled('swift|bic', '[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?', (match) => match === match.toUpperCase()),
  US_BANK_ACCOUNT_NUMBER: labelled('(?:bank |checking |savings )?account', String.raw`\d{6,17}`),
  US_BANK_ROUTING_NUMBER: labelled('routing|aba|rtn', String.raw`\d{9}`, passesAba),
};
