/** What may stand for S3, in the order in which the settings are asked. */
import type { Settings } from '../settings.js';
import { createFolder } from './folder.js';
import { createS3Endpoint } from './s3-endpoint.js';
import type { Storage } from './storage.js';

type Kind = (settings: Settings) => Storage | undefined;

export const kinds: Kind[] = [
  ({ s3Root }) => (s3Root === undefined ? undefined : createFolder(s3Root)),
  ({ s3Endpoint, region }) => (s3Endpoint === undefined ? undefined : createS3Endpoint(s3Endpoint, region)),
];
