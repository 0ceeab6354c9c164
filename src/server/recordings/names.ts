/** Names of recordings' files: short, readable, legal on every system, and different where a disk takes upper and lower case for one. */

export interface NameFacts {
  operation?: string;
  method: string;
  model?: string;
  /** What the request says, if it says something. */
  words?: string;
  /** Hexadecimal. */
  hash: string;
}

/** Names that Windows keeps for devices. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/;

/** `converse/anthropic.claude-3-haiku/what-is-the-capital-8f3a21`, without the ending. */
export function nameOf({ operation, method, model, words = '', hash }: NameFacts): string {
  const folder = legal(
    operation === undefined ? `unknown-${method}` : operation.replace(/([a-z0-9])([A-Z])/g, '$1-$2'),
    50,
  );
  const short = (model ?? '').slice((model ?? '').lastIndexOf('/') + 1).replace(/(-\d{8})?-v\d+(:\d+)?(:\w+)?$/, '');
  const slug = legal(words, 40) || 'request';
  return [folder, ...(short ? [legal(short, 60) || 'model'] : []), `${slug}-${hash.slice(0, 6)}`].join('/');
}

/** Lower case letters, digits, `.` and `-`, no longer than so many, with neither a dot nor a hyphen at its ends. */
function legal(text: string, longest: number): string {
  const plain = text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replaceAll(/\.{2,}/g, '.')
    .slice(0, longest)
    .replaceAll(/^[-.]+|[-.]+$/g, '');
  return reserved.test(plain.split('.')[0] ?? '')
    ? `${plain.split('.')[0]}-${plain.slice((plain.split('.')[0] ?? '').length)}`.replace(/-+$/, '-x')
    : plain;
}

/** The texts of a body that a person would know it by: what was asked last. */
export function wordsOf(body: unknown): string | undefined {
  if (body === null || typeof body !== 'object') return undefined;
  const { messages, prompt, inputText, message, texts, name, input } = body as Record<string, unknown>;
  if (Array.isArray(messages)) return lastText(messages);
  const given = [prompt, inputText, message, name, input].find((value) => typeof value === 'string');
  return (given as string | undefined) ?? (Array.isArray(texts) && typeof texts[0] === 'string' ? texts[0] : undefined);
}

function lastText(messages: unknown[]): string | undefined {
  for (const message of [...messages].reverse()) {
    const { content, role } = (message ?? {}) as { content?: unknown; role?: unknown };
    if (role !== 'user') continue;
    if (typeof content === 'string') return content;
    const block = Array.isArray(content) ? content.find((one) => typeof one?.text === 'string') : undefined;
    if (block) return block.text;
  }
  return undefined;
}
