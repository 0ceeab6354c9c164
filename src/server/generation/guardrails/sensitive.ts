/** Sensitive information: what each of a guardrail's kinds and patterns matches in a text, and the text with it masked. */
import type { GuardrailSensitiveInformationPolicyConfig } from '@aws-sdk/client-bedrock';
import { actionOf, type EvaluateOptions, type Source } from './guardrail.js';
import { recognizers } from './pii/index.js';
import type { Span } from './pii/recognizer.js';
import { compilePattern } from './regex.js';

export type SensitiveAction = 'BLOCK' | 'ANONYMIZE' | 'NONE';

/** One kind or pattern that is on for this side. */
export type Detector = { action: SensitiveAction; find(text: string): Span[] } & (
  | { type: string }
  | { name: string; regex: string }
);

export interface SensitiveFinding extends Span {
  detector: Detector;
  match: string;
}

/** The detectors that are on, kinds before patterns. */
export function detectorsOf(
  policy: GuardrailSensitiveInformationPolicyConfig | undefined,
  source: Source,
  { prompt = false }: EvaluateOptions,
): Detector[] {
  const detectors: Detector[] = [];
  const add = (filter: Parameters<typeof actionOf<SensitiveAction>>[0], byDefault: string, found: object) => {
    const action = actionOf(filter, source, byDefault as SensitiveAction);
    if (action === undefined || (prompt && action === 'ANONYMIZE' && filter.inputAction === undefined)) return;
    detectors.push({ ...found, action } as Detector);
  };
  for (const entity of policy?.piiEntitiesConfig ?? []) {
    const type = String(entity.type);
    add(entity as never, String(entity.action), { type, find: recognizers[type] ?? (() => []) });
  }
  for (const { name, pattern = '', ...entry } of policy?.regexesConfig ?? []) {
    add(entry as never, String(entry.action), { name, regex: pattern, find: findPattern(pattern) });
  }
  return detectors;
}

function findPattern(pattern: string): (text: string) => Span[] {
  const expression = compilePattern(pattern);
  return (text) =>
    expression
      ? [...text.matchAll(expression)]
          .filter(([match]) => match !== '')
          .map(({ index, 0: match }) => ({ start: index, end: index + match.length }))
      : [];
}

/** In the order of the text. Where two overlap, the one that begins first stands, of those the longest. */
export function findSensitive(detectors: Detector[], text: string): SensitiveFinding[] {
  const all = detectors.flatMap((detector) =>
    detector.find(text).map(({ start, end }) => ({ start, end, detector, match: text.slice(start, end) })),
  );
  all.sort((one, other) => one.start - other.start || other.end - one.end);
  let reached = 0;
  return all.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
}

/** `{EMAIL}` in place of each match that is to be masked; a pattern's mask is its name. */
export function maskSensitive(text: string, findings: SensitiveFinding[]): string {
  let masked = '';
  let reached = 0;
  for (const { start, end, detector } of findings) {
    if (detector.action !== 'ANONYMIZE') continue;
    masked += `${text.slice(reached, start)}{${'type' in detector ? detector.type : detector.name}}`;
    reached = end;
  }
  return masked + text.slice(reached);
}
