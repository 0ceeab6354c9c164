/** A captured exchange as a recording: redacted, readable, and in a form that gives the same bytes again. */
import type { RecordedRequest, Recording } from '../../fixtures/recording.js';
import type { Canonicalizer } from '../redaction/canonical.js';
import { decodePart } from '../redaction/decode-part.js';
import { accountsIn, type Redactor } from '../redaction/redactor.js';
import { secretsOfRequest } from '../redaction/request-secrets.js';
import { readFrameParts } from '../smithy/frame-parts.js';
import { readBytes, readJson, readPayload } from '../smithy/raw-bytes.js';
import type { Captured, CapturedReply, CapturedRequest } from './captured.js';
import { decompress } from './decompress.js';
import { redactBytes } from './redact-bytes.js';
import { sortMembers } from './sorted-json.js';
import { isFramed, writeReply } from './write-reply.js';

export interface RecordingTools {
  redactor: Redactor;
  canonicalizer: Canonicalizer;
}

/** They differ from call to call, or say how the client spoke and not what it asked. */
const passing =
  /^(:authority|host|authorization|connection|content-length|cookie|date|expect|keep-alive|te|transfer-encoding|upgrade|user-agent|accept-encoding|proxy-.*|amz-sdk-.*|x-amz-(?!bedrock).*|x-bedrock-local-.*|traceparent|tracestate)$/;

export function writeRecording(
  { request, reply, at, upstream }: Captured,
  tools: RecordingTools,
): Omit<Recording, 'id'> {
  const { canonicalizer } = tools;
  const { operation, model, protocol, region, service } = request;
  const redactor = tools.redactor.with({ secrets: secretsOfRequest(request), accounts: accountsOf(request, reply) });
  const hash = canonicalizer.hash(canonicalizer.of(request));
  return {
    match: { ...(operation !== undefined && { operation }), request: hash },
    recorded: {
      at,
      durationMs: reply.durationMs,
      ...(reply.failure !== undefined && { failure: redactor.text(reply.failure) }),
      ...(model !== undefined && { model: redactor.text(model) }),
      protocol,
      region,
      request: writeRequest(request, redactor),
      ...(service !== undefined && { service }),
      upstream: redactor.text(upstream),
    },
    reply: { raw: writeReply(reply, redactor) },
  };
}

/** An account that one ARN names is redacted wherever else it stands: in the name of a bucket, say. */
function accountsOf({ target, body }: CapturedRequest, { headers, chunks }: CapturedReply): string[] {
  const came = Buffer.concat(chunks.map(({ bytes }) => bytes));
  const said = isFramed(headers)
    ? readFrameParts(came).map(({ payload }) => JSON.stringify(readPayload(payload)))
    : [came];
  return accountsIn([target, Buffer.from(body), Object.values(headers), said].join('\n'));
}

function writeRequest(
  { method, target, headers: given, body: sent }: CapturedRequest,
  redactor: Redactor,
): RecordedRequest {
  const { headers, bytes } = decompress(given, sent);
  const kept = Object.entries(headers).filter(([name]) => !passing.test(name));
  return {
    method,
    target: writeTarget(target, redactor),
    headers: redactor.headers(Object.fromEntries(kept.sort(([one], [other]) => (one < other ? -1 : 1)))),
    ...(bytes.byteLength > 0 && { body: writeBody(bytes, redactor) }),
  };
}

/** Without a presigned URL's parameters. A secret may be percent-encoded, so each part is looked at decoded too. */
function writeTarget(target: string, redactor: Redactor): string {
  const unsigned = target.replace(/([?&])X-Amz-[^=&]*=[^&]*/gi, '$1').replace(/[?&]+$/, '');
  return redactor
    .text(unsigned)
    .split(/([/?&=])/)
    .map((part) => {
      const plain = decodePart(part);
      const redacted = redactor.text(plain);
      return redacted === plain ? part : encodeURIComponent(redacted);
    })
    .join('');
}

/** JSON is written as what it says: its spaces and the order of its members are the client's own, and differ from one to the next. */
function writeBody(body: Uint8Array, redactor: Redactor): NonNullable<RecordedRequest['body']> {
  const read = readBytes(redactBytes(body, redactor));
  const json = typeof read === 'string' ? readJson(read) : 'json' in read ? read.json : undefined;
  return json === undefined ? read : { json: sortMembers(json) };
}
