import { describe, expect, it } from 'vitest';
import { guardrailWords } from '../../../../src/fixtures/guardrail-words.js';
import { evaluateGuardrail } from '../../../../src/server/generation/guardrails/evaluate.js';
import { recognizers } from '../../../../src/server/generation/guardrails/pii/index.js';
import { detectorsOf, findSensitive, maskSensitive } from '../../../../src/server/generation/guardrails/sensitive.js';

type Entities = Parameters<typeof detectorsOf>[0];

const entities = (...types: string[]) =>
  ({ piiEntitiesConfig: types.map((type) => ({ type, action: 'ANONYMIZE' })) }) as Entities;

function mask(text: string, policy: Entities): string {
  const detectors = detectorsOf(policy, 'OUTPUT', {});
  return maskSensitive(text, findSensitive(detectors, text));
}

describe('each kind of sensitive information', () => {
  it.each([
    ['EMAIL', 'Write to jo.doe+x@mail.example.co.uk.', 'Write to {}.', 'a @ b'],
    ['PHONE', 'Call +1 (555) 123-4567 today', 'Call {} today', 'on 2024-01-02 at 10:30'],
    ['NAME', 'My name is Priya Natarajan.', 'My name is {}.', 'my name is a secret'],
    ['NAME', 'Ask Mr. Okafor first', 'Ask Mr. {} first', 'ask mister nobody'],
    ['ADDRESS', 'at 12 Old Mill Road, Springfield, IL 62704', 'at {}', '12 old friends'],
    ['ADDRESS', 'Tokyo is the capital of Japan.', '{} is the capital of {}.', 'a capital idea'],
    ['AGE', 'a 34 years old man', 'a {} years old man', '34 years ago'],
    ['CREDIT_DEBIT_CARD_NUMBER', 'card 4111 1111 1111 1111 ok', 'card {} ok', 'card 4111 1111 1111 1112'],
    ['CREDIT_DEBIT_CARD_CVV', 'CVV: 123', 'CVV: {}', '123'],
    ['CREDIT_DEBIT_CARD_EXPIRY', 'expires 09/27', 'expires {}', 'on 09/27'],
    ['PIN', 'my PIN is 1234', 'my PIN is {}', 'in 1234'],
    ['IP_ADDRESS', 'at 10.0.0.255, or fe80::1', 'at {}, or {}', 'version 10.0.0.256'],
    ['MAC_ADDRESS', 'mac 00:1A:2b:3C:4D:5E', 'mac {}', '00:1A:2b'],
    ['URL', 'see https://example.com/a?b=c.', 'see {}.', 'see example'],
    ['USERNAME', 'username: jdoe', 'username: {}', 'a user'],
    ['PASSWORD', 'the password is hunter2!', 'the password is {}!', 'passwordless'],
    ['AWS_ACCESS_KEY', 'AKIAIOSFODNN7EXAMPLE', '{}', 'AKIA'],
    ['AWS_SECRET_KEY', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', '{}', 'a'.repeat(40)],
    ['US_SOCIAL_SECURITY_NUMBER', 'SSN 123-45-6789', 'SSN {}', '000-45-6789'],
    ['US_INDIVIDUAL_TAX_IDENTIFICATION_NUMBER', '912-70-1234', '{}', '812-70-1234'],
    ['US_PASSPORT_NUMBER', 'passport number 123456789', 'passport number {}', '123456789'],
    ['US_BANK_ACCOUNT_NUMBER', 'account number 12345678', 'account number {}', '12345678'],
    ['US_BANK_ROUTING_NUMBER', 'routing number 021000021', 'routing number {}', 'routing number 021000022'],
    ['INTERNATIONAL_BANK_ACCOUNT_NUMBER', 'GB82 WEST 1234 5698 7654 32', '{}', 'GB82 WEST 1234 5698 7654 33'],
    ['SWIFT_CODE', 'SWIFT code DEUTDEFF', 'SWIFT code {}', 'swift response'],
    ['UK_NATIONAL_HEALTH_SERVICE_NUMBER', 'NHS 943 476 5919', 'NHS {}', 'NHS 943 476 5918'],
    ['UK_NATIONAL_INSURANCE_NUMBER', 'AB 12 34 56 C', '{}', 'AB 12 34 56 Z'],
    ['UK_UNIQUE_TAXPAYER_REFERENCE_NUMBER', 'UTR: 1234567890', 'UTR: {}', '1234567890'],
    ['CA_SOCIAL_INSURANCE_NUMBER', 'SIN 046 454 286', 'SIN {}', 'SIN 046 454 287'],
    ['CA_HEALTH_NUMBER', 'health card 1234-567-890 AB', 'health card {}', '1234-567-890'],
    ['VEHICLE_IDENTIFICATION_NUMBER', 'VIN 1HGCM82633A004352', 'VIN {}', 'VIN 1HGCM82643A004352'],
    ['LICENSE_PLATE', 'license plate ABC-1234', 'license plate {}', 'license agreement'],
    ['DRIVER_ID', "driver's license D1234567", "driver's license {}", 'driver update'],
  ])('%s: %s', (type, text, masked, other) => {
    expect(mask(text, entities(type))).toBe(masked.replaceAll('{}', `{${type}}`));
    expect(mask(other, entities(type))).toBe(other);
  });

  it('that the API knows has a recognizer', () => {
    expect(Object.keys(recognizers)).toHaveLength(31);
  });
});

describe('matches', () => {
  it('that overlap give way to the first, of those the longest', () => {
    const policy = {
      ...entities('URL', 'EMAIL'),
      regexesConfig: [{ name: 'Host', pattern: 'example\\.com', action: 'ANONYMIZE' as const }],
    };
    expect(mask('https://example.com/x, jo@example.com, example.com', policy)).toBe('{URL}, {EMAIL}, {Host}');
  });

  it('of an empty pattern are none', () => {
    expect(mask('abc', { regexesConfig: [{ name: 'x', pattern: 'z*', action: 'ANONYMIZE' }] })).toBe('abc');
  });

  it('are acted on by side', () => {
    const policy = {
      piiEntitiesConfig: [
        { type: 'EMAIL' as const, action: 'BLOCK' as const, outputAction: 'NONE' as const },
        { type: 'URL' as const, action: 'ANONYMIZE' as const, inputEnabled: false },
      ],
    };
    const definition = {
      name: 'x',
      blockedInputMessaging: 'a',
      blockedOutputsMessaging: 'b',
      sensitiveInformationPolicyConfig: policy,
    };
    const text = 'jo@example.com https://example.com';
    const content = { texts: [{ text }], totalCharacters: text.length, images: 0 };
    const input = evaluateGuardrail(definition, 'INPUT', content);
    expect(input.action).toBe('BLOCKED');
    expect(input.assessment.sensitiveInformationPolicy?.piiEntities).toHaveLength(1);
    const output = evaluateGuardrail(definition, 'OUTPUT', content);
    expect([output.action, output.texts]).toEqual(['MASKED', ['jo@example.com {URL}']]);
    expect(output.assessment.sensitiveInformationPolicy?.piiEntities).toMatchObject([
      { type: 'EMAIL', action: 'NONE', detected: true },
      { type: 'URL', action: 'ANONYMIZED', detected: true },
    ]);
  });
});

it('no place or name stands twice in the lists', () => {
  const { places, firstNames } = guardrailWords();
  expect(new Set(places).size).toBe(places.length);
  expect(new Set(firstNames).size).toBe(firstNames.length);
});
