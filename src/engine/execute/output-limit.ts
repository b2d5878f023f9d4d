import { BriefingError } from "../../model/errors.js";
import type { CellRecord } from "./cell-record.js";
import { cellFailure, said } from "./failure.js";
import { mostOutput } from "./output-budget.js";
import type { NotebookRun } from "./run.js";

class OutputLimitError extends BriefingError {}

/** The cell has put out more than is kept: its outputs end with why. */
export function failForOutput(run: NotebookRun, record: CellRecord): void {
  const error = said(
    new OutputLimitError(
      `The outputs of the notebook have come to more than ${mostOutput / 1e6} million characters. ` +
        "The cell was stopped, and what it put out from then on is not kept.",
      { hint: "Print less, or write it to a file." },
    ),
  );
  record.facts = { ...record.facts, status: "failed" };
  record.area.add({ output_type: "error", ...error });
  run.fail(cellFailure("error", run.path, record, error));
}
