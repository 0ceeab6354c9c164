/** `s3://bucket/key`: taken apart and put together. */

export interface S3Place {
  bucket: string;
  /** Without a slash at its beginning or end; empty for the bucket itself. */
  key: string;
}

/** Takes what the API's model lets through: `s3://`, a bucket, and a key or none. */
export function readS3Uri(uri: string): S3Place {
  const path = uri.slice('s3://'.length);
  const slash = path.indexOf('/');
  if (slash < 0) return { bucket: path, key: '' };
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1).replace(/\/+$/, '') };
}

export function writeS3Uri({ bucket, key }: S3Place): string {
  return `s3://${bucket}/${key}`;
}

/** `joinKey('', 'a', 'b')` is `a/b`. */
export function joinKey(...parts: string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
