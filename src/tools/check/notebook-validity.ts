import type { z } from "zod";
import type { JsonObject } from "../../engine/notebook/contract.js";
import { isJsonObject } from "../../engine/notebook/json.js";
import type { Finding } from "./contract.js";
import { nbformatNotebook } from "./nbformat-schema.js";

type Json = JsonObject[string];

/**
 * Everything in a file that nbformat 4.5 does not allow, ids of cells that stand twice included; the file is JSON.
 * Tools of the Jupyter world refuse such a notebook, or rewrite it.
 */
export function invalidParts(stored: Json, path: string): readonly Finding[] {
  const result = nbformatNotebook.safeParse(stored);
  const issues = result.success ? [] : result.error.issues;
  return [...issues.map((issue) => finding(issue, stored, path)), ...repeatedIds(stored, path)];
}

function finding(issue: z.core.$ZodIssue, stored: Json, path: string): Finding {
  const [first, index, ...rest] = issue.path;
  const isCell = first === "cells" && typeof index === "number";
  const field = (isCell ? rest : issue.path).join(".");
  return {
    check: "notebooks",
    severity: "error",
    path,
    ...(isCell && { cell: { index, id: idOf(cellsOf(stored)[index]) } }),
    message: `not nbformat 4.5: ${field === "" ? "" : `${field}: `}${lower(issue)}`,
    hint: "Run: briefing clean. What it cannot put right, put right in the file.",
  };
}

function lower(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") return `there is no field ${issue.keys.join(", ")} in the format`;
  if (issue.code === "invalid_union")
    return /_type$/.test(String(issue.path.at(-1)))
      ? "the notebook format does not know this type"
      : "it is missing, or not what the notebook format asks for";
  return issue.message.charAt(0).toLowerCase() + issue.message.slice(1);
}

function repeatedIds(stored: Json, path: string): readonly Finding[] {
  const owners = new Map<string, number>();
  return cellsOf(stored).flatMap((cell, index): Finding[] => {
    const id = idOf(cell);
    const owner = owners.get(id);
    if (id === "") return [];
    if (owner === undefined) {
      owners.set(id, index);
      return [];
    }
    return [
      {
        check: "notebooks",
        severity: "error",
        path,
        cell: { index, id },
        message: `cell ${owner + 1} has the same id`,
        hint: "Ids are unique in a notebook: change one of them in the file.",
      },
    ];
  });
}

function cellsOf(stored: Json): readonly Json[] {
  return isJsonObject(stored) && Array.isArray(stored.cells) ? (stored.cells as readonly Json[]) : [];
}

function idOf(cell: Json | undefined): string {
  return isJsonObject(cell) && typeof cell.id === "string" ? cell.id : "";
}
