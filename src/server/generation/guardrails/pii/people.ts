/** Names, addresses, ages and the documents of a person. */
import { guardrailWords } from '../../../../fixtures/guardrail-words.js';
import { passesLuhn, passesNhs } from './checksums.js';
import { anyOf, labelled, oneOf, pattern, type Recognizer } from './recognizer.js';

const hasDigit = (text: string) => /\d/.test(text);

const word = String.raw`\p{Lu}[\p{L}'’-]+`;

/** After a title or `my name is`, or a known first name with what stands beside it in capitals. */
const name = anyOf(
  pattern(new RegExp(String.raw`\b(?:[Mm]y name is|[Nn]ame:|[Cc]all me)\s+(${word}(?:\s${word}){0,2})`, 'dgu')),
  pattern(new RegExp(String.raw`\b(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s(${word}(?:\s${word})?)`, 'dgu')),
  oneOf(
    () => guardrailWords().firstNames,
    (names) => String.raw`(?<![\p{L}])(?:${names})(?:\s${word})?(?![\p{L}])`,
  ),
);

const streets =
  'Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Place|Pl|Way|Terrace|Parkway|Highway';

/** A house with its street, or a country or large city by itself (recorded: `Tokyo` and `Japan` are both addresses). */
const address = anyOf(
  pattern(
    new RegExp(
      String.raw`\b\d{1,5}[A-Za-z]?\s(?:[\p{Lu}\d][\p{L}\d'.]*\s){1,4}(?:${streets})\b\.?(?:,?\s(?:Apt|Apartment|Suite|Unit|#)\.?\s?\w+)?(?:,\s[\p{Lu}][\p{L} ]+)?(?:,?\s[A-Z]{2})?(?:\s\d{5}(?:-\d{4})?)?`,
      'dgu',
    ),
  ),
  oneOf(
    () => guardrailWords().places,
    (places) => String.raw`(?<![\p{L}])(?:${places})(?![\p{L}])`,
  ),
);

export const people: Record<string, Recognizer> = {
  NAME: name,
  ADDRESS: address,
  AGE: anyOf(pattern(/\b(\d{1,3})[ -]?(?:years?|yrs?)[ -]?old\b/dgi), labelled('age|aged', String.raw`\d{1,3}`)),
  DRIVER_ID: labelled("driver['’]?s? licen[cs]e|driving licen[cs]e|driver id", '[A-Z0-9][A-Z0-9-]{4,17}', hasDigit),
  US_SOCIAL_SECURITY_NUMBER: pattern(/(?<![\w-])(?!000|666|9)\d{3}[- ](?!00)\d{2}[- ](?!0000)\d{4}(?![\w-])/dg),
  US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER: pattern(
    /(?<![\w-])9\d{2}[- ](?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[- ]\d{4}(?![\w-])/dg,
  ),
  US_PASSPORT_NUMBER: labelled('passport', String.raw`[A-Z]?\d{8,9}`),
  UK_NATIONAL_HEALTH_SERVICE_NUMBER: pattern(/(?<![\w-])\d{3}[ -]?\d{3}[ -]?\d{4}(?![\w-])/dg, passesNhs),
  UK_NATIONAL_INSURANCE_NUMBER: pattern(/\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b/dg),
  UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER: labelled('utr|taxpayer reference', String.raw`\d{5} ?\d{5}`),
  CA_SOCIAL_INSURANCE_NUMBER: pattern(/(?<![\w-])\d{3}[ -]\d{3}[ -]\d{3}(?![\w-])/dg, passesLuhn),
  CA_HEALTH_NUMBER: labelled(
    'health (?:card|insurance)|ohip|health',
    String.raw`\d{4}[ -]?\d{3}[ -]?\d{3}(?:[ -]?[A-Z]{2})?`,
  ),
};
