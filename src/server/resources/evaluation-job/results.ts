/** The results of an evaluation job of models: a file for each model and data set of the user's own, a line for each prompt. */
import type { EvaluationDatasetMetricConfig, EvaluationModelConfig } from '@aws-sdk/client-bedrock';
import { findModel, findProfile } from '../../catalogue.js';
import { foundationModelArn, inferenceProfileArn } from '../../catalogue-arn.js';
import { hashText } from '../../generation/random.js';
import { createSequence } from '../../inference/sequence.js';
import { joinKey, readS3Uri } from '../../storage/s3-uri.js';
import type { Storage } from '../../storage/storage.js';
import type { Scope, WorkTools } from '../resource.js';
import { JobFailure } from '../shared/job-storage.js';
import { type Prompt, readDataset } from './dataset.js';
import type { EvaluationProperties, EvaluationRecord } from './job.js';
import { scoreOf } from './score.js';

type Tools = WorkTools<EvaluationProperties>;
/** What was answered, or why it was refused. */
type Answer = (prompt: Prompt) => Promise<string | { refused: string }>;

/** Throws a JobFailure where a data set cannot be read or a model refuses every prompt. What AWS provides itself is not here to be read. */
export async function writeResults(job: EvaluationRecord, storage: Storage, tools: Tools): Promise<void> {
  const { evaluationConfig, inferenceConfig, outputDataConfig } = job.properties;
  const { datasetMetricConfigs = [], evaluatorModelConfig } = evaluationConfig?.automated ?? {};
  const { bucket, key } = readS3Uri(String(outputDataConfig?.s3Uri));
  for (const config of datasetMetricConfigs) {
    const uri = config.dataset?.datasetLocation?.s3Uri;
    if (uri === undefined) continue;
    const prompts = await readDataset(uri, storage);
    for (const model of inferenceConfig?.models ?? []) {
      const metrics = (config.metricNames ?? []).map((name) =>
        evaluatorModelConfig ? name : name.replace(/^Builtin\./, ''),
      );
      const lines = await evaluate(prompts, metrics, model, tools);
      await storage.write(bucket, joinKey(key, placeOf(job, model, config)), lines.join(''));
    }
  }
}

/** Source: user guide, "Understand how the results of your model evaluation job are saved in Amazon S3"; `:` is no part of a key here. */
function placeOf(job: EvaluationRecord, model: EvaluationModelConfig, config: EvaluationDatasetMetricConfig): string {
  const modelId = nameOf(model).split('/').at(-1)!.replaceAll(':', '-');
  const { taskType = '', dataset } = config;
  const file = createSequence(hashText(`${job.id} ${modelId} ${taskType} ${dataset?.name}`)).uuid();
  const below = ['models', modelId, 'taskTypes', taskType, 'datasets', String(dataset?.name)];
  return [job.name, job.id, ...below, `${file}_output.jsonl`].join('/');
}

async function evaluate(prompts: Prompt[], metrics: string[], model: EvaluationModelConfig, tools: Tools) {
  const answer = answerOf(model, tools);
  const modelIdentifier = arnOf(nameOf(model), tools);
  const refusals: string[] = [];
  const lines: string[] = [];
  for (const prompt of prompts) {
    const response = await answer(prompt);
    if (typeof response === 'string') {
      const scores = metrics.map((metricName) => ({ metricName, result: scoreOf(metricName, prompt, response) }));
      lines.push(writeLine(prompt, scores, [{ modelIdentifier, response }]));
    } else {
      refusals.push(response.refused);
      lines.push(writeLine(prompt, [], []));
    }
  }
  if (refusals.length > 0 && refusals.length === prompts.length)
    throw new JobFailure(`${modelIdentifier} refuses every prompt: ${refusals[0]}`);
  return lines;
}

function writeLine({ modelResponses: _, ...inputRecord }: Prompt, scores: object[], modelResponses: object[]): string {
  return `${JSON.stringify({ automatedEvaluationResult: { scores }, inputRecord, modelResponses })}\n`;
}

function nameOf({ bedrockModel, precomputedInferenceSource }: EvaluationModelConfig): string {
  return String(bedrockModel?.modelIdentifier ?? precomputedInferenceSource?.inferenceSourceIdentifier);
}

/** A model is asked; a source of one's own has answered in the data set. */
function answerOf({ bedrockModel, precomputedInferenceSource }: EvaluationModelConfig, { infer }: Tools): Answer {
  if (!bedrockModel) {
    const source = precomputedInferenceSource?.inferenceSourceIdentifier;
    return async ({ prompt, modelResponses = [] }) => {
      const given = modelResponses.find(({ modelIdentifier }) => modelIdentifier === source);
      if (given) return given.response;
      throw new JobFailure(`The data set has no response of ${source} to ${JSON.stringify(prompt)}`);
    };
  }
  const { modelIdentifier, inferenceParams = '{}' } = bedrockModel;
  return async ({ prompt }) => {
    const messages = [{ role: 'user', content: [{ text: prompt }] }];
    const body = JSON.stringify({ ...readParameters(inferenceParams), messages });
    const inferred = await infer('Converse', String(modelIdentifier), body);
    if ('refused' in inferred) return { refused: inferred.refused.message };
    const { content } = JSON.parse(inferred.body).output.message as { content: { text?: string }[] };
    return content.map(({ text }) => text ?? '').join('');
  };
}

function readParameters(text: string): object {
  try {
    return JSON.parse(text || '{}') as object;
  } catch {
    throw new JobFailure(`inferenceParams is no JSON: ${text}`);
  }
}

function arnOf(identifier: string, { region, namespace: { settings } }: Scope): string {
  const model = findModel(identifier, region, settings);
  if (model) return foundationModelArn(region, model.modelId);
  const profile = findProfile(identifier, region, settings);
  return profile ? inferenceProfileArn(region, settings.accountId, profile.inferenceProfileId) : identifier;
}
