/** Vega expressions that mean the same in every time zone. */
import { own } from "../../../lib/own.js";
import { utcText } from "./utc-dates.js";

const parts = ["year", "quarter", "month", "date", "day", "dayofyear", "week"];
const times = ["hours", "minutes", "seconds", "milliseconds"];
const utcNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...parts, ...times].map((name) => [name, `utc${name}`])),
  timeFormat: "utcFormat",
  timeParse: "utcParse",
  timeOffset: "utcOffset",
  timeSequence: "utcSequence",
};

/** A text in quotation marks, the name and parenthesis that open a call, or any other character. */
const tokens = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[\w$]+\s*\(|[^]/g;

interface OpenCall {
  readonly name: string;
  /** Position of its first argument among the written tokens. */
  readonly start: number;
  commas: number;
}

/**
 * Replaces local dates by UTC. `datetime` takes year, month and so on, as `utc` does, but also a single text or number,
 * of which `utc` would make NaN, and gives a time zone to a text without one.
 */
export function inUtc(expression: string): string {
  const written: string[] = [];
  const open: OpenCall[] = [];
  for (const [token] of expression.matchAll(tokens)) {
    const isText = token.startsWith('"') || token.startsWith("'");
    if (!isText && /[([{]$/.test(token)) {
      const name = token.slice(0, -1).trim();
      written.push(`${own(utcNames, name) ?? name}${token.slice(-1)}`);
      open.push({ name, start: written.length, commas: 0 });
      continue;
    }
    const call = open.at(-1);
    if (token === "," && call !== undefined) call.commas += 1;
    if (/^[)\]}]$/.test(token)) open.pop();
    if (token === ")" && call?.name === "datetime") closeDatetime(written, call);
    written.push(token);
  }
  return written.join("");
}

function closeDatetime(written: string[], { start, commas }: OpenCall): void {
  const given = written.slice(start).join("").trim();
  if (commas > 0 || /^\d+$/.test(given)) {
    written[start - 1] = "utc(";
    return;
  }
  const [, double, single] = /^(?:"([^"\\]*)"|'([^'\\]*)')$/.exec(given) ?? [];
  const text = double ?? single;
  if (text !== undefined) written.splice(start, written.length - start, JSON.stringify(utcText(text)));
}
