import type { Json, JsonObject } from "../client/contract.js";
import { mime } from "../../model/mime.js";
import type { Value } from "../../model/value.js";
import { isJsonObject } from "../notebook/json.js";

export type InlineValue = { readonly value: Value } | { readonly ename: string; readonly evalue: string };

/** What an inline expression may give: a Value, a string, a boolean. A number must say how it is printed. */
export function inlineValue(data: JsonObject, expression: string): InlineValue {
  const own = data[mime.value];
  if (own !== undefined) return isValue(own) ? { value: own } : malformed();
  const raw = data[mime.json];
  if (typeof raw === "string") return { value: { version: 1, raw, text: raw, format: "text" } };
  if (typeof raw === "boolean") return { value: { version: 1, raw, text: String(raw), format: "boolean" } };
  if (typeof raw === "number") {
    return {
      ename: "InlineValueError",
      evalue:
        `the expression gives the number ${raw} without saying how it is printed: ` +
        `write fmt.count(${expression}), fmt.percent(…), fmt.number(…) or String(…).`,
    };
  }
  const plain = data[mime.plain];
  const what =
    raw === null ? "null" : typeof plain === "string" ? firstLine(plain) : "something without a text";
  return {
    ename: "InlineValueError",
    evalue: `the expression gives ${what}, not a value of fmt.*, a string or a boolean.`,
  };
}

/** The condition of a guard: true or false, and nothing that JavaScript would take for one of them. */
export function conditionValue(guard: "holds" | "when", data: JsonObject, expression: string): InlineValue {
  const raw = data[mime.json];
  if (typeof raw === "boolean") return { value: { version: 1, raw, text: String(raw), format: "boolean" } };
  const plain = data[mime.plain];
  const given = typeof plain === "string" ? firstLine(plain) : JSON.stringify(raw);
  return {
    ename: "ConditionError",
    evalue: `${guard}=${expression} is ${given}, and must be true or false: write a comparison such as change < 0.`,
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

const malformed = (): InlineValue => ({
  ename: "InlineValueError",
  evalue: `the expression gives a ${mime.value} that this program cannot read.`,
});
