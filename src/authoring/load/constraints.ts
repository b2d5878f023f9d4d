import { parsers } from "./cell.js";
import type { Constraints, FieldType } from "./schema.js";

/** What is wrong with the constraints of a field, or undefined: a limit must be a value of the field's own type. */
export function constraintFault(
  given: Readonly<Record<string, unknown>>,
  type: FieldType,
): string | undefined {
  const isValue = (x: unknown) =>
    (typeof x === "string" || typeof x === "number" || typeof x === "boolean") &&
    "value" in parsers[type](String(x));
  for (const name of ["minimum", "maximum"] as const satisfies readonly (keyof Constraints)[])
    if (given[name] !== undefined && !isValue(given[name]))
      return `${name} ${JSON.stringify(given[name])} is no ${type}`;
  const { enum: allowed, pattern } = given;
  if (allowed !== undefined && !(Array.isArray(allowed) && allowed.every(isValue)))
    return `enum must be a list of values of type ${type}`;
  for (const name of ["minLength", "maxLength"] as const)
    if (given[name] !== undefined && !Number.isInteger(given[name])) return `${name} must be a whole number`;
  if (pattern !== undefined && !(typeof pattern === "string" && isPattern(pattern)))
    return `pattern ${JSON.stringify(pattern)} is no regular expression`;
  return undefined;
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, "u");
    return true;
  } catch {
    return false;
  }
}
