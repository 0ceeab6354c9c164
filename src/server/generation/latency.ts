/** How long a reply has taken. */
import type { GenerationContext } from './generator.js';

/** Whole milliseconds since the request arrived, at least 1. */
export function measureLatency({ monotonic, startedAt }: GenerationContext): number {
  return Math.max(1, Math.round(monotonic() - startedAt));
}
