import { metadataKey } from "../../model/mime.js";
import type { Cell, CodeCell, JsonObject, Notebook, Output } from "../notebook/contract.js";
import { stringifyNotebook } from "../notebook/stringify.js";
import type { InputFiles, ProjectFacts } from "./contract.js";
import { omit } from "./omit.js";
import { plainText } from "./plain-text.js";
import { projectPath } from "./paths.js";
import type { ExecutionTrace } from "../../model/trace.js";
import { inputName, provenanceOf } from "./provenance.js";
import { readCellFacts } from "./section.js";

/** An executed notebook as it is published: nothing in it tells when, where or with which Node it was executed. */
export function storedNotebook(
  execution: { readonly path: string; readonly notebook: Notebook },
  project: Pick<ProjectFacts, "root">,
  inputs: InputFiles,
): StoredFile {
  const { notebook } = execution;
  const around = `${JSON.stringify([execution.path, project.root])} ${factsOf(inputs)}`;
  const before = stored.get(notebook);
  if (before?.around === around) return before.file;
  const file = store(execution, project, inputs);
  stored.set(notebook, { around, file });
  return file;
}

interface StoredFile {
  readonly path: string;
  readonly text: string;
}

/** A notebook that did not change is the same object in the next build of a preview. */
const stored = new WeakMap<Notebook, { readonly around: string; readonly file: StoredFile }>();
const facts = new WeakMap<InputFiles, string>();

/** All that a stored notebook takes from the files that were read, in words that can be compared. */
function factsOf(inputs: InputFiles): string {
  const known = facts.get(inputs) ?? JSON.stringify([...inputs]);
  facts.set(inputs, known);
  return known;
}

function store(
  execution: { readonly path: string; readonly notebook: Notebook },
  project: Pick<ProjectFacts, "root">,
  inputs: InputFiles,
): StoredFile {
  const path = projectPath(execution.path, project.root);
  const { notebook } = execution;
  const cells = notebook.cells.map((cell) => storedCell(cell, path, project.root, inputs));
  const metadata = withoutVersion(notebook.metadata);
  return { path: publishedPath(path), text: stringifyNotebook({ ...notebook, metadata, cells }) };
}

/** Below notebooks/, wherever the project keeps them. */
function publishedPath(path: string): string {
  return path.startsWith("notebooks/") ? path : `notebooks/${path}`;
}

function withoutVersion(metadata: JsonObject): JsonObject {
  const info = metadata["language_info"];
  if (typeof info !== "object" || info === null || Array.isArray(info)) return metadata;
  return { ...metadata, language_info: omit(info as JsonObject, "version") };
}

function storedCell(cell: Cell, notebook: string, root: string, inputs: InputFiles): Cell {
  // `execution` holds the times at which Jupyter's messages came.
  const metadata = omit(cell.metadata, "execution");
  const facts = readCellFacts(cell, { notebook, cell: cell.id });
  const recorded = metadata[metadataKey] as JsonObject | undefined;
  const trace = facts?.trace === undefined ? {} : { trace: storedTrace(facts.trace, inputs) };
  const kept = facts === undefined ? metadata : { ...metadata, [metadataKey]: { ...recorded, ...trace } };
  return cell.cell_type === "code"
    ? ({
        ...cell,
        metadata: kept,
        outputs: cell.outputs.map((output) => storedOutput(output, root)),
      } satisfies CodeCell)
    : { ...cell, metadata: kept };
}

/** The same record, by the report's names; packages stand for their modules. */
function storedTrace(trace: ExecutionTrace, inputs: InputFiles): JsonObject {
  const { files, modules, packages, environment } = provenanceOf(trace, inputs);
  // In the order of the names that are published: paths sort by where the project and the package happen to stand.
  const functions = new Map(
    trace.functions.flatMap(({ module, name }) => {
      const input = inputs.get(module);
      if (input === undefined) return [];
      const ran = { module: inputName(input), name };
      return [[`${ran.module}\n${name}`, ran] as const];
    }),
  );
  const ordered = [...functions.keys()].sort().flatMap((key) => functions.get(key) ?? []);
  return { files, modules: [...modules, ...packages], environment, functions: ordered };
}

function storedOutput(output: Output, root: string): Output {
  switch (output.output_type) {
    case "stream":
      return { ...output, text: output.text.replaceAll(`${root}/`, "") };
    case "error":
      return {
        ...output,
        evalue: output.evalue.replaceAll(`${root}/`, ""),
        traceback: output.traceback.map((line) => line.replaceAll(`${root}/`, "")),
      };
    case "display_data":
    case "execute_result": {
      const plain = output.data["text/plain"];
      if (typeof plain !== "string") return output;
      return { ...output, data: { ...output.data, "text/plain": plainText(plain, root) } };
    }
  }
}
