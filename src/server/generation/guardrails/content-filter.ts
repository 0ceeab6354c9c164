/** Content filters: phrases of a lexicon, added up to how sure they make. */
import { guardrailWords, type Level, type Lexicon } from '../../../fixtures/guardrail-words.js';

export type Confidence = 'NONE' | Level;

const weights: Record<Level, number> = { LOW: 1, MEDIUM: 2, HIGH: 3 };
const levels: Level[] = ['LOW', 'MEDIUM', 'HIGH'];
/** How much each strength demands; NONE demands more than there is. Source: the user guide's table of filter strengths. */
const demanded: Record<string, number> = { HIGH: 1, MEDIUM: 2, LOW: 3 };

const compiled = new Map<string, RegExp>();

/** 0 to 3: the weights of the distinct phrases that the text holds, added up. */
export function scoreLexicon(lexicon: Lexicon, text: string): number {
  let score = 0;
  for (const level of levels) {
    const distinct = new Set([...text.matchAll(expressionOf(lexicon, level))].map(([phrase]) => phrase.toLowerCase()));
    score += distinct.size * weights[level];
  }
  return Math.min(3, score);
}

function expressionOf(lexicon: Lexicon, level: Level): RegExp {
  const key = `${lexicon}/${level}`;
  let expression = compiled.get(key);
  if (!expression) {
    const phrases = guardrailWords().filters[lexicon][level].join('|');
    expression = new RegExp(String.raw`(?<![\p{L}\p{N}])(?:${phrases})(?![\p{L}\p{N}])`, 'giu');
    compiled.set(key, expression);
  }
  return expression;
}

const promptAttacks: Lexicon[] = ['JAILBREAK', 'PROMPT_INJECTION', 'PROMPT_LEAKAGE'];

/** `type`: a content filter's own; PROMPT_ATTACK is the strongest of the three kinds of attack. */
export function judgeContent(type: string, text: string): Confidence {
  const lexicons = type === 'PROMPT_ATTACK' ? promptAttacks : [type as Lexicon];
  const score = Math.max(...lexicons.map((lexicon) => scoreLexicon(lexicon, text)));
  return (['NONE', ...levels] as Confidence[])[score] ?? 'NONE';
}

/** HIGH acts on all that was found, LOW on what is sure alone. */
export function isOver(confidence: Confidence, strength: string): boolean {
  return confidence !== 'NONE' && weights[confidence] >= (demanded[strength] ?? 4);
}
