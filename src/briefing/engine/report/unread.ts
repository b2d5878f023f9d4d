/** Guards and computed values that a page would print as they are written, because nothing has evaluated them. */
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import type { Notebook } from "../notebook/contract.js";
import { expressionsOf, guardFaults, isProseOf } from "../notebook/inline.js";
import { hasTag } from "../notebook/metadata.js";
import { recordedFacts } from "./bundles.js";
import { describePlace, inFile } from "../notebook/place.js";
import { ReportError } from "./errors.js";
import { hasFailed, type ReportedExecution } from "./section.js";

/** One sentence each, after the place in the notebook, which is named `path`. */
export function unreadProse(notebook: Notebook, path: string): readonly string[] {
  return notebook.cells.flatMap((cell, index) => {
    if (cell.cell_type === "code" || hasTag(cell, "remove-cell") || !isProseOf(notebook, cell)) return [];
    const expressions = expressionsOf(notebook, cell);
    const inline = expressions.length === 0 ? [] : (recordedFacts(cell)?.inline ?? []);
    const unread = expressions.filter(({ id }) => !inline.some((result) => result.id === id));
    const found = [
      ...guardFaults(cell),
      ...unread.map(({ kind, line, column, expression }) => {
        const what = kind === "value" ? "the computed value" : `the condition of ${kind}`;
        return { line, column, message: `${what} was not evaluated: ${expression}` };
      }),
    ];
    return found.map(
      ({ message, ...position }) =>
        `${describePlace(path, { index, id: cell.id }, inFile(cell, position))}: ${message}`,
    );
  });
}

/**
 * The fault of a page with such texts, which kernels of other languages leave behind; undefined if everything was evaluated.
 * A notebook that failed is left out: it has an error already.
 */
export function unreadFault(executions: readonly ReportedExecution[]): ReportError | undefined {
  const found = executions
    .filter((each) => !hasFailed(each))
    .flatMap(({ path, notebook }) => unreadProse(notebook, shownPath(path)).map((words) => `  ${words}`));
  if (found.length === 0) return undefined;
  return new ReportError(
    `${plural(found.length, "guard or computed value", "guards and computed values")} would be printed unread:\n${found.join("\n")}`,
    {
      hint: "Guards and {ts} are evaluated in notebooks with the kernel tslab. Move these texts to such a chapter, or write them without.",
    },
  );
}
