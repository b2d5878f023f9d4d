import { readFile } from "node:fs/promises";
import path from "node:path";
import { BriefingError } from "../../model/errors.js";
import { metadataKey } from "../../model/mime.js";
import type { Cell, Notebook } from "../notebook/contract.js";
import { parseForeignNotebook } from "../notebook/parse.js";
import { hasUnreadableAnswers } from "../notebook/answers.js";
import { describePlace } from "../notebook/place.js";
import { buildReportWithAnswers } from "../report/build-report.js";
import { isTextNotebook, notebookName } from "../../lib/notebook-name.js";
import { omit } from "../../lib/omit.js";
import { readReferences, type References } from "../report/citations/style.js";
import { cites } from "../report/facts.js";
import { references } from "../report/texts.js";
import { notThere } from "../../lib/not-there.js";
import { readCellFacts } from "../report/bundles.js";
import { placeIn } from "../report/errors.js";
import { struckSentences } from "../report/struck-sentences.js";
import { unreadProse } from "../report/unread.js";
import { storedNotebook } from "../report/stored-notebook.js";
import { drawVariants } from "./answers/variant-figures.js";
import { drawFigure, type Draw } from "./figure/draw.js";
import { withoutFaulty } from "./figure/faulty.js";
import { drawFigures } from "./figure/render-figure.js";
import { proseText } from "./prose.js";
import { briefingFiles } from "./render-briefing.js";

/**
 * Renders any executed notebook, in any language, to the files of an output folder. Only a file that is not a notebook
 * is rejected; all other problems become warnings. `file` is the notebook's path.
 */
export async function renderExecuted(text: string, file: string, draw?: Draw) {
  const { notebook, warnings } = readForeignNotebook(text, file);
  const rendered = await renderNotebook(notebook, file, draw);
  return { ...rendered, warnings: [...warnings, ...rendered.warnings] };
}

export type ForeignNotebook = ReturnType<typeof readForeignNotebook>;

/** A notebook to be shown, and what cannot be read in it, in a sentence or two each. */
export function readForeignNotebook(text: string, file: string) {
  const warnings: string[] = [];
  const notebook = parseForeignNotebook(text, file, ({ message }, consequence) => {
    warnings.push(`${message} ${consequence}`);
  });
  return { notebook, warnings };
}

/** The same for a notebook that was already read. */
export async function renderNotebook(read: Notebook, file: string, draw?: Draw) {
  /** What could not be shown as intended, one sentence each. */
  const warnings: string[] = [];
  const warn = (error: BriefingError) => {
    warnings.push(error.message);
  };
  const name = path.basename(file);
  const notebook = withReadableFacts(read, name, warn);
  warnings.push(...unexecuted(notebook, name), ...unread(notebook, name), ...noLongerTrue(notebook, name));
  if (hasUnreadableAnswers(notebook))
    warnings.push(
      `${name}: the answers to its assumptions cannot be read, so readers can change nothing. Execute it again.`,
    );
  const root = path.resolve(path.dirname(file));
  const execution = { path: path.join(root, name), notebook };
  const works = await referencesBeside(root, notebook, warn);
  const title = notebookName(name);
  const project = { root, title, authors: [], ...(works && { references: works }) };
  const { report: built, answers } = buildReportWithAnswers([execution], project, new Map(), warn);
  const [section] = built.sections;
  const report = { ...built, title: section === undefined ? built.title : proseText(section.title, built) };
  const { drawings, faults } = await drawFigures(report, draw);
  const blocks = report.sections.flatMap((each) => each.blocks);
  const pictured = blocks.flatMap((block) => (block.kind === "figure" && block.picture ? [block.id] : []));
  for (const [id, fault] of faults) if (!pictured.includes(id)) warn(fault);
  const shown = withoutFaulty(report, faults);
  const undrawn: string[] = [];
  const onWarning = (warning: string) => undrawn.push(warning);
  const figures = await drawVariants(shown, answers, drawings, { draw: draw ?? drawFigure, onWarning });
  warnings.push(...undrawn.sort());
  const stored = [storedNotebook(execution, project, new Map())];
  const files = briefingFiles(shown, stored, drawings, { answered: { answers, figures } });
  return { report: shown, files, warnings };
}

/** As in a project's notebooks/; undefined if nothing is cited, or there is no file that can be read. */
async function referencesBeside(
  folder: string,
  notebook: Notebook,
  warn: (error: BriefingError) => void,
): Promise<References | undefined> {
  const name = path.basename(references);
  const text = cites(notebook) ? await readFile(path.join(folder, name), "utf8").catch(notThere) : undefined;
  if (text === undefined) return undefined;
  try {
    return await readReferences(text, name, "en");
  } catch (error) {
    if (!(error instanceof BriefingError)) throw error;
    warn(error);
    return undefined;
  }
}

/** An invalid record of an execution is ignored. */
function withReadableFacts(notebook: Notebook, name: string, warn: (error: BriefingError) => void): Notebook {
  const readable = (cell: Cell): Cell => {
    try {
      readCellFacts(cell, placeIn(name, cell));
      return cell;
    } catch (error) {
      if (!(error instanceof BriefingError)) throw error;
      warn(error);
      return { ...cell, metadata: omit(cell.metadata, metadataKey) };
    }
  };
  return { ...notebook, cells: notebook.cells.map(readable) };
}

function noLongerTrue(notebook: Notebook, path: string): readonly string[] {
  return struckSentences([{ path, notebook }]).map(
    ({ cell, sentence, ...position }) =>
      `${isTextNotebook(path) ? describePlace(path, cell, position) : `${path}, cell ${cell.id}`}: no longer true, struck on the page: ${sentence}`,
  );
}

function unread(notebook: Notebook, name: string): readonly string[] {
  const found = unreadProse(notebook, name);
  const [first] = found;
  if (first === undefined) return [];
  if (found.length === 1) return [`${first}. The page shows it as it is written.`];
  return [
    `${name}: ${found.length} guards and computed values are shown as they are written. The first: ${first}.`,
  ];
}

function unexecuted({ cells }: Notebook, name: string): readonly string[] {
  const left = cells.filter(
    (cell) =>
      cell.cell_type === "code" &&
      cell.source.trim() !== "" &&
      cell.execution_count === null &&
      cell.outputs.length === 0,
  );
  if (left.length === 0) return [];
  const which = left.length === 1 ? "1 code cell was" : `${left.length} code cells were`;
  return [`${name}: ${which} not executed; the page shows only their code.`];
}
