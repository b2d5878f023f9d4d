/** The guards of the last build as a table, for `briefing check --guards`. */
import path from "node:path";
import pc from "picocolors";
import type { Compared } from "../model/margin.js";
import type { ReportGuard } from "../model/report.js";
import { amountWords } from "../engine/report/margin-sentence.js";
import { timesRevision } from "../engine/report/margin-words.js";
import type { ListedGuards } from "../tools/check/list-guards.js";
import { inColumns } from "../lib/in-columns.js";
import { plural } from "../lib/plural.js";
import { shownPath } from "../lib/shown-path.js";
import { visible } from "../lib/visible.js";

const widestText = 70;
const widestSide = 44;

export function guardsTable({ report, guards }: ListedGuards): string {
  const measured = guards.filter(({ margin }) => margin !== undefined);
  const hasRevisions = measured.some(({ revision }) => revision !== undefined);
  const head = ["Margin", ...(hasRevisions ? ["Revisions"] : []), "Sentence", "Where", "Compared"];
  const rows = guards.map((guard) => [
    marginCell(guard),
    ...(hasRevisions ? [revisionCell(guard)] : []),
    clipped(guard.text, widestText),
    placeOf(guard),
    comparedCell(guard),
  ]);
  const fromLeft = head.map((_, index) => index).slice(hasRevisions ? 2 : 1);
  const [title = "", ...lines] = inColumns([head, ...rows], fromLeft).map(visible);
  const ending = `${plural(guards.length, "guard")} in ${shownPath(report)}, ${measured.length} with a margin`;
  return [pc.bold(title), ...lines, "", ending, ""].join("\n");
}

function marginCell({ holds, margin, of }: ReportGuard): string {
  // A claim may fail; a sentence that is false stops the build.
  const isFalse = of === "claim" ? "fails" : "false";
  if (margin === undefined) return holds ? "–" : isFalse;
  const words = amountWords(margin.amount, margin.unit).replace(" of the interval", "");
  return holds ? words : `${isFalse} by ${words}`;
}

/** The margin in multiples of the largest revision so far. */
function revisionCell(guard: ReportGuard): string {
  const times = timesRevision(guard);
  if (times !== undefined) return `${Number(times.toPrecision(2))} ×`;
  return guard.revision === undefined ? "" : "none";
}

function comparedCell({ margin, reason }: ReportGuard): string {
  if (margin === undefined) return clipped(reason ?? "", 2 * widestSide);
  return `${sideCell(margin.left)}, ${sideCell(margin.right)}`;
}

const sideCell = ({ text, value }: Compared): string =>
  text === String(value) ? text : `${clipped(text, widestSide)} = ${Number(value.toPrecision(4))}`;

const placeOf = ({ place }: ReportGuard): string =>
  `${path.posix.basename(place.notebook, ".ipynb")} ${place.cell}`;

const clipped = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, most - 1).trimEnd()}…`;
