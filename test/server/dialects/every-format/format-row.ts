/** What the tests of every format know of one. */
import type { Json, JsonObject } from '../../../../src/server/dialects/dialect.js';

export interface FormatRow {
  /** The model that stands for the format in tests of one. */
  model: string;
  /** A valid body with what the family knows. `modelId`: one of the format's models, as the catalogue names it. */
  body(modelId: string): JsonObject;
  /** What is refused beside what the dialect's schema says: members in place of the body's own; `undefined` takes one away. */
  broken?: Record<string, Record<string, Json | undefined>>;
}

export const fixed = (body: JsonObject) => () => body;
export const text = 'The ferry leaves at noon';
