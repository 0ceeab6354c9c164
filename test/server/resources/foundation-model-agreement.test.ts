import { ConverseCommand } from '@aws-sdk/client-bedrock-runtime';
import { describe, expect, it } from 'vitest';
import { inConflict, notFound, type Output, refused, STEP, useControlPlane } from './control-plane.js';

const haiku = 'anthropic.claude-3-haiku-20240307-v1:0';
const command = 'cohere.command-r-v1:0';
const nova = 'amazon.nova-lite-v1:0';

describe('with access to be asked for', () => {
  const plane = useControlPlane({ settings: { modelAccess: 'explicit' } });
  const converse = (modelId: string) =>
    plane.runtime.send(
      new ConverseCommand({ modelId, messages: [{ role: 'user', content: [{ text: 'Who answers?' }] }] }),
    );
  const offerFor = async (modelId: string) => {
    const { offers } = await plane.call('ListFoundationModelAgreementOffers', { modelId });
    return (offers as { offerToken: string }[])[0]?.offerToken;
  };
  const agree = async (modelId: string, offerToken?: string) =>
    plane.call('CreateFoundationModelAgreement', { modelId, offerToken: offerToken ?? (await offerFor(modelId)) });
  const availability = async (modelId: string) => {
    const { agreementAvailability, ...rest } = await plane.call('GetFoundationModelAvailability', { modelId });
    return { agreement: (agreementAvailability as Output).status, ...rest };
  };
  const submitForm = () => plane.call('PutUseCaseForModelAccess', { formData: Buffer.from('{"companyName":"Mine"}') });
  const denied = refused('AccessDeniedException', /^You don't have access to the model with the specified model ID\.$/);

  it('a model is refused, then requested, then granted, and refused again once the agreement is gone', async () => {
    await expect(converse(command)).rejects.toThrow(denied);
    expect(await availability(command)).toMatchObject({
      agreement: 'NOT_AVAILABLE',
      authorizationStatus: 'AUTHORIZED',
      entitlementAvailability: 'NOT_AVAILABLE',
      regionAvailability: 'AVAILABLE',
    });
    expect(await agree(command)).toMatchObject({ modelId: command });
    expect(await availability(command)).toMatchObject({
      agreement: 'PENDING',
      entitlementAvailability: 'NOT_AVAILABLE',
    });
    await expect(converse(command)).rejects.toThrow(denied);
    await plane.pass(STEP);
    expect(await availability(command)).toMatchObject({ agreement: 'AVAILABLE', entitlementAvailability: 'AVAILABLE' });
    expect((await converse(command)).stopReason).toBe('end_turn');
    await expect(agree(command)).rejects.toThrow(inConflict);
    await plane.call('DeleteFoundationModelAgreement', { modelId: command });
    await expect(converse(command)).rejects.toThrow(denied);
    await expect(plane.call('DeleteFoundationModelAgreement', { modelId: command })).rejects.toThrow(notFound);
  });

  it('a model of Anthropic needs its form first, which the account fills out once for all regions', async () => {
    const unknownUse = refused('ResourceNotFoundException', /^Model use case details have not been submitted/);
    await expect(converse(haiku)).rejects.toThrow(unknownUse);
    await expect(agree(haiku)).rejects.toThrow(unknownUse);
    await expect(plane.call('GetUseCaseForModelAccess', {})).rejects.toThrow(
      refused('ResourceNotFoundException', /^You have not filled out the request form\./),
    );
    await submitForm();
    const { formData } = await plane.callFrom('eu-west-1')('GetUseCaseForModelAccess', {});
    expect(Buffer.from(formData as Uint8Array).toString()).toBe('{"companyName":"Mine"}');
    await expect(converse(haiku)).rejects.toThrow(denied);
    await agree(haiku);
    await plane.pass(STEP);
    expect((await converse(haiku)).stopReason).toBe('end_turn');
  });

  it('a resource that stands for a model is refused as the model is', async () => {
    const modelSource = { copyFrom: `arn:aws:bedrock:us-east-1::foundation-model/${command}` };
    const { inferenceProfileArn } = await plane.call('CreateInferenceProfile', {
      inferenceProfileName: 'team',
      modelSource,
    });
    await expect(converse(String(inferenceProfileArn))).rejects.toThrow(denied);
    await agree(command);
    await plane.pass(STEP);
    expect((await converse(String(inferenceProfileArn))).stopReason).toBe('end_turn');
  });

  it('a model that AWS Marketplace does not sell has no offers and needs no agreement', async () => {
    expect(await plane.call('ListFoundationModelAgreementOffers', { modelId: nova })).toMatchObject({
      modelId: nova,
      offers: [],
    });
    expect(await availability(nova)).toMatchObject({ agreement: 'AVAILABLE' });
    expect((await converse(nova)).stopReason).toBe('end_turn');
  });

  it.each([
    ['an offer of another model', command, () => offerFor('ai21.jamba-1-5-mini-v1:0')],
    ['a model that nobody has', 'cohere.command-z', async () => 'a-token'],
  ])('an agreement is not made on %s', async (_what, modelId, offerToken) => {
    await expect(agree(modelId, await offerToken())).rejects.toThrow(notFound);
  });
});

describe('with access to every model', () => {
  const plane = useControlPlane();

  it('an agreement can be made, and nothing depends on it', async () => {
    const { offers } = await plane.call('ListFoundationModelAgreementOffers', { modelId: command });
    expect(offers).toEqual([
      { offerId: expect.stringMatching(/^offer-/), offerToken: expect.any(String), termDetails: expect.any(Object) },
    ]);
    const { offerToken } = (offers as { offerToken: string }[])[0]!;
    await plane.call('CreateFoundationModelAgreement', { modelId: command, offerToken });
    expect(await plane.call('GetFoundationModelAvailability', { modelId: command })).toMatchObject({
      agreementAvailability: { status: 'AVAILABLE' },
      entitlementAvailability: 'AVAILABLE',
    });
  });
});
