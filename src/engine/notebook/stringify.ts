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

/** JSON as Jupyter stores it: keys sorted at every level, indent 1, raw UTF-8. */
export function serializeJson(value: Json): string {
  const text = JSON.stringify(value, withSortedKeys, 1);
  // JSON.stringify is fast, but puts keys that are integers first.
  return /^ *"\d+":/m.test(text) ? serialize(value, "\n") : text;
}

const withSortedKeys = (_key: string, value: Json): Json =>
  isJsonObject(value) ? Object.fromEntries(Object.entries(value).sort(byName)) : value;

function serialize(value: Json, newline: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${newline} `;
  const [open, close, items] = Array.isArray(value)
    ? ["[", "]", value.map((item: Json) => serialize(item, inner))]
    : [
        "{",
        "}",
        Object.entries(value)
          .sort(byName)
          .map(([key, item]) => `${JSON.stringify(key)}: ${serialize(item, inner)}`),
      ];
  return items.length === 0 ? open + close : open + inner + items.join(`,${inner}`) + newline + close;
}

const byName = ([a]: readonly [string, Json], [b]: readonly [string, Json]): number => (a < b ? -1 : 1);
