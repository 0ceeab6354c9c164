/** Waits as a model of that kind does: before the reply begins, before the first token, and for each token. */
import type { Duration, ModelLatencyFault } from '../../fixtures/fault.js';
import { type LatencyProfile, latencyProfiles } from '../../fixtures/latency-profiles.js';
import type { Exchange } from '../exchange.js';
import { matchesGlob } from '../match.js';
import type { FaultBehaviour } from './behaviour.js';
import { drawDuration, wait } from './shared/duration.js';
import { paceTurn } from './shared/pace.js';

export const modelLatencyFault: FaultBehaviour<ModelLatencyFault> = {
  concerns: (_options, { inference }) => inference !== undefined,
  onCall: (options, exchange, random) => wait(drawDuration(profileOf(options, exchange).headers, random), exchange),
  onTurn: (options, turn, exchange, random) => paceTurn(turn, profileOf(options, exchange), exchange, random),
};

function profileOf({ profile, scale = 1 }: ModelLatencyFault, { notes }: Exchange): LatencyProfile {
  const model = notes.model ?? '';
  const row = latencyProfiles.find((candidate) =>
    profile === undefined ? candidate.models.some((glob) => matchesGlob(glob, model)) : candidate.profile === profile,
  ) as LatencyProfile;
  const scaled = (duration: Duration) => scaleDuration(duration, scale);
  return { ...row, headers: scaled(row.headers), firstToken: scaled(row.firstToken), token: scaled(row.token) };
}

function scaleDuration(duration: Duration, scale: number): Duration {
  if (typeof duration === 'number' || scale === 0) return typeof duration === 'number' ? duration * scale : 0;
  const scaled = Object.entries(duration).map(([name, value]) => [name, value * scale]);
  return Object.fromEntries(scaled) as Duration;
}
