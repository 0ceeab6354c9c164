/** Which blocks a model takes, and from where. */
import type { ConverseFeatures } from '../../fixtures/foundation-models.js';
import type { ConverseContext, Rule } from './rule.js';
import { eachBlock } from './shared/survey.js';
import { unsupportedBlock, unsupportedField } from './shared/words.js';

const tells =
  'recorded exchanges (video) and public threads (image); support by the user guide, "Supported models and model features"';

type Media = 'image' | 'document' | 'video';
const featureOf: Record<Media, keyof ConverseFeatures> = { image: 'images', document: 'documents', video: 'video' };

function mediaRule(kind: Media): Rule {
  return {
    id: `converse/${kind}-support`,
    what: `A model that takes no ${kind} blocks gets none, in results of tools neither`,
    source: tells,
    check: ({ model, survey }) =>
      survey.count[kind] === 0 || model.model.converse?.[featureOf[kind]] ? undefined : unsupportedBlock(kind),
  };
}

export const imageSupport = mediaRule('image');
export const documentSupport = mediaRule('document');
export const videoSupport = mediaRule('video');

export const audioSupport: Rule = {
  id: 'converse/audio-support',
  what: 'A model that hears nothing gets no audio blocks',
  source: tells,
  check: ({ model, survey }) =>
    survey.count.audio === 0 || model.model.inputModalities.includes('SPEECH') ? undefined : unsupportedBlock('audio'),
};

export const searchResultSupport: Rule = {
  id: 'converse/search-result-support',
  what: 'Search results are for Claude from 3.5 Haiku on',
  source: 'API reference, SearchResultBlock; a recorded exchange adds Haiku 4.5',
  check: ({ model, survey }) =>
    survey.count.searchResult === 0 || /claude-(3-5-haiku|3-7|[a-z]+-\d)/.test(model.model.modelId)
      ? undefined
      : unsupportedBlock('searchResult'),
};

export const s3Location: Rule = {
  id: 'converse/s3-location',
  what: 'Media come with the request; Nova alone reads them from S3',
  source: 'recorded exchanges (Claude)',
  models: { except: ['amazon.nova-*'] },
  check: ({ input, survey }) => {
    if (mediaCount({ survey }) === 0) return undefined;
    return eachBlock(input, ({ image, document, video }) =>
      [image, document, video].some((media) => media?.source?.s3Location) ? unsupportedField('s3Uri') : undefined,
    );
  },
};

export const signature: Rule = {
  id: 'converse/reasoning-signature',
  what: 'Claude alone takes the signature of a reasoning block',
  source: 'public threads of 2025 and 2026',
  models: { except: ['anthropic.*'] },
  check: ({ input, survey }) => {
    if (survey.count.reasoningContent === 0) return undefined;
    return eachBlock(input, (block) =>
      'reasoningContent' in block && block.reasoningContent?.reasoningText?.signature !== undefined
        ? unsupportedField('reasoningContent.reasoningText.signature')
        : undefined,
    );
  },
};

function mediaCount({ survey }: Pick<ConverseContext, 'survey'>): number {
  return survey.count.image + survey.count.document + survey.count.video;
}
