/** Whether a value is valid by a JSON schema, as ajv says. */
import { createRequire } from 'node:module';
import type { Ajv2020 } from 'ajv/dist/2020.js';

type Check = (value: unknown) => boolean;

/** Keywords that a value is made by, so that it is valid without being checked. */
const sure = new Set(
  '$schema $id title description type properties required items enum const minimum maximum minLength maxLength minItems additionalProperties default examples'.split(
    ' ',
  ),
);

let ajv: Ajv2020 | undefined;
/** The checks of the schemas that were last seen, by their JSON. */
const checks = new Map<string, Check>();
const mostChecks = 64;

/** Loads in about 30 ms, which is why only a schema that needs it asks for it. */
function loadAjv(): Ajv2020 {
  const { Ajv2020: Ajv } = createRequire(import.meta.url)('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
  return new Ajv({
    strict: false,
    validateSchema: false,
    validateFormats: false,
    ownProperties: true,
    addUsedSchema: false,
    logger: false,
  });
}

/** True for a schema that ajv cannot read, or that refers to itself without end. */
export function checkValue(schema: unknown, value: unknown): boolean {
  if (isSure(schema, 0)) return true;
  try {
    return checkOf(schema)(value);
  } catch {
    return true;
  }
}

function checkOf(schema: unknown): Check {
  const key = JSON.stringify(schema) ?? '';
  const known = checks.get(key);
  if (known) return known;
  if (checks.size >= mostChecks) {
    checks.clear();
    ajv = undefined;
  }
  ajv ??= loadAjv();
  const check = ajv.compile(schema as object) as Check;
  checks.set(key, check);
  return check;
}

/** Whether a schema, and every schema within, has such keywords alone, and types that are one word. */
function isSure(schema: unknown, depth: number): boolean {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema) || depth > 6) return false;
  const { type, properties = {}, items = {}, additionalProperties, default: given } = schema as Record<string, unknown>;
  return (
    given === undefined &&
    typeof type === 'string' &&
    typeof additionalProperties !== 'object' &&
    Object.keys(schema).every((keyword) => sure.has(keyword)) &&
    Object.values(properties as object).every((member) => isSure(member, depth + 1)) &&
    (items === undefined || Object.keys(items as object).length === 0 || isSure(items, depth + 1))
  );
}
