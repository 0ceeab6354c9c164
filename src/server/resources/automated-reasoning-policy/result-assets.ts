/** What a build workflow of automated reasoning leaves, by the type of asset that is asked for. */
import { createHash } from 'node:crypto';
import type { AutomatedReasoningPolicyBuildResultAssetType } from '@aws-sdk/client-bedrock';
import type { Workflow } from './records.js';

type Assets = Record<string, unknown>;

/** Undefined where the workflow left none of that type. Nothing reasons: what would be found out is empty. */
const assets: Record<AutomatedReasoningPolicyBuildResultAssetType, (workflow: Workflow) => Assets | undefined> = {
  POLICY_DEFINITION: ({ definition }) => ({ policyDefinition: definition }),
  BUILD_LOG: () => ({ buildLog: { entries: [] } }),
  GENERATED_TEST_CASES: () => ({ generatedTestCases: { generatedTestCases: [] } }),
  POLICY_SCENARIOS: () => ({ policyScenarios: { policyScenarios: [] } }),
  QUALITY_REPORT: ({ definition: { types = [], variables = [], rules = [] } }) => ({
    qualityReport: {
      typeCount: types.length,
      variableCount: variables.length,
      ruleCount: rules.length,
      unusedTypes: [],
      unusedTypeValues: [],
      unusedVariables: [],
      conflictingRules: [],
      disjointRuleSets: [],
    },
  }),
  FIDELITY_REPORT: ({ type }) =>
    type === 'GENERATE_FIDELITY_REPORT'
      ? {
          fidelityReport: {
            coverageScore: 0,
            accuracyScore: 0,
            ruleReports: {},
            variableReports: {},
            documentSources: [],
          },
        }
      : undefined,
  SOURCE_DOCUMENT: ({ documents: [first] }) =>
    first && { document: { ...first, documentHash: createHash('sha256').update(first.document).digest('hex') } },
  ASSET_MANIFEST: (workflow) => ({
    assetManifest: {
      entries: Object.entries(assets)
        .filter(([type, write]) => type !== 'ASSET_MANIFEST' && write(workflow))
        .map(([assetType]) => ({ assetType })),
    },
  }),
};

export function readAssets(type: AutomatedReasoningPolicyBuildResultAssetType, workflow: Workflow): Assets | undefined {
  return assets[type](workflow);
}
