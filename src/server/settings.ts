/** What the emulator was told to be. `options.ts` fills it from flags, environment and file; tests give parts of it. */

import type { ModelFacts } from '../fixtures/foundation-models.js';
import type { QuotaEntry } from '../fixtures/quota.js';

export interface KeyPair {
  accessKeyId: string;
  secretAccessKey: string;
  /** Only a request with this session token is accepted. */
  sessionToken?: string;
  /** ISO 8601; after it the session token has expired. */
  expiresAt?: string;
}

/** A model that the catalogue does not hold, or holds otherwise. */
export interface ModelOverlay {
  id: string;
  /** The id of a model of the catalogue whose row it takes. */
  like: string;
  /** Default: the regions of `like`. */
  regions?: string[];
  /** What ListFoundationModels says of it, in its words. Default: what it says of `like`, and that it is active and on demand. */
  facts?: Partial<ModelFacts>;
  /** Of an inference profile: its name, and the regions that may serve it, `*` for all of them. Default: those of `like`. */
  profile?: { name?: string; destinations?: string[] };
}

/** Which rules of AWS hold here. An entry is a rule's id, or `id@glob` for the models whose id the glob matches. */
export interface RuleSwitches {
  /** Rules that refuse nothing. */
  off: string[];
  /** Rules that hold also for models that AWS was last seen to be more lenient with. `off` wins. Default none. */
  on?: string[];
}

/** A call of the control plane that is made before anybody else calls. */
export interface PreparedCall {
  /** `CreateGuardrail`. */
  operation: string;
  /** The operation's input in its own words: blobs as base64, times as ISO 8601. */
  input: Record<string, unknown>;
  /** Default: the server's. */
  region?: string;
}

/** How recordings are matched and redacted, beside the defaults. */
export interface RecordingRules {
  /** What of a request does not count. Headers by name (`*` for any run), members of the body by JSONPath, texts by regular expression. */
  ignore: { headers: string[]; paths: string[]; patterns: string[] };
  /** What is redacted: members and headers by name, members of bodies and events by JSONPath, texts by regular expression; and request ids. */
  redact: { keys: string[]; paths: string[]; patterns: string[]; requestIds: boolean };
}

/** Who may do what, in the manner of IAM. Texts are globs: `*` stands for any characters. */
export interface PolicyRule {
  effect: 'allow' | 'deny';
  /** Access key ids; `anonymous` and `bearer` stand for callers without one. Default: everybody. */
  callers?: string[];
  /** `bedrock:InvokeModel`; Converse is that action too. Default: every action. */
  actions?: string[];
  /** Ids or ARNs of models, profiles and what stands for them. Default: every call, also one that names no model. */
  models?: string[];
}

export interface Settings {
  /** For requests that name no region. Default `us-east-1`. */
  region: string;
  /** Twelve digits; stands in ARNs. Default `123456789012`. */
  accountId: string;
  /** Makes replies differ from one seed to another. Default 0. */
  seed: number;
  auth: {
    /** `any` accepts every credential and none; `strict` verifies. Default `any`. */
    mode: 'any' | 'strict';
    keys: KeyPair[];
    /** Bearer API keys that are accepted. */
    apiKeys: string[];
  };
  /** `explicit`: models that AWS Marketplace sells need an agreement before they are used. Default `all`: they need none. */
  modelAccess: 'all' | 'explicit';
  /** A deny wins; who is allowed something is allowed nothing else. Default none: everybody may do everything. */
  policies: PolicyRule[];
  /** Refuse models whose end of life has come. Default false. */
  enforceLifecycle: boolean;
  /** Padding `p` on event frames. Default true. */
  padding: boolean;
  models: ModelOverlay[];
  rules: RuleSwitches;
  /** Whether every rule is off. Default false. */
  lenient: boolean;
  /** Refuse what no fixture matches. Default false. */
  strictFixtures: boolean;
  /** The first row that matches and has a limit gives it; `aws` stands for the defaults of AWS. Default none: nothing is limited. */
  quotas: QuotaEntry[];
  /** Exchanges that the journal keeps. Default 1000. */
  journalSize: number;
  recordings: RecordingRules;
  /** How long a status lasts that passes by itself, such as Creating, in milliseconds. Default 1000. */
  transitionMs: number;
  /** The folder that stands for S3. Default none: a job that needs S3 fails. */
  s3Root?: string;
  /** URL of an S3-compatible endpoint; a folder comes before it. Default none. */
  s3Endpoint?: string;
  /** The folder that stands for CloudWatch Logs. Default none: nothing is delivered there. */
  logsRoot?: string;
  /** The file of the trail of calls. Default none. */
  trail?: string;
  /** How long a batch job waits in the queue, in milliseconds. Default 1000. */
  batchQueueMs: number;
  /** How long a batch job takes for each record, in milliseconds; a job takes one transition at least. Default 0. */
  batchRecordMs: number;
}

export const defaultSettings: Settings = {
  region: 'us-east-1',
  accountId: '123456789012',
  seed: 0,
  auth: { mode: 'any', keys: [], apiKeys: [] },
  modelAccess: 'all',
  policies: [],
  enforceLifecycle: false,
  padding: true,
  models: [],
  rules: { off: [], on: [] },
  lenient: false,
  strictFixtures: false,
  quotas: [],
  journalSize: 1000,
  recordings: {
    ignore: { headers: [], paths: [], patterns: [] },
    redact: { keys: [], paths: [], patterns: [], requestIds: false },
  },
  transitionMs: 1000,
  batchQueueMs: 1000,
  batchRecordMs: 0,
};
