/** Amazon Nova Reel, for StartAsyncInvoke: one shot of six seconds, or several from one text or from a text each. */
import { validationException } from '../exception.js';
import type { DialectModel, Json, JsonObject, VideoDialect } from './dialect.js';
import { checkModelInput, refuseInvokeModel } from './shared/model-input.js';
import type { ObjectSchema, RequestSchema } from './shared/request-schema.js';

const text = (maxLength: number): RequestSchema => ({ type: 'string', minLength: 1, maxLength });

function object(properties: Record<string, RequestSchema>, required: string[]): ObjectSchema {
  return { type: 'object', required, properties };
}

const source: RequestSchema = {
  byKey: {
    s3Location: object({ s3Location: object({ uri: { type: 'string' }, bucketOwner: { type: 'string' } }, ['uri']) }, [
      's3Location',
    ]),
    bytes: object({ bytes: { type: 'string', minLength: 1 } }, ['bytes']),
  },
};
const image = object({ format: { type: 'string', enum: ['png', 'jpeg'] }, source }, ['format', 'source']);
const shot = object({ text: text(512), image }, ['text']);

/** `duration`: the schema of `durationSeconds`, where the task takes one. */
function task(key: string, parameters: RequestSchema, duration?: RequestSchema): RequestSchema {
  const config: Record<string, RequestSchema> = {
    ...(duration !== undefined && { durationSeconds: duration }),
    fps: { type: 'integer', enum: [24] },
    dimension: { type: 'string', enum: ['1280x720'] },
    seed: { type: 'integer', minimum: 0, maximum: 2_147_483_646 },
  };
  const required = ['fps', 'dimension', ...(duration === undefined ? [] : ['durationSeconds'])];
  return object({ taskType: { type: 'string' }, [key]: parameters, videoGenerationConfig: object(config, required) }, [
    'taskType',
    key,
    'videoGenerationConfig',
  ]);
}

const oneShot = task(
  'textToVideoParams',
  object({ text: text(512), images: { type: 'array', maxItems: 1, items: image } }, ['text']),
  { type: 'integer', enum: [6] },
);
const shots: RequestSchema = { type: 'array', minItems: 1, maxItems: 20, items: shot };

/** Source: Amazon Nova user guide, "Video generation access and usage". Several shots are version 1.1's. */
const firstTasks: Record<string, RequestSchema> = { TEXT_VIDEO: oneShot };
const secondTasks: Record<string, RequestSchema> = {
  ...firstTasks,
  MULTI_SHOT_AUTOMATED: task('multiShotAutomatedParams', object({ text: text(4000) }, ['text']), { type: 'any' }),
  MULTI_SHOT_MANUAL: task('multiShotManualParams', object({ shots }, ['shots'])),
};

export const amazonNovaReel: VideoDialect = {
  format: 'amazon-nova-reel',
  kind: 'video',
  schema: schemaFor,
  read: refuseInvokeModel,
  checkAsync,
};

function schemaFor({ id }: DialectModel): RequestSchema {
  return { byTag: { key: 'taskType', branches: id.endsWith(':1') ? secondTasks : firstTasks } };
}

function checkAsync(modelInput: JsonObject, model: DialectModel): void {
  checkModelInput(schemaFor(model), modelInput);
  const { durationSeconds } = modelInput.videoGenerationConfig as JsonObject;
  if (modelInput.taskType === 'MULTI_SHOT_AUTOMATED' && !isLength(durationSeconds)) {
    throw validationException(
      'Malformed input request: #/videoGenerationConfig/durationSeconds must be an integer evenly divisible by 6 and ' +
        'within the range of 12 through 120. Provide a valid duration and try again.',
    );
  }
}

function isLength(seconds: Json | undefined): boolean {
  return typeof seconds === 'number' && seconds % 6 === 0 && seconds >= 12 && seconds <= 120;
}
