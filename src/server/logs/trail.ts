/** The trail: an event for each call, in the manner of CloudTrail, one JSON object a line. */
import { callerArn, callerName } from '../access/caller-name.js';
import type { Exchange } from '../exchange.js';
import type { JournalRecord } from '../namespace.js';
import { fileOf } from './append-file.js';
import type { ExchangeLog } from './exchange-log.js';

/** Data events, by the type of their resource. Source: user guide, "Monitor Amazon Bedrock API calls using CloudTrail". */
const dataEvents: Record<string, string> = {
  InvokeModelWithBidirectionalStream: 'AWS::Bedrock::Model',
  StartAsyncInvoke: 'AWS::Bedrock::AsyncInvoke',
  GetAsyncInvoke: 'AWS::Bedrock::AsyncInvoke',
  ApplyGuardrail: 'AWS::Bedrock::Guardrail',
};

/** Calls of a model are read-only events, as in events that were published. */
const readOnly = /^(Get|List|Invoke|Converse|Count|Apply)/;
/** Input members that name something; texts, which may be anybody's own, never show. */
const naming = /(Id|Identifier|Arn|ARN|Name|Version|Type|Equals)$/;

export const logTrail: ExchangeLog = (exchange, record, delivery) => {
  const { trail } = exchange.namespace.settings;
  // AWS has no operation behind the OpenAI-compatible path that a trail could name.
  if (trail === undefined || !/^\w+$/.test(exchange.operation.name)) return;
  delivery.add(fileOf(trail), JSON.stringify(writeEvent(exchange, record)));
};

function writeEvent(exchange: Exchange, record: JournalRecord): object {
  const { operation, caller, region, namespace, headers } = exchange;
  const { accountId } = namespace.settings;
  const resourceType = dataEvents[operation.name];
  return {
    eventVersion: '1.09',
    userIdentity: {
      type: 'IAMUser',
      principalId: callerName(caller),
      arn: callerArn(caller, region, accountId),
      accountId,
      ...(caller.accessKeyId !== undefined && { accessKeyId: caller.accessKeyId }),
      userName: callerName(caller),
    },
    eventTime: `${record.startedAt.slice(0, 19)}Z`,
    eventSource: 'bedrock.amazonaws.com',
    eventName: operation.name,
    awsRegion: region,
    sourceIPAddress: exchange.peer ?? '127.0.0.1',
    userAgent: headers['user-agent'],
    ...(record.exception !== undefined && { errorCode: record.exception, errorMessage: record.message }),
    requestParameters: readParameters(exchange),
    responseElements: null,
    requestID: record.id,
    eventID: namespace.clock.uuid(),
    readOnly: readOnly.test(operation.name),
    ...(resourceType !== undefined && { resources: [{ accountId, type: resourceType }] }),
    eventType: 'AwsApiCall',
    managementEvent: resourceType === undefined,
    recipientAccountId: accountId,
    eventCategory: resourceType === undefined ? 'Management' : 'Data',
    tlsDetails: { clientProvidedHostHeader: headers.host },
  };
}

/** Null where there are none, as in AWS's events. */
function readParameters({ input }: Exchange): object | null {
  const named = Object.entries(input).filter(([name, value]) => naming.test(name) && isPlain(value));
  return named.length > 0 ? Object.fromEntries(named) : null;
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}
