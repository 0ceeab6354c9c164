/** Amazon Nova's messages, the native format of Nova Micro, Lite, Pro, Premier and Nova 2. */
import { readNova } from './amazon-nova-text/read.js';
import { streamNova } from './amazon-nova-text/stream.js';
import { writeNova } from './amazon-nova-text/write.js';
import type { ConversationDialect } from './dialect.js';

export const amazonNovaText: ConversationDialect = {
  format: 'amazon-nova-text',
  kind: 'conversation',
  read: readNova,
  write: ([turn], _, context) => writeNova(turn!, context),
  stream: (_, context) => streamNova(context),
  cacheCounts: () => true,
};
