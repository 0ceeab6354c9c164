/** The metrics: CloudWatch's names in Prometheus's spelling, and where each takes its figure. */
import type { Counts, Distribution } from './counts.js';

interface Described {
  /** As CloudWatch has it, in the namespace AWS/Bedrock. Source: user guide, "Amazon Bedrock runtime metrics". */
  cloudWatch: string;
  name: string;
  help: string;
}

export interface CounterMetric extends Described {
  read(counts: Counts): number;
}

export interface HistogramMetric extends Described {
  read(counts: Counts): Distribution;
}

export const counterMetrics: CounterMetric[] = [
  {
    cloudWatch: 'Invocations',
    name: 'bedrock_invocations_total',
    help: 'Requests that succeeded.',
    read: ({ invocations }) => invocations,
  },
  {
    cloudWatch: 'InvocationClientErrors',
    name: 'bedrock_invocation_client_errors_total',
    help: 'Requests that failed by the fault of the client, throttles excepted.',
    read: ({ clientErrors }) => clientErrors,
  },
  {
    cloudWatch: 'InvocationServerErrors',
    name: 'bedrock_invocation_server_errors_total',
    help: 'Requests that failed by the fault of the server.',
    read: ({ serverErrors }) => serverErrors,
  },
  {
    cloudWatch: 'InvocationThrottles',
    name: 'bedrock_invocation_throttles_total',
    help: 'Requests that were throttled: neither invocations nor errors.',
    read: ({ throttles }) => throttles,
  },
  {
    cloudWatch: 'InputTokenCount',
    name: 'bedrock_input_token_count_total',
    help: 'Tokens of input, those of the cache excepted.',
    read: ({ inputTokens }) => inputTokens,
  },
  {
    cloudWatch: 'OutputTokenCount',
    name: 'bedrock_output_token_count_total',
    help: 'Tokens of output.',
    read: ({ outputTokens }) => outputTokens,
  },
  {
    cloudWatch: 'CacheReadInputTokens',
    name: 'bedrock_cache_read_input_tokens_total',
    help: 'Tokens that were read from the prompt cache.',
    read: ({ cacheReadTokens }) => cacheReadTokens,
  },
  {
    cloudWatch: 'CacheWriteInputTokens',
    name: 'bedrock_cache_write_input_tokens_total',
    help: 'Tokens that were written to the prompt cache.',
    read: ({ cacheWriteTokens }) => cacheWriteTokens,
  },
  {
    cloudWatch: 'EstimatedTPMQuotaUsage',
    name: 'bedrock_estimated_tpm_quota_usage_total',
    help: 'What the tokens took of the quota per minute: input, cache writes, and output times its burndown rate.',
    read: (counts) => counts.quotaUsage,
  },
  {
    cloudWatch: 'OutputImageCount',
    name: 'bedrock_output_image_count_total',
    help: 'Pictures that were made.',
    read: ({ images }) => images,
  },
  {
    cloudWatch: 'LegacyModelInvocations',
    name: 'bedrock_legacy_model_invocations_total',
    help: 'Requests that succeeded, of models that AWS calls legacy.',
    read: ({ legacy }) => legacy,
  },
];

export const histogramMetrics: HistogramMetric[] = [
  {
    cloudWatch: 'InvocationLatency',
    name: 'bedrock_invocation_latency_seconds',
    help: 'From the arrival of a request that succeeded until its last byte.',
    read: ({ latency }) => latency,
  },
  {
    cloudWatch: 'TimeToFirstToken',
    name: 'bedrock_time_to_first_token_seconds',
    help: 'From the arrival of a streamed request that succeeded until its first token.',
    read: ({ firstToken }) => firstToken,
  },
];
