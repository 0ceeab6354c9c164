/** Denied topics: how near a text comes to a topic's name, examples and definition. */
import type { GuardrailTopicConfig } from '@aws-sdk/client-bedrock';
import { textSimilarity } from '../embedding.js';
import { isCommon, stemOf, wordsOf } from '../words.js';

/** How near an example must be: the cosine of the generator's own embeddings. */
const EXAMPLE_SIMILARITY = 0.6;
/** Of the words in two sentences, how many must be the topic's: this many, and this share. */
const TOPIC_WORDS = 2;
const TOPIC_SHARE = 0.2;

/** Words that definitions are made of, whatever they define. */
const definingWords = new Set(
  (
    'advice advise answer ask asking concern content conversation definition deny discuss discussion example explain explanation following ' +
    'general give giving goal guidance help include including information inquiry kind make mention offer opinion people provide providing ' +
    'query question recommendation refer regard regarding related request respond response specific statement such suggest suggestion tell topic type user want way what'
  )
    .split(' ')
    .map(stemOf),
);

/** Whether the text is about the topic. */
export function isAbout(topic: GuardrailTopicConfig, text: string): boolean {
  const sentences = text.split(/(?<=[.!?])\s+|\n+/u).filter((sentence) => sentence.trim() !== '');
  const name = subjectsOf(String(topic.name), false);
  const vocabulary = new Set(
    [topic.definition, ...(topic.examples ?? [])].flatMap((part) => [...subjectsOf(part ?? '')]),
  );
  for (const stem of name) vocabulary.add(stem);
  return sentences.some((sentence, index) => {
    const pair = `${sentence} ${sentences[index + 1] ?? ''}`;
    if (isNamed(name, subjectsOf(pair, false))) return true;
    if (topic.examples?.some((example) => textSimilarity(example, sentence) >= EXAMPLE_SIMILARITY)) return true;
    const window = subjectsOf(pair);
    const shared = [...window].filter((stem) => vocabulary.has(stem)).length;
    return shared >= TOPIC_WORDS && shared / window.size >= TOPIC_SHARE;
  });
}

/** Every word of the topic's name stands in the text. A name of digits and defining words alone, such as `topic-1`, names nothing. */
function isNamed(name: Set<string>, window: Set<string>): boolean {
  return (
    [...name].some((stem) => /\p{L}/u.test(stem) && !definingWords.has(stem)) &&
    [...name].every((stem) => window.has(stem))
  );
}

/** The stems of the words that say what a text is about. */
function subjectsOf(text: string, passOver = true): Set<string> {
  const stems = wordsOf(text)
    .filter((word) => !isCommon(word))
    .map(stemOf);
  return new Set(passOver ? stems.filter((stem) => !definingWords.has(stem)) : stems);
}
