/** Names of columns that `load` can give to fields: none empty, none twice, no blanks around them. */
import { kindOf, tidied } from "./cell-rules.js";
import { BriefingError } from "../../model/errors.js";

export interface Header {
  readonly names: readonly string[];
  /** What was changed, in words. */
  readonly changes: readonly string[];
  readonly notes: readonly string[];
}

export function usableHeader(header: readonly string[], file: string): Header {
  const trimmed = header.map((name) => name.trim());
  if (trimmed.every((name) => name === "" || isValue(name)))
    throw new BriefingError(
      `${file}:1: the first line reads ${header.slice(0, 5).join(", ")}: it looks like values, not like names of columns.`,
      { hint: "If the file has no header, name the columns: --columns year,country,papers" },
    );
  if (trimmed.includes("__proto__"))
    throw new BriefingError(`${file}:1: no column can be called __proto__.`, {
      hint: "JavaScript gives that name a meaning of its own: call the column something else.",
    });
  const taken = new Set(trimmed);
  const changes: string[] = [];
  const names = trimmed.map((name, index) => {
    const isNew = name !== "" && trimmed.indexOf(name) === index;
    const free = isNew ? name : freeName(name === "" ? `column_${index + 1}` : name, taken);
    taken.add(free);
    if (name === "") changes.push(`column ${index + 1}, which had no name, is called ${free}`);
    else if (free !== name) changes.push(`column ${index + 1}, another ${name}, is called ${free}`);
    return free;
  });
  if (trimmed.some((name, index) => name !== header[index]))
    changes.push("blanks around names of columns were left out");
  const values = names.filter(isValue);
  const notes = values.some((name) => kindOf(name) !== "year")
    ? [
        `${values.join(", ")} in the first line were taken for names; if it is a row, name the columns: --columns a,b,c`,
      ]
    : [];
  return { names, changes, notes };
}

function isValue(name: string): boolean {
  const kind = kindOf(tidied(name));
  return !["text", "code", "missing", "boolean"].includes(kind);
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let count = 2;
  while (taken.has(`${name}_${count}`)) count++;
  return `${name}_${count}`;
}
