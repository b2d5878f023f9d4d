/**
 * What a project's datapackage.json says of its tables, as far as their types go. Lenient: what cannot be used is left
 * out here, and `load` says what is wrong with it when it is called.
 */
import { type DescribedField, type DescribedTable, isFieldType } from "./row-types.js";

type Loose = Readonly<Record<string, unknown>>;

/** undefined where the text describes no tables at all. */
export function readDescribedTables(text: string): readonly DescribedTable[] | undefined {
  const { resources } = looseOf(parse(text));
  return Array.isArray(resources) ? resources.flatMap(tableOf) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, "")) as unknown;
  } catch {
    return undefined;
  }
}

function tableOf(given: unknown): readonly DescribedTable[] {
  const { name, title, description, schema } = looseOf(given);
  const { fields } = looseOf(schema);
  if (typeof name !== "string" || !Array.isArray(fields)) return [];
  return [{ name, ...optional({ title, description }), fields: fields.flatMap(fieldOf) }];
}

function fieldOf(given: unknown): readonly DescribedField[] {
  const { name, type = "string", unit, description, constraints } = looseOf(given);
  if (typeof name !== "string" || !isFieldType(type)) return [];
  const { required, enum: allowed } = looseOf(constraints);
  return [
    {
      name,
      type,
      ...optional({ unit, description }),
      constraints: {
        ...(required === true && { required }),
        ...(Array.isArray(allowed) && allowed.length > 0 && { enum: allowed.filter(isScalar) }),
      },
    },
  ];
}

const looseOf = (given: unknown): Loose =>
  typeof given === "object" && given !== null ? (given as Loose) : {};

const isScalar = (given: unknown): given is string | number | boolean =>
  typeof given === "string" || typeof given === "number" || typeof given === "boolean";

function optional<Name extends string>(
  given: Readonly<Record<Name, unknown>>,
): { readonly [Key in Name]?: string } {
  const texts = Object.entries(given).filter(([, text]) => typeof text === "string");
  return Object.fromEntries(texts) as { readonly [Key in Name]?: string };
}
