import pc from "picocolors";
import type { Finding } from "../tools/check/contract.js";
import { describeProblem } from "../authoring/load/errors.js";
import type { DataCheck } from "../tools/data/validate.js";
import type { CheckedNotebook } from "../engine/execute/check.js";
import { describeFailure } from "../engine/execute/describe-failure.js";
import { plural } from "./describe-briefing.js";
import type { Verbosity } from "./progress.js";

/** What `briefing check` looked at and found. */
export interface Checked {
  /** Names of the checks made, in their order. */
  readonly checks: readonly string[];
  /** Notebooks asked for. */
  readonly total: number;
  /** Those whose types were checked. */
  readonly notebooks: readonly CheckedNotebook[] | undefined;
  readonly data: DataCheck | undefined;
  readonly findings: readonly Finding[];
}

const headings: Readonly<Record<string, string>> = {
  types: "Types",
  data: "Data",
  notebooks: "Notebooks",
  citations: "Citations",
  links: "Links",
  numbers: "Numbers typed by hand",
  "first-page": "First page",
};

/** Findings by check on standard error, what was checked on standard output. */
export function printChecks(checked: Checked, verbosity: Verbosity): void {
  for (const check of checked.checks) {
    const lines = linesOf(check, checked).filter(({ sign }) => verbosity === "normal" || sign !== "note");
    if (lines.length === 0) continue;
    process.stderr.write(`${pc.bold(headings[check] ?? check)}\n`);
    for (const { sign, text } of lines)
      process.stderr.write(`${sign === "error" ? pc.red("✗") : pc.dim("·")} ${text}\n`);
    process.stderr.write("\n");
  }
  if (verbosity === "normal") process.stdout.write(`${summary(checked)}\n`);
}

interface Line {
  readonly sign: Finding["severity"];
  readonly text: string;
}

function linesOf(check: string, { notebooks = [], data, findings }: Checked): readonly Line[] {
  if (check === "types")
    return notebooks
      .flatMap(({ failures }) => failures)
      .map((failure) => ({ sign: "error", text: `${describeFailure(failure)}\n` }));
  if (check === "data") {
    const omitted = data?.omitted ?? 0;
    return [
      ...(data?.problems ?? []).map(
        (problem) => ({ sign: "error", text: describeProblem(problem) }) as const,
      ),
      ...(omitted > 0 ? [{ sign: "error", text: `… and ${plural(omitted, "problem")} more` } as const] : []),
    ];
  }
  const own = findings.filter((finding) => finding.check === check);
  return own.map((finding, index) => ({
    sign: finding.severity,
    // What to do is said once, after the last finding it is for.
    text: describeFinding(finding, own[index + 1]?.hint === finding.hint ? undefined : finding.hint),
  }));
}

/** `notebooks/01.ipynb, cell 3 (peak), 2:14: …`, as failures of cells are told. */
function describeFinding(finding: Finding, hint: string | undefined): string {
  const { path, cell, line, column, message } = finding;
  const position = line === undefined ? undefined : column === undefined ? `${line}` : `${line}:${column}`;
  const place =
    cell === undefined
      ? [path, position].filter((part) => part !== undefined).join(":")
      : [path, `cell ${cell.index + 1} (${cell.id})`, position]
          .filter((part) => part !== undefined)
          .join(", ");
  return `${place}: ${message}${hint === undefined ? "" : `\n  ${hint}`}`;
}

function summary({ checks, total, notebooks, data, findings }: Checked): string {
  const tables = data === undefined ? [] : [plural(data.tables.length, "table")];
  const all = [plural(notebooks?.length ?? total, "notebook"), ...tables].join(" and ");
  const leftOut = notebooks === undefined ? 0 : total - notebooks.length;
  const others = leftOut === 0 ? "" : `; types of ${plural(leftOut, "notebook")} for other kernels left out`;
  const notes = findings.filter(({ severity }) => severity === "note").length;
  const errors =
    (notebooks ?? []).reduce((sum, { failures }) => sum + failures.length, 0) +
    (data?.problems.length ?? 0) +
    (data?.omitted ?? 0) +
    findings.length -
    notes;
  const found = [
    errors === 0 ? "no errors" : plural(errors, "error"),
    ...(notes === 0 ? [] : [plural(notes, "note")]),
  ].join(", ");
  return `${all} checked (${checks.join(", ")}): ${found}${others}`;
}
