/** Sentences that several rules of Converse say, with the thing in question in its place. */

/** Source: recorded exchanges (`s3Uri`) and public threads of 2024 to 2026 (sampling parameters, `toolChoice`, `strict`, ...). */
export function unsupportedField(field: string): string {
  return `This model doesn't support the ${field} field. Remove ${field} and try again.`;
}

/** Source: recorded exchanges (`video`) and public threads (`image`). */
export function unsupportedBlock(kind: string): string {
  return `This model doesn't support the ${kind} content block that you provided. Update the content block and try again.`;
}
