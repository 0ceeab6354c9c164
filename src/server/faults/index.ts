/** The table of faults: one file each. */
import type { NamedFault } from '../../fixtures/fault.js';
import { badCrcFault } from './bad-crc.js';
import type { FaultBehaviour } from './behaviour.js';
import { disconnectFault } from './disconnect.js';
import { dripFault } from './drip.js';
import { duplicateDeltaFault } from './duplicate-delta.js';
import { emptyStreamFault } from './empty-stream.js';
import { errorFault } from './error.js';
import { expiredCredentialsFault } from './expired-credentials.js';
import { hangFault } from './hang.js';
import { htmlPageFault } from './html-page.js';
import { latencyFault } from './latency.js';
import { missingEventFault } from './missing-event.js';
import { missingHeadersFault } from './missing-headers.js';
import { modelLatencyFault } from './model-latency.js';
import { oversizedFrameFault } from './oversized-frame.js';
import { refuseHttp2Fault } from './refuse-http2.js';
import { splitFrameFault } from './split-frame.js';
import { streamErrorFault } from './stream-error.js';
import { truncateFault } from './truncate.js';
import { unknownEventFault } from './unknown-event.js';
import { wrongContentTypeFault } from './wrong-content-type.js';

export const faultBehaviours: {
  [Name in NamedFault['fault']]: FaultBehaviour<Extract<NamedFault, { fault: Name }>>;
} = {
  'bad-crc': badCrcFault,
  disconnect: disconnectFault,
  drip: dripFault,
  'duplicate-delta': duplicateDeltaFault,
  'empty-stream': emptyStreamFault,
  error: errorFault,
  'expired-credentials': expiredCredentialsFault,
  hang: hangFault,
  'html-page': htmlPageFault,
  latency: latencyFault,
  'missing-event': missingEventFault,
  'missing-headers': missingHeadersFault,
  'model-latency': modelLatencyFault,
  'oversized-frame': oversizedFrameFault,
  'refuse-http2': refuseHttp2Fault,
  'split-frame': splitFrameFault,
  'stream-error': streamErrorFault,
  truncate: truncateFault,
  'unknown-event': unknownEventFault,
  'wrong-content-type': wrongContentTypeFault,
};
