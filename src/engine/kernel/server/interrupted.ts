import type { CellOutcome } from "../contract.js";

export const interruptedReport = {
  ename: "KeyboardInterrupt",
  evalue: "Execution was interrupted.",
  traceback: ["KeyboardInterrupt: Execution was interrupted."],
};

/** Of a cell that cannot say itself how it ended: termination took what would have said it. */
export const interruptedOutcome: CellOutcome = {
  error: interruptedReport,
  userExpressions: {},
  trace: { files: [], modules: [], environment: [], functions: [] },
};
