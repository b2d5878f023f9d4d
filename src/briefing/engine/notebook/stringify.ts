import type { Json, JsonObject } from "../client/contract.js";
import type { Cell, Notebook, Output } from "./contract.js";
import { isJsonObject } from "./json.js";
import { mapBundles, splitBundle, splitLines } from "./stored-text.js";

/** The stored form, byte for byte as JupyterLab writes it, so that opening and saving a file changes nothing. */
export function stringifyNotebook(notebook: Notebook): string {
  return `${serializeJson({
    nbformat: notebook.nbformat,
    nbformat_minor: notebook.nbformat_minor,
    metadata: notebook.metadata,
    cells: notebook.cells.map(storedCell),
  })}\n`;
}

function storedCell(cell: Cell): JsonObject {
  return {
    cell_type: cell.cell_type,
    id: cell.id,
    metadata: cell.metadata,
    source: splitLines(cell.source),
    ...(cell.attachments && { attachments: mapBundles(cell.attachments, splitBundle) }),
    ...(cell.cell_type === "code" && {
      execution_count: cell.execution_count,
      outputs: cell.outputs.map(storedOutput),
    }),
  };
}

function storedOutput(output: Output): JsonObject {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: splitLines(output.text) };
    case "display_data":
    case "execute_result":
      return { ...output, data: splitBundle(output.data) };
    case "error":
      return { ...output };
  }
}

/**
 * JSON as Jupyter stores it: keys sorted at every level, indent 1, raw UTF-8. JSON.stringify would put integer-like
 * keys first, so these begin with a private-use character meanwhile.
 */
export function serializeJson(value: Json): string {
  return JSON.stringify(value, withSortedKeys, 1).replace(/^( *")\uE000(?=\uE000*\d+":)/gm, "$1");
}

function withSortedKeys(_key: string, value: Json): Json {
  if (!isJsonObject(value)) return value;
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([key, item]) => [/^\uE000*\d+$/.test(key) ? `\uE000${key}` : key, item]),
  );
}
