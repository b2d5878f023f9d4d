/** Figures and tables that were displayed but cannot be published yet: a build reports what they lack, all at once. */
import * as emitted from "../../model/emitted.js";
import { mime } from "../../model/mime.js";
import type { Execution } from "../execute/contract.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { ReportError } from "./errors.js";

export function refuseUnfinished(executions: readonly Pick<Execution, "path" | "notebook">[]): void {
  const found = executions.flatMap(({ path, notebook }) =>
    notebook.cells.flatMap((cell, index) => {
      if (cell.cell_type !== "code") return [];
      const shown = cell.outputs.flatMap((output) => ("data" in output ? lackedBy(output.data) : []));
      return shown.map((words) => `  ${shownPath(path)}, cell ${index + 1} (${cell.id})\n    ${words}`);
    }),
  );
  if (found.length === 0) return;
  const are = found.length === 1 ? "is" : "are";
  throw new ReportError(
    `${plural(found.length, "figure or table", "figures and tables")} ${are} not ready to be published:\n${found.join("\n")}`,
    { hint: "Preview, JupyterLab and build --draft show them as they are." },
  );
}

function lackedBy(data: Readonly<Record<string, unknown>>): readonly string[] {
  // Most lack nothing, and reading them is slow.
  if (hasAll(data[mime.figure], figureParts) && hasAll(data[mime.table], tableParts)) return [];
  const figure = emitted.figure.safeParse(data[mime.figure]).data;
  const table = emitted.table.safeParse(data[mime.table]).data;
  const names = (figure?.columns ?? table?.columns ?? []).map(({ field }) => field);
  const id = names.slice(0, 2).reverse().join("-by-");
  const suggested = {
    id: JSON.stringify(
      id
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, "-")
        .replaceAll(/^-|-$/g, "") || "what-it-shows",
    ),
    caption: '"What to look at, and what not to conclude."',
    alt: '"What a person who cannot see it needs to know."',
  };
  const lacks = (shown: object | undefined, needed: readonly (keyof typeof suggested)[], call: string) => {
    const missing = shown === undefined ? [] : needed.filter((name) => !(name in shown));
    if (missing.length === 0) return [];
    return [`${call}(…, { ${missing.map((name) => `${name}: ${suggested[name]}`).join(", ")} })`];
  };
  return [...lacks(figure, figureParts, "figure"), ...lacks(table, tableParts, "table")];
}

const figureParts = ["id", "caption", "alt"] as const;
const tableParts = ["id", "caption"] as const;

const hasAll = (shown: unknown, parts: readonly string[]): boolean =>
  shown === undefined ||
  (typeof shown === "object" && shown !== null && parts.every((part) => Object.hasOwn(shown, part)));
