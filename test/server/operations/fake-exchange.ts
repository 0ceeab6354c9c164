/** An exchange as the journey hands it to an operation, for tests that need no wire. */
import type { Exchange } from '../../../src/server/exchange.js';
import { createNamespace } from '../../../src/server/namespace.js';
import { defaultSettings, type Settings } from '../../../src/server/settings.js';
import { findOperation } from '../../../src/server/smithy/operation.js';

export function fakeExchange(
  operation: string,
  input: Record<string, unknown>,
  region = 'us-east-1',
  settings: Partial<Settings> = {},
): Exchange {
  return {
    id: '00000000-0000-4000-8000-000000000000',
    namespace: createNamespace('test', { ...defaultSettings, ...settings }),
    operation: findOperation(operation)!,
    caller: { kind: 'anonymous' },
    region,
    headers: {},
    input,
    signal: () => new AbortController().signal,
    startedAt: 0,
    seed: 0,
    notes: { faults: [] },
  };
}
