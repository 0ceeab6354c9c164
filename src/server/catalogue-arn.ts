/** Amazon Resource Names of models and profiles: taken apart and put together. */

export interface Arn {
  partition: string;
  service: string;
  region: string;
  accountId: string;
  /** `foundation-model`, `inference-profile`, `provisioned-model`, ... */
  resourceType: string;
  resourceId: string;
}

/** `undefined` where the text is no ARN. */
export function readArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const [, partition = '', service = '', region = '', accountId = '', ...rest] = text.split(':');
  const resource = rest.join(':');
  const slash = resource.indexOf('/');
  if (slash < 0) return undefined;
  const resourceType = resource.slice(0, slash);
  return { partition, service, region, accountId, resourceType, resourceId: resource.slice(slash + 1) };
}

/** `aws`, `aws-us-gov` or `aws-cn`. */
export function partitionOf(region: string): string {
  if (region.startsWith('us-gov-')) return 'aws-us-gov';
  return region.startsWith('cn-') ? 'aws-cn' : 'aws';
}

/** `home` names the partition where `region` is empty, as it is in the models of a global profile. */
export function foundationModelArn(region: string, modelId: string, home = region): string {
  return `arn:${partitionOf(home)}:bedrock:${region}::foundation-model/${modelId}`;
}

export function inferenceProfileArn(region: string, accountId: string, inferenceProfileId: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${accountId}:inference-profile/${inferenceProfileId}`;
}
