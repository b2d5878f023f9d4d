/** Evaluates the inline expressions of a text, in order, as JSON or as the values that they make themselves. */
import { memoized } from "../../../lib/once.js";
import { own } from "../../../lib/own.js";
import { metadataKey } from "../../../model/mime.js";
import type { Json, MimeBundle } from "../../client/contract.js";
import { memberAccess } from "../../compile/expressions.js";
import type { UserExpressionResult } from "../contract.js";
import type { CellRunner } from "./cell-runner.js";
import { reportDiagnostics, reportThrown, type StackTraces } from "./error-report.js";
import { inspectValue, ownBundle } from "./mime-bundle.js";

type Results = Record<string, UserExpressionResult>;

/** Adds JSON for values that it represents exactly, so that clients can distinguish 2021 from "2021". */
async function typedBundle(value: unknown): Promise<MimeBundle> {
  const own = await ownBundle(value);
  if (own) return own;
  const text = { "text/plain": inspectValue(value) };
  const isJson =
    value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  return isJson ? { ...text, "application/json": value as string | number | boolean | null } : text;
}

/** Registered by the library to format a number from a table row: `(row, field) => Value | undefined`. */
const fieldSymbol = Symbol.for("Jupyter.field");
/** Key under which the row of an expression such as `row.visits` is evaluated. */
const rowKey = (key: string): string => `row of ${key}`;

/** The same expressions are evaluated under every setting. */
const accessIn = memoized(memberAccess);

/** Adds the row expression for each expression that reads a field from a row, as in `row.visits`. */
function withRows(expressions: Readonly<Record<string, string>>) {
  const fields = new Map<string, string>();
  const all = Object.entries(expressions).flatMap(([key, source]) => {
    const access = accessIn(source);
    if (access === undefined || Object.hasOwn(expressions, rowKey(key))) return [[key, source] as const];
    fields.set(key, access.field);
    return [[key, source] as const, [rowKey(key), access.object] as const];
  });
  return { fields, all: Object.fromEntries(all) };
}

export async function evaluateExpressions(
  expressions: Readonly<Record<string, string>>,
  runner: CellRunner,
  traces: StackTraces,
): Promise<Results> {
  const keys = Object.keys(expressions);
  if (keys.length === 0) return {};
  const allRejected = await runner.rejectExpressions(expressions);
  const isValid = (key: string): boolean => !Object.hasOwn(allRejected, key);
  const valid = Object.entries(expressions).filter(([key]) => isValid(key));
  const { fields, all } = withRows(Object.fromEntries(valid));
  const run = await runner.runExpressions(all);
  const thunks = "value" in run ? (run.value as Readonly<Record<string, () => Promise<unknown>>>) : {};

  async function evaluate(key: string): Promise<UserExpressionResult> {
    const rejected = own(allRejected, key);
    if (rejected) {
      const text = own(expressions, key) ?? "";
      return { status: "error", ...reportDiagnostics(rejected, { label: `expression ${key}`, text }) };
    }
    if ("error" in run) return { status: "error", ...run.error };
    try {
      runner.enter(key);
      const value = await own(thunks, key)?.();
      const measure = typeof value === "boolean" ? measures.get(key) : undefined;
      const judgement = measure && runner.measure(measure, value === true);
      const metadata =
        judgement === undefined ? {} : { [metadataKey]: { judgement: judgement as unknown as Json } };
      return { status: "ok", data: await typedBundle(await printed(value, key)), metadata };
    } catch (thrown) {
      return { status: "error", ...reportThrown(thrown, traces) };
    }
  }

  async function printed(value: unknown, key: string): Promise<unknown> {
    const field = fields.get(key);
    const print: unknown = Reflect.get(globalThis, fieldSymbol);
    if (typeof value !== "number" || field === undefined || typeof print !== "function") return value;
    const row = await own(thunks, rowKey(key))?.();
    const shown: unknown =
      typeof row === "object" && row !== null ? Reflect.apply(print, undefined, [row, field]) : undefined;
    return shown ?? value;
  }

  const measures = runner.measures(expressions);
  const results: Results = {};
  // In order, because an expression can print or change what the next one reads.
  for (const key of keys)
    Object.defineProperty(results, key, { enumerable: true, value: await evaluate(key) });
  return results;
}
