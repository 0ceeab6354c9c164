/** Names of recordings' files: short, readable, legal on every system, and different where a disk takes upper and lower case for one. */

export interface NameFacts {
  operation?: string | undefined;
  method: string;
  model?: string;
  /** What the request says, if it says something. */
  words?: string | undefined;
  /** Hexadecimal. */
  hash: string;
}

/** `converse/anthropic.claude-3-haiku/what-is-the-capital-8f3a21`, without the ending. */
export function nameOf({ operation, method, model, words = '', hash }: NameFacts): string {
  const kebab = operation?.replace(/([a-z0-9])([A-Z])/g, '$1-$2');
  const folder = legal(kebab ?? `unknown-${method}`, 50) || 'unknown';
  const file = `${legal(words, 40) || 'request'}-${hash.slice(0, 6)}`;
  return model === undefined ? `${folder}/${file}` : `${folder}/${legal(shortModel(model), 60) || 'model'}/${file}`;
}

/** Of an ARN the last part; without the date and the version, which the hash tells apart. */
function shortModel(model: string): string {
  return model.slice(model.lastIndexOf('/') + 1).replace(/(-\d{8})?-v\d+(:\d+)?(:\w+)?$/, '');
}

/** Names that Windows keeps for devices, whatever follows after a dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/;

/** Lower case letters, digits, `.` and `-`, about so many at most, with neither a dot nor a hyphen at its ends. */
function legal(text: string, longest: number): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, longest)
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .replace(reserved, '$1-x');
}

type Members = Record<string, unknown>;

/** Members that hold what is asked, in the words of the native formats and of the control plane. */
const asking = ['prompt', 'inputText', 'message', 'query', 'name', 'jobName', 'modelName', 'input'];
/** Members whose `text` is what is asked. */
const holding = [
  'textToImageParams',
  'inPaintingParams',
  'outPaintingParams',
  'imageVariationParams',
  'textToVideoParams',
];

/** The text of a body that a person would know it by: what was asked last. */
export function wordsOf(body: unknown): string | undefined {
  if (body === null || typeof body !== 'object') return undefined;
  const members = body as Members;
  if (Array.isArray(members.messages)) return lastText(members.messages);
  const { texts, text_prompts: prompts } = members;
  const lists = [texts, prompts].map((list) => (Array.isArray(list) ? list[0] : undefined));
  const held = [...holding.map((name) => members[name]), ...lists].map((value) => (value as Members | undefined)?.text);
  const found = [...asking.map((name) => members[name]), ...held, ...lists].find((value) => typeof value === 'string');
  return found as string | undefined;
}

function lastText(messages: unknown[]): string | undefined {
  for (const message of [...messages].reverse()) {
    const { content, role } = (message ?? {}) as Members;
    if (role !== 'user') continue;
    if (typeof content === 'string') return content;
    const block = Array.isArray(content) ? content.find((one) => typeof one?.text === 'string') : undefined;
    if (block) return block.text;
  }
  return undefined;
}
