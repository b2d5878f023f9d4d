/** The smallest changes to a table's description that make a new edition fit it. */
import type { DataProblem } from "../../authoring/load/errors.js";
import type { Resource } from "../../authoring/load/schema.js";
import type { TableFacts } from "./table-facts.js";
import { type Edit, atResource } from "./descriptor-file.js";
import type { Inspected } from "./inspect.js";

export type SchemaChanges = ReturnType<typeof schemaChanges>;

const lists = ["added", "removed", "types", "noLongerRequired", "missing"] as const;

export const isSame = (changes: SchemaChanges): boolean =>
  lists.every((name) => changes[name].length === 0) && changes.order === "same" && changes.key === undefined;

/** @param repeated the first rows of the new edition with a repeated key */
export function schemaChanges(
  described: Resource,
  { resource, schema, missingMet, facts, columns }: Inspected,
  repeated: readonly DataProblem[],
) {
  const before = namesOf(described);
  const after = namesOf(resource);
  const common = described.fields.filter(({ name }) => after.includes(name));
  const kept = after.filter((name) => before.includes(name));
  const typeNow = new Map(resource.fields.map(({ name, type }) => [name, type]));
  const missingOf = new Map(facts.columns.map((column) => [column.name, column.missing]));
  const isRepeated = repeated.length > 0 || described.primaryKey.some((name) => !after.includes(name));
  return {
    added: after.filter((name) => !before.includes(name)),
    removed: before.filter((name) => !after.includes(name)),
    order: common.every(({ name }, index) => name === kept[index]) ? ("same" as const) : ("changed" as const),
    types: common.flatMap(({ name, type, format }) => {
      const now = typeNow.get(name) ?? type;
      // Cells in a format of their own are checked against it, and not converted.
      if (format !== undefined || accepts(type, now, facts, name)) return [];
      const { note, odd } = columns.find((column) => column.name === name) ?? {};
      return [
        {
          column: name,
          before: type,
          after: now,
          ...(note !== undefined && { why: note }),
          ...(odd !== undefined && { odd }),
        },
      ];
    }),
    /** Columns that now have missing values although they were required. */
    noLongerRequired: common
      .filter(({ name, constraints }) => constraints.required === true && (missingOf.get(name) ?? 0) > 0)
      .map(({ name }) => name),
    /** Additional texts that mean a missing value. */
    missing: missingMet.filter((text) => !described.missingValues.has(text)),
    repeated,
    /** The new key, if the old one no longer identifies every row; empty if nothing does. */
    ...(isRepeated && described.primaryKey.length > 0 && { key: schema.primaryKey ?? [] }),
  };
}

const namesOf = ({ fields }: Resource): readonly string[] => fields.map(({ name }) => name);

/** Whether a column of the described type can hold values of the narrower inferred type. */
function accepts(described: string, inferred: string, { columns }: TableFacts, name: string): boolean {
  const facts = columns.find((column) => column.name === name);
  if (described === inferred || facts?.examples.length === 0) return true;
  if (described === "number") return inferred === "integer" || inferred === "year";
  if (described === "integer") return inferred === "year";
  const { least = null, greatest = null } = facts ?? {};
  if (described === "boolean") return inferred === "integer" && Number(least) >= 0 && Number(greatest) <= 1;
  return described === "year" && inferred === "integer" && Number(least) >= 1000 && Number(greatest) <= 9999;
}

/** The author's descriptions of remaining columns are preserved. */
export function schemaEdits(
  index: number,
  described: Resource,
  written: readonly { readonly name: string }[],
  changes: SchemaChanges,
  { schema }: Inspected,
): readonly Edit[] {
  const at = (...path: readonly (string | number)[]): Edit["path"] => atResource(index, "schema", ...path);
  const edits: Edit[] = [];
  const isReshaped = changes.added.length + changes.removed.length > 0 || changes.order === "changed";
  const fields = isReshaped
    ? schema.fields.map((field) => written.find(({ name }) => name === field.name) ?? field)
    : written;
  if (isReshaped) edits.push({ path: at("fields"), value: fields });
  const indexOfField = (column: string): number => fields.findIndex(({ name }) => name === column);
  for (const { column, after } of changes.types)
    edits.push({ path: at("fields", indexOfField(column), "type"), value: after });
  for (const column of changes.noLongerRequired)
    edits.push({ path: at("fields", indexOfField(column), "constraints", "required"), value: undefined });
  if (changes.missing.length > 0)
    edits.push({ path: at("missingValues"), value: [...described.missingValues, ...changes.missing] });
  if (changes.key !== undefined)
    edits.push({ path: at("primaryKey"), value: changes.key.length > 0 ? changes.key : undefined });
  return edits;
}
