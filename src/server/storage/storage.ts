/** The interface of object storage: what jobs and logs ask of S3, whatever stands for it. */

export interface StoredObject {
  key: string;
  /** Bytes. */
  size: number;
}

/** Every call rejects with a `StorageError` of one sentence where the place cannot be read or written. */
export interface Storage {
  /** Undefined where there is no such object. */
  read(bucket: string, key: string): Promise<Uint8Array | undefined>;
  /** The object appears whole or not at all; one that is there already is replaced. */
  write(bucket: string, key: string, body: Uint8Array | string): Promise<void>;
  /** Every object whose key begins with `prefix`, in the order of keys. */
  list(bucket: string, prefix: string): Promise<StoredObject[]>;
}

/** What is wrong with a place, in one sentence without its full stop. */
export class StorageError extends Error {
  override readonly name = 'StorageError';
}
