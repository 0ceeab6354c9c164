/** The rules of batch inference jobs: how many records, and how much of them. */
import type { RuleRow } from './rule.js';

const quotas = 'service quotas of Amazon Bedrock, batch inference';

export const minimumRecords: RuleRow & { limit: number } = {
  id: 'batch/minimum-records',
  what: 'The files of a batch job hold at least 100 records together',
  source: 'public threads, 2025 and 2026',
  limit: 100,
};

export const maximumRecords: RuleRow & { limit: number } = {
  id: 'batch/maximum-records',
  what: 'The files of a batch job hold at most 50,000 records together',
  source: quotas,
  limit: 50_000,
};

export const fileBytes: RuleRow & { limit: number } = {
  id: 'batch/file-bytes',
  what: 'A file of a batch job has at most 1 GB',
  source: quotas,
  limit: 1e9,
};

export const jobBytes: RuleRow & { limit: number } = {
  id: 'batch/job-bytes',
  what: 'The files of a batch job have at most 5 GB together',
  source: quotas,
  limit: 5e9,
};

/** AWS says it of the job, as the reason why it failed. */
export const batchRules: RuleRow[] = [minimumRecords, maximumRecords, fileBytes, jobBytes];
