/** Type errors, all of them, each with its place and the source around it. */
import type { Diagnostic } from "../../compile/contract.js";
import type { ErrorReport } from "../contract.js";
import { codeFrame } from "./code-frame.js";

const maxDiagnostics = 50;

export function reportDiagnostics(
  diagnostics: readonly Diagnostic[],
  source: { readonly label: string; readonly text: string },
): ErrorReport {
  const count = diagnostics.length;
  const traceback = [`TypeScriptError: ${count} ${count === 1 ? "error" : "errors"}`];
  for (const { code, message, start, end, file } of diagnostics.slice(0, maxDiagnostics)) {
    const where = file ?? source.label;
    traceback.push(`${where}:${start.line}:${start.column} - error TS${code}: ${message}`);
    if (file !== undefined) continue;
    const place = { where, line: start.line, column: start.column, text: () => source.text };
    const length = end.line === start.line ? end.column - start.column : Number.POSITIVE_INFINITY;
    const excerpt = codeFrame(place, { length });
    if (excerpt !== undefined) traceback.push(excerpt);
  }
  if (count > maxDiagnostics) traceback.push(`… ${count - maxDiagnostics} more errors`);
  const [first] = diagnostics;
  return {
    ename: "TypeScriptError",
    evalue: first === undefined ? "" : `TS${first.code}: ${first.message}`,
    traceback,
  };
}
