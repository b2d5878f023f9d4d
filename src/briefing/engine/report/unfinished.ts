/** Figures and tables that were displayed but cannot be published yet: a build reports what they lack, all at once. */
import * as emitted from "../../model/emitted.js";
import { mime } from "../../model/mime.js";
import type { Execution } from "../execute/contract.js";
import { plural } from "../../lib/plural.js";
import { shownPath } from "../../lib/shown-path.js";
import { describePlace, inFile } from "../notebook/place.js";
import { ReportError } from "./errors.js";

export function refuseUnfinished(executions: readonly Pick<Execution, "path" | "notebook">[]): void {
  const found = executions.flatMap(({ path, notebook }) =>
    notebook.cells.flatMap((cell, index) => {
      if (cell.cell_type !== "code") return [];
      const shown = cell.outputs.flatMap((output) => ("data" in output ? lackedBy(output.data) : []));
      return shown.map(
        (words) => `  ${describePlace(shownPath(path), { index, id: cell.id }, inFile(cell))}\n    ${words}`,
      );
    }),
  );
  if (found.length === 0) return;
  const are = found.length === 1 ? "is" : "are";
  throw new ReportError(
    `${plural(found.length, "figure or table", "figures and tables")} ${are} not ready to be published:\n${found.join("\n")}`,
    { hint: "Preview, JupyterLab and build --draft show them as they are." },
  );
}

const needed = { figure: ["id", "caption", "alt"], table: ["id", "caption"] } as const;

function lackedBy(data: Readonly<Record<string, unknown>>): readonly string[] {
  return (["figure", "table"] as const).flatMap((call) => {
    const given = data[mime[call]];
    const has = (name: string) => typeof given === "object" && given !== null && Object.hasOwn(given, name);
    const missing = given === undefined ? [] : needed[call].filter((name) => !has(name));
    // Most lack nothing, and reading them is slow.
    const read = missing.length > 0 ? emitted[call].safeParse(given).data : undefined;
    if (read === undefined) return [];
    const names = (read.columns ?? []).map(({ field }) => field);
    const id = names.slice(0, 2).reverse().join("-by-").toLowerCase();
    const named = id.replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-|-$/g, "");
    const suggested = {
      id: JSON.stringify(named || "what-it-shows"),
      caption: '"What to look at, and what not to conclude."',
      alt: '"What a person who cannot see it needs to know."',
    };
    return [`${call}(…, { ${missing.map((name) => `${name}: ${suggested[name]}`).join(", ")} })`];
  });
}
