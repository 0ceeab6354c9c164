/** Ids and ARNs in the form that most resources share. */
import { partitionOf } from '../../catalogue-arn.js';
import type { Scope } from '../resource.js';

/** Twelve of [a-z0-9], as in `application-inference-profile/1arbu5hu2sjr`: the low digits of the uuid, all of them random. */
export function shortId(uuid: string): string {
  return BigInt(`0x${uuid.replaceAll('-', '')}`)
    .toString(36)
    .slice(-12);
}

/** `resource`: `guardrail/5zwrmdlsra2e`. */
export function bedrockArn({ region, namespace }: Scope, resource: string): string {
  return `arn:${partitionOf(region)}:bedrock:${region}:${namespace.settings.accountId}:${resource}`;
}

/** The ARN of a key of KMS by its id or ARN. Undefined for an alias: nothing here knows which key it stands for. */
export function keyArn(keyId: string | undefined, { region, namespace }: Scope): string | undefined {
  if (keyId === undefined || keyId.includes('alias/')) return undefined;
  if (keyId.startsWith('arn:')) return keyId;
  return `arn:${partitionOf(region)}:kms:${region}:${namespace.settings.accountId}:key/${keyId}`;
}
