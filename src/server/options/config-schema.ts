/** The configuration file as a whole, made of the options table: its type, and its JSON Schema for editors. */
import type { Option } from './option.js';
import { mapping, text, type ValueType } from './value-types.js';

type Table<Values> = { [Name in keyof Values]: Option<Values[Name]> };

const inFile = <Values>(table: Table<Values>) =>
  (Object.entries(table) as [string, Option<unknown>][]).filter(([, option]) => option.inFile !== false);

/** A mapping of every option that a file may hold; `$schema` is allowed and means nothing. */
export function fileType<Values>(table: Table<Values>): ValueType<Partial<Values>> {
  const types = inFile(table).map(([name, option]) => [name, option.type]);
  return mapping({ $schema: text(), ...Object.fromEntries(types) }, []);
}

/** What stands in `fixtures/config.schema.json`; a test holds the two equal. */
export function configSchema<Values>(table: Table<Values>): Record<string, unknown> {
  const schema = fileType(table).schema as { properties: Record<string, object> };
  const described = inFile(table).map(([name, { description, default: fallback }]) => [
    name,
    { description, ...(fallback !== undefined && { default: fallback }), ...schema.properties[name] },
  ]);
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'Configuration of bedrock-local',
    ...schema,
    properties: { ...schema.properties, ...Object.fromEntries(described) },
  };
}
