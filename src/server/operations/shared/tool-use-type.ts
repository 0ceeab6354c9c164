/** Which models' toolUse carries `type: "tool_use"`, which no schema models. */

/** Claude from its fourth generation on, in replies since November 2025 and in streams since 2026. Source: recorded exchanges. */
const typed = /claude-[a-z]+-[4-9]/;

/** What to add to a toolUse of this model. */
export function toolUseType(modelId: string): { type?: 'tool_use' } {
  return typed.test(modelId) ? { type: 'tool_use' } : {};
}
