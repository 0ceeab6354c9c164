/** A server with frozen time and its control plane, for tests of single resources. */
import type { BedrockClient } from '@aws-sdk/client-bedrock';
import type { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { type StartedServer, type StartServerOptions, startServer } from '../../../src/testing/start-server.js';
import { createControlPlaneClient, createRuntimeClient } from '../../support/clients.js';
import { type Call, callerOf, type Output } from './journeys/journey.js';

export const START = Date.UTC(2026, 2, 2);
/** How long a passing status lasts by default. */
export const STEP = 1000;

export interface ControlPlane {
  server: StartedServer;
  client: BedrockClient;
  runtime: BedrockRuntimeClient;
  /** An operation by its name. */
  call: Call;
  /** The same as a caller of another region. */
  callFrom(region: string): Call;
  /** Moves time on. */
  pass(milliseconds: number): Promise<unknown>;
}

/** Ready in the tests of the file that asks for it; empty again before each. */
export function useControlPlane(options: StartServerOptions = {}): ControlPlane {
  const plane = { pass: (milliseconds) => plane.server.clock.advance(milliseconds) } as ControlPlane;
  const abroad: BedrockClient[] = [];
  beforeAll(async () => {
    plane.server = await startServer(options);
    plane.client = createControlPlaneClient(plane.server.url);
    plane.runtime = createRuntimeClient(plane.server.url, 'h2', { maxAttempts: 1 });
    plane.call = callerOf(plane.client);
    plane.callFrom = (region) => {
      abroad.push(createControlPlaneClient(plane.server.url, { region }));
      return callerOf(abroad.at(-1)!);
    };
  });
  afterAll(async () => {
    for (const client of [plane.client, plane.runtime, ...abroad]) client.destroy();
    await plane.server.close();
  });
  beforeEach(async () => {
    await plane.server.reset();
    await plane.server.clock.freeze(new Date(START).toISOString());
  });
  return plane;
}

export const refused = (name: string, message?: string | RegExp) =>
  expect.objectContaining({ name, ...(message !== undefined && { message: expect.stringMatching(message) }) });

export const notFound = refused(
  'ResourceNotFoundException',
  /^The specified resource Amazon Resource Name \(ARN\) was not found/,
);
export const inConflict = refused('ConflictException', /^Error occurred because of a conflict/);

export type { Output };
