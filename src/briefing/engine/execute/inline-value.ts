import type { Json, JsonObject } from "../client/contract.js";
import { mime } from "../../model/mime.js";
import type { Value } from "../../model/value.js";
import { isJsonObject } from "../notebook/json.js";

export type InlineValue = { readonly value: Value } | { readonly ename: string; readonly evalue: string };

/** Inline expressions may return a Value, a string or a boolean. Plain numbers need a format. */
export function inlineValue(data: JsonObject, expression: string): InlineValue {
  const own = data[mime.value];
  if (own !== undefined)
    return isValue(own)
      ? { value: own }
      : wrong(`the expression returns a ${mime.value} in an unsupported format.`);
  const raw = data[mime.json];
  if (typeof raw === "string") return { value: { version: 1, raw, text: raw, format: "text" } };
  if (typeof raw === "boolean") return truth(raw);
  if (typeof raw === "number") {
    return wrong(
      `the expression returns the number ${raw} without a format: write ${formatsFor(raw, expression)}.`,
    );
  }
  const plain = data[mime.plain];
  const what = raw === null ? "null" : typeof plain === "string" ? firstLine(plain) : "a value without text";
  return wrong(`the expression returns ${what}, not a value from fmt.*, a string or a boolean.`);
}

/** The likeliest format first: a count is whole. */
function formatsFor(raw: number, expression: string): string {
  if (isLikelyYear(raw))
    return `fmt.year(${expression}) if it is a year, or fmt.count(…), fmt.percent(…), fmt.number(…)`;
  if (!Number.isInteger(raw)) return `fmt.number(${expression}), fmt.percent(…), fmt.count(…) or String(…)`;
  return `fmt.count(${expression}), fmt.percent(…), fmt.number(…) or String(…)`;
}

/** fmt.count would print it with a thousands separator. */
const isLikelyYear = (raw: number): boolean => Number.isInteger(raw) && raw >= 1500 && raw <= 2100;

const wrong = (evalue: string): InlineValue => ({ ename: "InlineValueError", evalue });
const truth = (raw: boolean): InlineValue => ({
  value: { version: 1, raw, text: String(raw), format: "boolean" },
});

/** A guard's condition must be a boolean; truthy and falsy values are rejected. */
export function conditionValue(guard: "holds" | "when", data: JsonObject, expression: string): InlineValue {
  const raw = data[mime.json];
  if (typeof raw === "boolean") return truth(raw);
  const plain = data[mime.plain];
  const given = typeof plain === "string" ? firstLine(plain) : JSON.stringify(raw);
  return {
    ename: "ConditionError",
    evalue: `${guard}=${expression} is ${given}, but must be true or false. Use a comparison such as change < 0.`,
  };
}

const firstLine = (text: string): string => {
  const [line = ""] = text.split("\n");
  return line.length < text.length || line.length > 60 ? `${line.slice(0, 60)}…` : line;
};

function isValue(value: Json): value is Json & Value {
  return (
    isJsonObject(value) &&
    value.version === 1 &&
    typeof value.text === "string" &&
    typeof value.format === "string" &&
    "raw" in value
  );
}
