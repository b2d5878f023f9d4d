import type { Json } from "../client/contract.js";
import { isJsonObject } from "./json.js";

/** What a value typed on the command line may be, by the parameter's default. */
export type ParameterType = "number" | "string" | "boolean" | "array" | "object" | "any";

/** Undefined where the text is no value of the type. */
export function convertValue(text: string, type: ParameterType): { readonly value: Json } | undefined {
  switch (type) {
    case "string":
      return { value: text };
    case "number":
      return numberOf(text);
    case "boolean":
      return booleanOf(text);
    case "array": {
      const read = jsonOf(text);
      return Array.isArray(read?.value) ? read : undefined;
    }
    case "object": {
      const read = jsonOf(text);
      return isJsonObject(read?.value) ? read : undefined;
    }
    case "any":
      // As papermill does without a type to go by; lists and objects as JSON.
      return (
        numberOf(text) ??
        booleanOf(text) ??
        nullOf(text) ??
        convertValue(text, "array") ??
        convertValue(text, "object") ?? { value: text }
      );
  }
}

function numberOf(text: string): { readonly value: number } | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(trimmed)) return undefined;
  const value = Number(trimmed.replaceAll("_", ""));
  return Number.isFinite(value) ? { value } : undefined;
}

function booleanOf(text: string): { readonly value: boolean } | undefined {
  const word = text.trim().toLowerCase();
  return word === "true" || word === "false" ? { value: word === "true" } : undefined;
}

const nullOf = (text: string): { readonly value: null } | undefined =>
  ["null", "none"].includes(text.trim().toLowerCase()) ? { value: null } : undefined;

function jsonOf(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

export function writePython(value: Json): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (Array.isArray(value)) return `[${value.map((item: Json) => writePython(item)).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${writePython(item)}`);
  return `{${members.join(", ")}}`;
}

export function writeTypeScript(value: Json): string {
  if (Array.isArray(value)) return `[${value.map((item: Json) => writeTypeScript(item)).join(", ")}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${writeTypeScript(item)}`,
  );
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}
