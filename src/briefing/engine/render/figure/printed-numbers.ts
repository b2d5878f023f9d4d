/** How a figure prints its numbers, found where it prints them: in the texts of its tooltips. */
import { grouped } from "../../../lib/grouped.js";
import { own } from "../../../lib/own.js";
import type { SpecRow } from "./spec-rows.js";

interface Style {
  /** 100 for fractions in percent. */
  readonly factor: 1 | 100;
  readonly decimals: number;
  readonly unit: string;
  readonly sign: "" | "+";
}

interface Printed {
  readonly style: Style;
  /** Of the number in the tooltip. */
  readonly title: string;
}

/** By number, rounded because a computation may have changed its last digits. */
export type PrintedNumbers = ReadonlyMap<string, Printed>;

const keyOf = (number: number): string => number.toPrecision(10);

/** Numbers of rows beside a text that prints them: 0.374 beside “37 %”. */
export function printedNumbers(
  rows: readonly SpecRow[],
  titles: ReadonlyMap<string, string>,
): PrintedNumbers {
  const found = new Map<string, Printed>();
  for (const row of rows)
    for (const [field, title] of titles) {
      const text = own(row, field);
      if (typeof text !== "string") continue;
      for (const cell of Object.values(row)) {
        const style = typeof cell === "number" ? styleOf(text, cell) : undefined;
        if (style === undefined) continue;
        const number = Number(cell);
        found.set(keyOf(number), { style, title });
        // Points, drawn as 2.97, may be 0.0297 in the data.
        const hundredth = keyOf(number / 100);
        if (style.factor === 1 && /point/i.test(style.unit) && !found.has(hundredth))
          found.set(hundredth, { style: { ...style, factor: 100 }, title });
      }
    }
  return found;
}

/** Undefined if the text prints another number. Bounds in brackets follow it. */
function styleOf(text: string, number: number): Style | undefined {
  const [, sign = "", digits = "", unit = ""] =
    /^([-−+]?)(\d[\d,]*(?:\.\d+)?)([^\d]*?)(?: \(.*\))?$/u.exec(text) ?? [];
  if (digits === "") return undefined;
  const decimals = /\.(\d+)$/.exec(digits)?.[1]?.length ?? 0;
  const read = Number(digits.replaceAll(",", "")) * (sign === "-" || sign === "−" ? -1 : 1);
  const half = 0.5000001 * 10 ** -decimals;
  // Of a small number printed as 0 %, both would do.
  const factors = unit.includes("%") ? ([100, 1] as const) : ([1, 100] as const);
  const factor = factors.find((each) => Math.abs(each * number - read) <= half);
  if (factor === undefined) return undefined;
  return { factor, decimals, unit, sign: sign === "+" ? "+" : "" };
}

/** How the numbers of a column are written. */
export function numberStyle(cells: readonly string[], printed: PrintedNumbers) {
  const numbers = cells.filter((cell) => cell !== "").map(Number);
  const own = numbers.flatMap((number) => printed.get(keyOf(number)) ?? []);
  const common = mostCommon(own, numbers.length / 2);
  const style = common?.style ?? rounded(numbers);
  const sign = common !== undefined && own.some((each) => each.style.sign === "+") ? "+" : "";
  const write = (cell: string): string => {
    const number = Number(cell);
    if (cell === "" || !Number.isFinite(number)) return cell;
    const [whole = "0", ...decimals] = Math.abs(style.factor * number)
      .toFixed(style.decimals)
      .split(".");
    const digits = [grouped(Number(whole)), ...decimals].join(".");
    // Nothing has no sign.
    const signed = /[1-9]/.test(digits) ? (number < 0 ? "−" : sign) : "";
    return `${signed}${digits}${style.unit}`;
  };
  return { write, title: common?.title };
}

/** The style of more than `least` numbers: a single number may equal one of another column by chance. */
function mostCommon(all: readonly Printed[], least: number): Printed | undefined {
  const counts = new Map<string, number>();
  const kindOf = ({ style }: Printed) => JSON.stringify({ ...style, sign: "" });
  for (const each of all) counts.set(kindOf(each), (counts.get(kindOf(each)) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return most > least ? all.find((each) => counts.get(kindOf(each)) === most) : undefined;
}

/** Numbers that the figure does not print, to three digits of the largest. Their unit is not known. */
function rounded(numbers: readonly number[]): Style {
  const plain = { factor: 1, unit: "", sign: "" } as const;
  if (numbers.every(Number.isInteger)) return { ...plain, decimals: 0 };
  const largest = Math.max(0, ...numbers.map(Math.abs));
  const digits = largest === 0 ? 0 : 2 - Math.floor(Math.log10(largest));
  return { ...plain, decimals: Math.min(6, Math.max(0, digits)) };
}
