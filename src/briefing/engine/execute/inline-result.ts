import type { InlineResult } from "../../model/trace.js";
import type { Json } from "../client/contract.js";
import type { InlineExpression } from "../notebook/contract.js";
import { objectOf } from "../notebook/json.js";
import { conditionValue, inlineValue } from "./inline-value.js";
import { errorOutput } from "./outputs.js";
import { judgementOf } from "./run.js";

/** The result of an expression, from the reply of a kernel. */
export function inlineResult(expression: InlineExpression, answer: Json | undefined): InlineResult {
  const { kind, id, expression: text, line, column } = expression;
  const base = { id, expression: text, line, column };
  const { status, data, metadata, ...error } = objectOf(answer);
  if (status === "error") {
    const { ename, evalue, traceback } = errorOutput(error);
    return { ...base, status: "error", ename, evalue, traceback };
  }
  if (status !== "ok") {
    const evalue = "the kernel does not evaluate inline expressions (user_expressions).";
    return { ...base, status: "error", ename: "InlineValueError", evalue, traceback: [] };
  }
  const value =
    kind === "value" ? inlineValue(objectOf(data), text) : conditionValue(kind, objectOf(data), text);
  const judgement = judgementOf(objectOf(metadata));
  if ("value" in value) return { ...base, status: "ok", value: value.value, ...(judgement && { judgement }) };
  return { ...base, status: "error", ...value, traceback: [`${value.ename}: ${value.evalue}`] };
}
