/** Converts notebooks of nbformat 2 and 3 (IPython before 2015) to nbformat 4. */
import type { Json, JsonObject } from "../client/contract.js";
import { isJsonObject, isStringArray, objectOf } from "./json.js";
import { own } from "../../lib/own.js";

export function upgradeNotebook(stored: JsonObject): JsonObject {
  if (!Array.isArray(stored.worksheets)) return stored;
  const worksheets = arrayOf(stored.worksheets).map(objectOf);
  const cells = worksheets.flatMap((worksheet) => arrayOf(worksheet.cells));
  const [language] = cells.flatMap((cell) => objectOf(cell).language ?? []);
  const languageInfo = typeof language === "string" ? { language_info: { name: language } } : {};
  return {
    nbformat: 4,
    metadata: { ...languageInfo, ...objectOf(stored.metadata) },
    cells: cells.map((cell) => (isJsonObject(cell) ? upgradeCell(cell) : cell)),
  };
}

const arrayOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : [];

function upgradeCell(cell: JsonObject): JsonObject {
  const { cell_type: type, metadata = {}, source = "" } = cell;
  switch (type) {
    case "code": {
      const { input = "", prompt_number: count = null } = cell;
      const outputs = arrayOf(cell.outputs).map((output) =>
        isJsonObject(output) ? upgradeOutput(output) : output,
      );
      return { cell_type: "code", metadata, source: input, execution_count: count, outputs };
    }
    case "heading": {
      const level = typeof cell.level === "number" ? Math.min(Math.max(Math.trunc(cell.level), 1), 6) : 1;
      const words = isStringArray(source) ? source.join("") : source;
      const heading = typeof words === "string" ? words.trim().replace(/\s*\n\s*/g, " ") : words;
      return {
        cell_type: "markdown",
        metadata,
        source: typeof heading === "string" ? `${"#".repeat(level)} ${heading}` : heading,
      };
    }
    case "html":
      return { cell_type: "markdown", metadata, source };
    default:
      return { ...cell, metadata, source };
  }
}

function upgradeOutput(output: JsonObject): JsonObject {
  switch (output.output_type) {
    case "stream":
      return { ...output, name: output.stream ?? "stdout" };
    case "pyerr":
      return { ...output, output_type: "error" };
    case "pyout":
      return {
        output_type: "execute_result",
        data: bundleOf(output),
        execution_count: output.prompt_number ?? null,
      };
    case "display_data":
      return { output_type: "display_data", data: bundleOf(output) };
    default:
      return output;
  }
}

const types: Readonly<Record<string, string>> = {
  text: "text/plain",
  html: "text/html",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  json: "application/json",
  javascript: "application/javascript",
};

/** Each representation had a short name next to the other fields of its output. */
function bundleOf(output: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(output).flatMap(([name, content]) => {
      const type = name.includes("/") ? name : own(types, name);
      return type === undefined ? [] : [[type, content] as const];
    }),
  );
}
