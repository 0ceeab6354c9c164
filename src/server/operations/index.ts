/** The operations that have behaviour of their own. All others answer with a sample. */
import type { OperationBehaviour } from './behaviour.js';
import { openConverse } from './converse.js';
import { openConverseStream } from './converse-stream.js';
import { openInvokeModel } from './invoke-model.js';
import { invokeModelWithBidirectionalStream } from './invoke-model-with-bidirectional-stream.js';
import { openInvokeModelWithResponseStream } from './invoke-model-with-response-stream.js';

export const operationBehaviours: Record<string, OperationBehaviour> = {
  Converse: { open: openConverse },
  ConverseStream: { open: openConverseStream },
  InvokeModel: { open: openInvokeModel },
  InvokeModelWithBidirectionalStream: { handle: invokeModelWithBidirectionalStream },
  InvokeModelWithResponseStream: { open: openInvokeModelWithResponseStream },
};
