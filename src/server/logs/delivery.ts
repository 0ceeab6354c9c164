/** Brings what was logged to its places, one after the other and behind the calls: no call waits for it, and none fails by it. */

/** A place that takes lines: an object of S3, a log stream, a file. */
export interface Place {
  /** Lines for places with the same name are brought together. */
  name: string;
  /** Rejects with one sentence. */
  write(lines: string[]): Promise<void>;
}

export interface Delivery {
  add(place: Place, line: string): void;
  /** Says what keeps lines from being delivered; once, however often it happens. */
  warn(sentence: string): void;
  /** Resolves when all that was added has been brought, or cannot be. */
  flush(): Promise<void>;
}

/** `warn` is told once of each trouble, and again when it comes back after lines went through. */
export function createDelivery(warn: (sentence: string) => void): Delivery {
  let waiting = new Map<string, { place: Place; lines: string[] }>();
  let underWay: Promise<void> | undefined;
  const said = new Set<string>();

  function say(about: string, sentence: string): void {
    if (said.has(about)) return;
    said.add(about);
    warn(sentence);
  }

  async function bring(): Promise<void> {
    while (waiting.size > 0) {
      const batch = waiting;
      waiting = new Map();
      for (const [name, { place, lines }] of batch) {
        try {
          await place.write(lines);
          said.delete(name);
        } catch (cause) {
          say(name, `log records for ${name} are lost: ${(cause as Error).message}`);
        }
      }
    }
    underWay = undefined;
  }

  return {
    add(place, line) {
      const present = waiting.get(place.name);
      if (present) present.lines.push(line);
      else waiting.set(place.name, { place, lines: [line] });
      underWay ??= Promise.resolve().then(bring);
    },
    warn: (sentence) => say(sentence, sentence),
    flush: async () => underWay,
  };
}
