/** Sends recorded requests to a server and compares the forms of its replies with those that were recorded. */
import { createDrift, type Kind } from '../../server/recordings/drift.js';
import type { ReplyBytes } from '../../server/recordings/form.js';
import { type LoadedRecording, loadRecordings } from '../../server/recordings/load.js';
import { toRequest } from '../../server/recordings/store.js';
import { writesOf } from '../../server/smithy/raw-reply.js';

export interface Differing {
  path: string;
  operation: string;
  model: string;
  /** One sentence each. */
  differences: string[];
}

export interface DriftReport {
  total: number;
  differing: Differing[];
  /** Of each operation and model: how many hold, of how many. */
  groups: Map<string, { held: number; total: number }>;
  /** Recordings whose replies broke off, and which therefore say nothing of a form. */
  skipped: number;
  problems: string[];
}

/** Requests at once. */
const CONCURRENCY = 8;

export async function verifyForms(
  folder: string,
  url: string,
  { only, accessKeyId }: { only?: string; accessKeyId: string },
): Promise<DriftReport> {
  const { recordings, problems } = loadRecordings(folder, Date.now());
  const whole = recordings.filter(({ reply }) => reply.raw.status > 0 && (reply.raw.end ?? 'clean') === 'clean');
  const drift = createDrift();
  for (const recording of whole) drift.learn(kindOf(recording), recordedReply(recording));
  const chosen = only === undefined ? whole : whole.filter(({ source }) => source.includes(only));
  const report: DriftReport = {
    total: chosen.length,
    differing: [],
    groups: new Map(),
    skipped: recordings.length - whole.length,
    problems,
  };
  const queue = [...chosen];
  const work = async () => {
    for (let recording = queue.shift(); recording; recording = queue.shift()) {
      const received = await send(recording, url, accessKeyId).catch((cause: Error) => cause);
      const differences =
        received instanceof Error
          ? [`no reply: ${reasonOf(received)}`]
          : drift.compare(kindOf(recording), recordedReply(recording), received);
      note(report, recording, differences);
    }
  };
  await Promise.all(Array.from({ length: CONCURRENCY }, work));
  report.differing.sort((one, other) => (one.path < other.path ? -1 : 1));
  return report;
}

/** What fetch says of a connection stands in its cause. */
const reasonOf = ({ cause, message }: Error) => (cause instanceof Error && cause.message) || message;

/** Forms are learned of a model, whichever region's profile it was called by. */
function kindOf({ match, recorded }: LoadedRecording): Kind {
  const model = (recorded.model ?? '').replace(/^(us|eu|apac|global|au|jp|ca|us-gov|in)\./, '');
  return { operation: match.operation ?? 'Unknown', model };
}

function recordedReply({ reply: { raw } }: LoadedRecording): ReplyBytes {
  const headers = Object.fromEntries(Object.entries(raw.headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { status: raw.status, headers, body: Buffer.concat(writesOf(raw).map(({ bytes }) => bytes)) };
}

async function send(recording: LoadedRecording, url: string, accessKeyId: string): Promise<ReplyBytes> {
  const { method, target, headers, body } = toRequest(recording);
  const { region } = recording.recorded;
  // Only the scope is looked at: it says the region.
  const authorization = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/bedrock/aws4_request, SignedHeaders=host, Signature=0`;
  const reply = await fetch(`${url}${target}`, {
    method,
    headers: { ...headers, authorization },
    ...(body.byteLength > 0 && { body }),
  });
  return {
    status: reply.status,
    headers: Object.fromEntries(reply.headers),
    body: new Uint8Array(await reply.arrayBuffer()),
  };
}

function note(report: DriftReport, recording: LoadedRecording, differences: string[]): void {
  const { operation, model } = kindOf(recording);
  const kind = `${operation} ${model}`.trim();
  const group = report.groups.get(kind) ?? { held: 0, total: 0 };
  group.total += 1;
  if (differences.length === 0) group.held += 1;
  else
    report.differing.push({
      path: recording.source,
      operation,
      model: recording.recorded.model ?? '',
      differences,
    });
  report.groups.set(kind, group);
}
