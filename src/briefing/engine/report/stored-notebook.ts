import { metadataKey, mime } from "../../model/mime.js";
import type { Execution } from "../execute/contract.js";
import type { Cell, JsonObject, Output } from "../notebook/contract.js";
import { stringifyNotebook } from "../notebook/stringify.js";
import { readCellFacts } from "./bundles.js";
import { placeIn } from "./errors.js";
import type { ProjectFacts } from "./facts.js";
import { omit } from "../../lib/omit.js";
import { plainText, projectPath, publishedNotebook, withoutRoot } from "./published.js";
import type { ExecutionTrace } from "../../model/trace.js";
import { provenanceOf, type InputFiles } from "./inputs.js";
import { splitFunction } from "./lineage.js";

/** An executed notebook as it is published, without traces of when, where or with which Node it was executed. */
export function storedNotebook(
  { path: file, notebook }: Pick<Execution, "path" | "notebook">,
  { root }: Pick<ProjectFacts, "root">,
  inputs: InputFiles,
): { readonly path: string; readonly text: string } {
  const path = projectPath(file, root);
  const cells = notebook.cells.map((cell) => storedCell(cell, path, root, inputs));
  const metadata = withoutVersion(notebook.metadata);
  return { path: publishedNotebook(path), text: stringifyNotebook({ ...notebook, metadata, cells }) };
}

function withoutVersion(metadata: JsonObject): JsonObject {
  const info = metadata["language_info"];
  if (typeof info !== "object" || info === null || Array.isArray(info)) return metadata;
  return { ...metadata, language_info: omit(info as JsonObject, "version") };
}

function storedCell(cell: Cell, notebook: string, root: string, inputs: InputFiles): Cell {
  // `execution` holds the times at which Jupyter's messages arrived.
  const metadata = omit(cell.metadata, "execution");
  const facts = readCellFacts(cell, placeIn(notebook, cell));
  const recorded = metadata[metadataKey] as JsonObject | undefined;
  const trace = facts?.trace === undefined ? {} : { trace: storedTrace(facts.trace, inputs) };
  const kept = facts === undefined ? metadata : { ...metadata, [metadataKey]: { ...recorded, ...trace } };
  if (cell.cell_type !== "code") return { ...cell, metadata: kept };
  return { ...cell, metadata: kept, outputs: cell.outputs.map((output) => storedOutput(output, root)) };
}

/** The same record under the report's names, with packages in place of their modules. */
function storedTrace(trace: ExecutionTrace, inputs: InputFiles): JsonObject {
  const { files, modules, packages, environment, functions, reads, varies } = provenanceOf(trace, inputs);
  return {
    files,
    modules: [...modules, ...packages],
    environment,
    functions: functions.map(splitFunction),
    ...(reads && { reads: reads.map(({ path, ...read }) => ({ file: path, ...read })) }),
    ...(varies && { varies }),
  };
}

function storedOutput(output: Output, root: string): Output {
  const published = (text: string) => withoutRoot(text, root);
  switch (output.output_type) {
    case "stream":
      return { ...output, text: published(output.text) };
    case "error":
      return { ...output, evalue: published(output.evalue), traceback: output.traceback.map(published) };
    case "display_data":
    case "execute_result": {
      const plain = output.data[mime.plain];
      if (typeof plain !== "string") return output;
      return { ...output, data: { ...output.data, [mime.plain]: plainText(plain, root) } };
    }
  }
}
