/** Under which names AWS serves both APIs, in every region. */

/**
 * Standard, FIPS, dual-stack and VPC endpoints, of `bedrock` and `bedrock-runtime`.
 * Source: "Amazon Bedrock endpoints and quotas" in the AWS General Reference.
 */
export const bedrockHost =
  /^(?:[\w-]+\.)?bedrock(?:-runtime)?(?:-fips)?\.[a-z0-9-]+\.(?:vpce\.)?(?:amazonaws\.com(?:\.cn)?|api\.aws)$/;

/** The same as the origin and path of a URL. */
export const bedrockUrl = new RegExp(`^https?://${bedrockHost.source.slice(1, -1)}(?::\\d+)?/`);
