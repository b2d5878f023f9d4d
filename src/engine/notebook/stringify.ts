import type { JsonObject } from "../client/contract.js";
import type { Cell, Notebook, Output } from "./contract.js";
import { isJsonObject } from "./json.js";
import { splitLines } from "./lines.js";
import { splitBundle } from "./mime-text.js";
import { serializeJson } from "./serialize-json.js";

/** The stored form: what JupyterLab writes, byte for byte, so that opening and saving changes nothing. */
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
    ...(cell.attachments && { attachments: storedAttachments(cell.attachments) }),
    ...(cell.cell_type === "code" && {
      execution_count: cell.execution_count,
      outputs: cell.outputs.map(storedOutput),
    }),
  };
}

function storedAttachments(attachments: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(attachments).map(([name, bundle]) => [
      name,
      isJsonObject(bundle) ? splitBundle(bundle) : bundle,
    ]),
  );
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
