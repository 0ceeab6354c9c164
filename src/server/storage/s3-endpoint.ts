/** An S3-compatible endpoint, by AWS's own client: an optional package that is loaded when the first object is asked for. */
import { type Storage, StorageError, type StoredObject } from './storage.js';

type Module = typeof import('@aws-sdk/client-s3');
type Client = InstanceType<Module['S3Client']>;

/** Credentials are those of the SDK's default chain: the environment, a profile. Buckets must be there. */
export function createS3Endpoint(endpoint: string, region: string): Storage {
  let opened: Promise<[Module, Client]> | undefined;
  const open = () => {
    opened ??= loadModule().then((module) => [module, createClient(module, endpoint, region)]);
    return opened;
  };
  const fail = (verb: string, bucket: string, key: string) => (cause: Error) => {
    if (cause instanceof StorageError) throw cause;
    throw new StorageError(`cannot ${verb} s3://${bucket}/${key} at ${endpoint}: ${cause.message || cause.name}`, {
      cause,
    });
  };
  return {
    async read(bucket, key) {
      const [module, client] = await open();
      try {
        const { Body } = await client.send(new module.GetObjectCommand({ Bucket: bucket, Key: key }));
        return await Body?.transformToByteArray();
      } catch (cause) {
        if (['NoSuchKey', 'NotFound'].includes((cause as Error).name)) return undefined;
        return fail('read', bucket, key)(cause as Error);
      }
    },
    async write(bucket, key, body) {
      const [module, client] = await open();
      await client
        .send(new module.PutObjectCommand({ Bucket: bucket, Key: key, Body: body }))
        .catch(fail('write', bucket, key));
    },
    list: (bucket, prefix) =>
      open()
        .then(([module, client]) => listAll(module, client, bucket, prefix))
        .catch(fail('list', bucket, prefix)),
  };
}

async function loadModule(): Promise<Module> {
  try {
    return await import('@aws-sdk/client-s3');
  } catch (cause) {
    throw new StorageError('an S3 endpoint needs the package @aws-sdk/client-s3 beside this one: install it', {
      cause,
    });
  }
}

/** Checksums that only AWS's own S3 is sure to know are left out. */
function createClient({ S3Client }: Module, endpoint: string, region: string): Client {
  return new S3Client({
    endpoint,
    region,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

async function listAll(module: Module, client: Client, bucket: string, prefix: string): Promise<StoredObject[]> {
  const found: StoredObject[] = [];
  const pages = module.paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix });
  for await (const { Contents = [] } of pages)
    for (const { Key = '', Size = 0 } of Contents) found.push({ key: Key, size: Size });
  return found;
}
