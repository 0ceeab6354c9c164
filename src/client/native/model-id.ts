/** From whatever names a model in a call to the foundation model behind it, as far as the name tells. */

/** `us.anthropic.claude-...`, a foundation model's or a system profile's ARN: the id of the model. Other names stay as they are. */
export function baseModelId(modelId: string): string {
  const name =
    /^arn:[^:]+:bedrock:[^:]*:\d*:(?:foundation-model|inference-profile)\/(.+)$/.exec(modelId)?.[1] ?? modelId;
  return name.replace(/^(?:us|us-gov|eu|apac|jp|au|ca|global)\.(?=[^.]+\.)/, '');
}

/** The first row whose pattern fits the model. */
export function findFormat<Format extends { models: RegExp }>(
  formats: readonly Format[],
  modelId: string,
): Format | undefined {
  const id = baseModelId(modelId);
  return formats.find(({ models }) => models.test(id));
}
