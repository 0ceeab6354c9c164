/** A model that is being deployed, for every way to call it. */
import type { ContractCase } from '../../case.js';
import { ref } from '../../things/thing.js';
import { claudeBody, user } from '../shared.js';
import { refusalsOf } from './refusal.js';

const modelId = ref('deployment.customModelDeploymentArn');
const messages = [user('Hello')];
const body = claudeBody();
const documentation = 'A deployment that is being made.';
const of = 'deployment';

async function* nothing() {}

export const notReadyCases: ContractCase[] = refusalsOf('ModelNotReadyException', 'IsNotReady', {
  Converse: { documentation, of, params: { modelId, messages } },
  ConverseStream: { documentation, of, params: { modelId, messages } },
  InvokeModel: { documentation, of, params: { modelId, body } },
  InvokeModelWithBidirectionalStream: {
    documentation,
    of,
    params: { modelId, body: { [Symbol.asyncIterator]: nothing } },
    bidirectional: true,
  },
  InvokeModelWithResponseStream: { documentation, of, params: { modelId, body } },
});
