/** The rules of Converse and ConverseStream, in the order in which AWS is taken to look. */
import { batchRules } from './batch.js';
import { cacheLifetime, cachePointField, promptCaching, toolCachePoint } from './caching.js';
import {
  audioSupport,
  documentSupport,
  imageSupport,
  s3Location,
  searchResultSupport,
  signature,
  videoSupport,
} from './content.js';
import { contextWindow, textBytes } from './context-window.js';
import { documentCount, documentName, documentNames, documentText } from './documents.js';
import { invokeRules } from './invoke.js';
import { additionalFields, claudeRulesOfConverse, stopSequences } from './native.js';
import { latency, maxTokens, outputConfig, samplingParameters } from './parameters.js';
import { mediaType, pictureBytes, pictureCount, pictureFormat, pictureSides } from './pictures.js';
import { promptFields } from './prompts.js';
import { responseFieldPaths } from './response-fields.js';
import type { Rule, RuleRow } from './rule.js';
import { recursiveSchema } from './structured-output.js';
import {
  callIds,
  expectedResults,
  failedResult,
  resultCount,
  resultIds,
  textBesideCalls,
  textBesideResults,
  toolConfig,
} from './tool-turns.js';
import {
  streamingTools,
  strictTools,
  toolChoiceAny,
  toolChoiceTool,
  toolSchema,
  toolSchemaType,
  toolSupport,
} from './tools.js';
import {
  blankGuardContent,
  blankText,
  reasoningPlace,
  roleAlternation,
  singleTurn,
  someContent,
  startsWithUser,
  systemPrompt,
} from './turns.js';

export const converseRules: Rule[] = [
  promptFields,
  startsWithUser,
  roleAlternation,
  singleTurn,
  someContent,
  blankText,
  blankGuardContent,
  systemPrompt,
  imageSupport,
  documentSupport,
  videoSupport,
  audioSupport,
  searchResultSupport,
  s3Location,
  documentText,
  documentName,
  documentNames,
  documentCount,
  reasoningPlace,
  signature,
  toolSupport,
  streamingTools,
  toolConfig,
  callIds,
  resultIds,
  resultCount,
  expectedResults,
  failedResult,
  textBesideCalls,
  textBesideResults,
  toolSchema,
  toolSchemaType,
  toolChoiceAny,
  toolChoiceTool,
  strictTools,
  samplingParameters,
  maxTokens,
  outputConfig,
  latency,
  cachePointField,
  promptCaching,
  cacheLifetime,
  responseFieldPaths,
  additionalFields,
  stopSequences,
  toolCachePoint,
  recursiveSchema,
  ...claudeRulesOfConverse,
  pictureCount,
  pictureBytes,
  pictureSides,
  pictureFormat,
  textBytes,
  contextWindow,
  mediaType,
];

/** Every rule by its id, those of InvokeModel and of batch jobs behind. */
export const rules = new Map<string, RuleRow>(
  [...converseRules, ...invokeRules, ...batchRules].map((rule) => [rule.id, rule]),
);
