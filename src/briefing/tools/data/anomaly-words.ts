/** Anomalies of a table in words, with what to do about them. */
import { grouped } from "../../lib/grouped.js";
import type { Anomalies } from "./anomalies.js";
import type { Jump } from "./jumps.js";
import type { ReversedPairs } from "./reversed-pairs.js";
import type { Cell } from "../../authoring/load/schema.js";

const mostShown = 3;

/** `800 rows occur twice: line 19,202 is line 512, …; without them the key would be month, branch` */
export function repeatedWords({
  count,
  times,
  examples,
  unit,
  key,
}: NonNullable<Anomalies["repeated"]>): string {
  const what =
    times === "twice"
      ? count === 1
        ? "1 row occurs twice"
        : `${grouped(count)} rows occur twice`
      : `${grouped(count)} rows repeat an earlier one`;
  const places = examples.map(
    ({ position, first }) => `${unit} ${grouped(position)} is ${unit} ${grouped(first)}`,
  );
  const more = count > examples.length ? ", …" : "";
  const without = count === 1 ? "without it" : "without them";
  const then =
    key.length === 0 ? "no columns would identify a row, either" : `the key would be ${key.join(", ")}`;
  return `${what}: ${places.join(", ")}${more}; ${without} ${then}`;
}

/** What must be confirmed, by column. */
export const errorWords = ({
  jumps,
  reversed,
}: Pick<Anomalies, "jumps" | "reversed">): readonly { readonly column: string; readonly words: string }[] => [
  ...jumps.map((jump) => ({ column: jump.column, words: jumpWords(jump) })),
  ...reversed.map((one) => ({ column: one.columns[0], words: reversedWords(one) })),
];

/** `from 2022 to 2023 the values fall about 1,000-fold in 214 of 216 series (CN: 11,902,503 → 11,903), …` */
function jumpWords({ from, to, factor, jumping, compared, example, where }: Jump): string {
  const change = factor > 1 ? `rise about ${rounded(factor)}-fold` : `fall to about 1/${rounded(1 / factor)}`;
  const part = where === undefined ? "" : `, where ${where.column} is ${shown(where.value)},`;
  const series = compared === 1 ? "" : ` in ${grouped(jumping)} of ${grouped(compared)} series`;
  const name = example.key.length === 0 ? "" : `${example.key.map(shown).join(", ")}: `;
  const values = `${name}${number(example.before)} → ${number(example.after)}`;
  return `from ${shown(from)} to ${shown(to)}${part} the values ${change}${series} (${values}), as if the unit had changed`;
}

/** `4 pairs of a, b are written in both orders (US, CN beside CN, US; …), …` */
function reversedWords({ columns, pairs, of }: ReversedPairs): string {
  const examples = pairs
    .slice(0, mostShown)
    .map(([a, b]) => `${shown(a)}, ${shown(b)} beside ${shown(b)}, ${shown(a)}`);
  const more = pairs.length > mostShown ? "; …" : "";
  const what = pairs.length === 1 ? "1 pair is" : `${grouped(pairs.length)} pairs are`;
  return `${what} written in both orders of ${columns.join(", ")} (${examples.join("; ")}${more}), the others of ${grouped(of)} in one, so sums may count them twice`;
}

const shown = (cell: Cell): string => (cell === null ? "nothing" : String(cell));
/** `12`, `1,000`: of a large factor, the power of ten matters. */
const rounded = (factor: number): string => grouped(Number(factor.toPrecision(factor < 100 ? 2 : 1)));
const number = (value: number): string =>
  Number.isInteger(value) ? grouped(value) : String(Number(value.toPrecision(6)));
