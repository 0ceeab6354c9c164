/** How a person or machine is reached, what they log in with, what they drive. */
import { passesVin } from './checksums.js';
import { anyOf, labelled, pattern, type Recognizer } from './recognizer.js';

const hasDigit = (text: string) => /\d/.test(text);
const isMixed = (text: string) => /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
const secret = String.raw`[^\s,;"']*[^\s,;"'.!?]`;

export const contact: Record<string, Recognizer> = {
  EMAIL: pattern(/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}/dgu),
  PHONE: anyOf(
    pattern(
      /(?<![\w.-])(?<!\d )\+?(?:\d{1,3}[ .-]?)?(?:\(\d{2,4}\)[ .-]?|\d{2,4}[ .-])\d{3,4}[ .-]\d{3,4}(?![ .-]?\d)(?!\w)/dg,
    ),
    pattern(/(?<![\w.-])\+\d{8,15}(?!\w)/dg),
    pattern(/(?<![\w.-])(?:\(\d{3}\) ?\d{3}-?\d{4}|[2-9]\d{2}[2-9]\d{6})(?!\w)/dg),
  ),
  URL: pattern(/\b(?:https?:\/\/|www\.)[^\s<>"')\]]*[^\s<>"')\].,;:!?]/dgi),
  IP_ADDRESS: anyOf(
    pattern(/(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w]|\.\d)/dg),
    pattern(
      /(?<![\w:])(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}(?![\w:])|(?<![\w:])(?:[0-9a-f]{1,4}:)+(?::[0-9a-f]{1,4})+(?![\w:])/dgi,
    ),
  ),
  MAC_ADDRESS: pattern(/(?<![\w:-])(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}(?![\w:-])/dgi),
  USERNAME: labelled('user ?name|user id|login', secret),
  PASSWORD: labelled('password|passwd|pwd|passphrase', secret),
  AWS_ACCESS_KEY: pattern(/\b(?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{16}\b/dg),
  AWS_SECRET_KEY: pattern(/(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/dg, isMixed),
  LICENSE_PLATE: labelled('licen[cs]e plate|number plate|plate', '[A-Z0-9]{1,4}[ -]?[A-Z0-9]{2,4}', hasDigit),
  VEHICLE_IDENTIFICATION_NUMBER: pattern(/\b[A-HJ-NPR-Z0-9]{17}\b/dg, passesVin),
};
