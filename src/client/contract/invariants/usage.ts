/** Invariants of what is counted and why an answer ended: usage, its headers, stop reasons. */
import type { ConverseResponse, Message, TokenUsage } from '@aws-sdk/client-bedrock-runtime';
import { chunkOf, type Observation } from '../observation.js';
import { type Invariant, isSuccess } from './invariant.js';

type Counted = Pick<ConverseResponse, 'usage' | 'stopReason' | 'metrics'> & { message?: Message };

/** What Converse and ConverseStream say of an answer; undefined of any other reply, and of a stream that broke off. */
function answerOf(observation: Observation): Counted | undefined {
  const { operation, json, events = [] } = observation;
  if (!isSuccess(observation)) return undefined;
  if (operation.name === 'Converse') {
    const reply = json as ConverseResponse;
    return { ...reply, message: reply.output?.message };
  }
  if (operation.name !== 'ConverseStream') return undefined;
  const last = (name: string) => events.findLast((event) => event.name === name)?.payload as Counted | undefined;
  const metadata = last('metadata');
  return metadata && { ...metadata, stopReason: last('messageStop')?.stopReason };
}

const count = (value: unknown) => (typeof value === 'number' ? value : 0);

function totalOf(usage: TokenUsage): number {
  return (
    count(usage.inputTokens) +
    count(usage.outputTokens) +
    count(usage.cacheReadInputTokens) +
    count(usage.cacheWriteInputTokens)
  );
}

const usageHeaders = ['input-token-count', 'output-token-count', 'invocation-latency'].map(
  (name) => `x-amzn-bedrock-${name}`,
);

export const usageInvariants: Invariant[] = [
  {
    id: 'usage/total',
    documentation: 'totalTokens is the sum of input, output, cache read and cache write.',
    check(observation) {
      const usage = answerOf(observation)?.usage;
      if (!usage || usage.totalTokens === totalOf(usage)) return [];
      return [`totalTokens is ${usage.totalTokens}, the parts make ${totalOf(usage)}`];
    },
  },
  {
    id: 'usage/max-tokens',
    documentation: 'No more tokens come out than maxTokens allows.',
    check(observation) {
      const { maxTokens } = (observation.input.inferenceConfig ?? {}) as { maxTokens?: number };
      const used = answerOf(observation)?.usage?.outputTokens;
      return maxTokens === undefined || used === undefined || used <= maxTokens
        ? []
        : [`${used} tokens came out of ${maxTokens}`];
    },
  },
  {
    id: 'usage/latency',
    documentation: 'metrics.latencyMs is a whole number of milliseconds.',
    check(observation) {
      const answer = answerOf(observation);
      const latency = answer?.metrics?.latencyMs;
      return !answer || (Number.isInteger(latency) && count(latency) >= 0) ? [] : [`latencyMs is ${latency}`];
    },
  },
  {
    id: 'usage/headers',
    documentation: 'The counts in the headers of InvokeModel are whole numbers.',
    check(observation) {
      const { operation, headers } = observation;
      if (operation.name !== 'InvokeModel' || !isSuccess(observation)) return [];
      return usageHeaders
        .filter((name) => headers[name] !== undefined && !/^\d+$/.test(headers[name]))
        .map((name) => `${name} is ${headers[name]}`);
    },
  },
  {
    id: 'usage/metrics',
    documentation: 'The metrics at the end of InvokeModelWithResponseStream are whole numbers.',
    check({ operation, events = [] }) {
      if (operation.name !== 'InvokeModelWithResponseStream') return [];
      const last = events.at(-1);
      const metrics = last && chunkOf(last)?.['amazon-bedrock-invocationMetrics'];
      return Object.entries((metrics ?? {}) as Record<string, unknown>)
        .filter(([, value]) => !Number.isInteger(value))
        .map(([name, value]) => `${name} is ${value}`);
    },
  },
  {
    id: 'converse/tool-use',
    documentation: 'An answer that stops to use a tool calls one.',
    check(observation) {
      const answer = answerOf(observation);
      if (answer?.stopReason !== 'tool_use') return [];
      const calls =
        answer.message?.content?.some(({ toolUse }) => toolUse) ??
        observation.events?.some(
          ({ payload }) => (payload as { start?: { toolUse?: object } } | undefined)?.start?.toolUse,
        );
      return calls ? [] : ['the answer stops for a tool that it does not call'];
    },
  },
  {
    id: 'converse/role',
    documentation: 'It is the assistant that answers.',
    check(observation) {
      const { operation, events = [] } = observation;
      const streamed =
        operation.name === 'ConverseStream' ? events.find(({ name }) => name === 'messageStart') : undefined;
      const role = answerOf(observation)?.message?.role ?? streamed?.payload?.role;
      return role === undefined || role === 'assistant' ? [] : [`the role is ${role}`];
    },
  },
];
