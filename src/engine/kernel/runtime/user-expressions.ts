/** Expressions a client evaluates beside a cell; each succeeds or fails on its own. */
import type { MimeBundle } from "../../client/contract.js";
import { interruptedReport, type UserExpressionResult } from "../contract.js";
import type { CellRunner } from "./cell-runner.js";
import { reportDiagnostics, reportThrown } from "./error-report.js";
import { inspectValue, ownBundle } from "./mime-bundle.js";
import type { StackTraces } from "./stack-trace.js";
import { own } from "../../../lib/own.js";

type Results = Record<string, UserExpressionResult>;

/** Beside the text, what JSON can say exactly: a client gets 2021 and "2021" apart. */
async function typedBundle(value: unknown): Promise<MimeBundle> {
  const own = await ownBundle(value);
  if (own) return own;
  const text = { "text/plain": inspectValue(value) };
  const isJson =
    value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  return isJson ? { ...text, "application/json": value as string | number | boolean | null } : text;
}

export async function evaluateExpressions(
  expressions: Readonly<Record<string, string>>,
  runner: CellRunner,
  traces: StackTraces,
): Promise<Results> {
  const keys = Object.keys(expressions);
  if (keys.length === 0) return {};
  const allRejected = await runner.rejectExpressions(expressions);
  const isSound = (key: string): boolean => !Object.hasOwn(allRejected, key);
  const sound = Object.entries(expressions).filter(([key]) => isSound(key));
  const run = await runner.runExpressions(Object.fromEntries(sound));
  const thunks = run.status === "ok" ? (run.value as Readonly<Record<string, () => Promise<unknown>>>) : {};

  async function evaluate(key: string): Promise<UserExpressionResult> {
    const rejected = own(allRejected, key);
    if (rejected) {
      const text = own(expressions, key) ?? "";
      return { status: "error", ...reportDiagnostics(rejected, { label: `expression ${key}`, text }) };
    }
    if (run.status === "threw") return { status: "error", ...reportThrown(run.thrown, traces) };
    if (run.status === "rejected") return { status: "error", ...run.error };
    if (run.status === "interrupted") return { status: "error", ...interruptedReport };
    try {
      return { status: "ok", data: await typedBundle(await own(thunks, key)?.()), metadata: {} };
    } catch (thrown) {
      return { status: "error", ...reportThrown(thrown, traces) };
    }
  }

  const results: Results = {};
  // One after the other, in their order: what one of them prints or changes comes before the next.
  for (const key of keys)
    Object.defineProperty(results, key, { enumerable: true, value: await evaluate(key) });
  return results;
}
