/** Requirements for the columns of a chart. */
import { ChartError } from "../errors.js";
import { type Column, timeOf } from "./columns.js";

export function requireValues(chart: string, ...columns: readonly Column[]): void {
  const empty = columns.find(({ cells }) => cells.every((cell) => cell === null));
  if (empty !== undefined)
    throw new ChartError(`${chart}: the column "${empty.field}" has no values`, {
      hint: "All its cells are empty, null or no finite number.",
    });
}

/** Words of which most are dates or numbers would be drawn one step apart, whatever lies between them. */
export function requireOneKind(chart: string, { field, kind, cells }: Column): void {
  if (kind !== "category") return;
  const words = cells.flatMap((cell, index) =>
    cell === null ? [] : [{ word: String(cell), row: index + 1 }],
  );
  const [first] = words;
  for (const [name, isOne, example] of recognised) {
    const others = words.filter(({ word }) => !isOne(word));
    const [other] = others;
    if (first === undefined || 2 * others.length >= words.length) continue;
    if (other !== undefined)
      throw new ChartError(
        `${chart}: the column "${field}" holds ${name}, but "${other.word}" in row ${other.row}`,
        {
          hint: `Make it one of the ${name}, or null, or leave out the row; otherwise all of them would be drawn as words.`,
        },
      );
    throw new ChartError(`${chart}: the column "${field}" holds ${name} as text, such as "${first.word}"`, {
      hint: `${example} Otherwise they would be drawn as words, at equal distances.`,
    });
  }
}

const otherDate = /^(?:\d{1,2}([./-])\s?\d{1,2}\1\s?\d{2,4}|\d{4}([./])\d{1,2}(?:\2\d{1,2})?)\b/;

const isDate = (word: string): boolean => !Number.isNaN(timeOf(word)) || otherDate.test(word);

const recognised = [
  ["dates", isDate, "Write them as 2022-06-15 (year, month, day) or 2022-06."],
  ["numbers", (word: string) => Number.isFinite(Number(word)), "Convert them with Number(…)."],
] as const;
