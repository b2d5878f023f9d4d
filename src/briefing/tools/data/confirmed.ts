/** What the author has confirmed as right: the anomalies of a table, in datapackage.json. Others must be confirmed anew. */
import * as z from "zod";
import { issueText, withInput } from "../../lib/issue.js";
import { omit } from "../../lib/omit.js";
import { nameHint } from "../../lib/nearest.js";
import { shellWord } from "../../lib/shell-word.js";
import { BriefingError, UsageError } from "../../model/errors.js";
import { errorWords } from "./anomaly-words.js";
import type { Anomalies } from "./anomalies.js";
import { atResource, type DescriptorFile, type Edit } from "./descriptor-file.js";
import type { Jump } from "./jumps.js";
import type { ReversedPairs } from "./reversed-pairs.js";

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const confirmedAnomalies = z.strictObject({
  /** Number of rows that repeat an earlier one. */
  repeatedRows: z.number().optional(),
  jumps: z
    .array(
      z.strictObject({
        column: z.string(),
        where: z.strictObject({ column: z.string(), value: cell }).optional(),
        from: cell,
        to: cell,
        factor: z.number().positive(),
      }),
    )
    .optional(),
  reversedPairs: z
    .array(
      z.strictObject({ columns: z.tuple([z.string(), z.string()]), pairs: z.array(z.tuple([cell, cell])) }),
    )
    .optional(),
});

export type Confirmed = Readonly<z.infer<typeof confirmedAnomalies>>;

/** The name by which repeated rows are confirmed; jumps and reversed pairs have those of their columns. */
export const repeatedName = "duplicates";

export function confirmedOf({ written }: DescriptorFile, index: number): Confirmed {
  const resource = written.resources[index];
  const read = confirmedAnomalies.safeParse(resource?.confirmed ?? {}, withInput);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BriefingError(
    `data/datapackage.json: resource "${resource?.name ?? ""}": confirmed: ${issue === undefined ? "it cannot be read" : issueText(issue)}`,
    { hint: 'Remove "confirmed", and confirm again what briefing check reports.' },
  );
}

/** The anomalies that are not confirmed. */
export function unconfirmed(anomalies: Anomalies, confirmed: Confirmed): Anomalies {
  const { repeated, jumps, reversed } = anomalies;
  return {
    ...(repeated !== undefined && repeated.count !== confirmed.repeatedRows && { repeated }),
    jumps: jumps.filter((jump) => confirmed.jumps?.some((one) => isSameJump(one, jump)) !== true),
    reversed: reversed.flatMap((one) => {
      const pairs = one.pairs.filter((pair) => !isPairConfirmed(one.columns, pair, confirmed));
      return pairs.length === 0 ? [] : [{ ...one, pairs }];
    }),
  };
}

type ConfirmedJump = NonNullable<Confirmed["jumps"]>[number];

/** A revision may change the factor, but not by as much as another unit would. */
const mostRevision = Math.sqrt(10);

function isSameJump(one: ConfirmedJump, jump: Jump): boolean {
  const identity = ({ column, where, from, to }: ConfirmedJump): string =>
    JSON.stringify([column, where?.column, where?.value, from, to]);
  const ratio = one.factor / jump.factor;
  return identity(one) === identity(jump) && ratio < mostRevision && ratio > 1 / mostRevision;
}

type Pair = ReversedPairs["pairs"][number];

const isPairConfirmed = (
  columns: ReversedPairs["columns"],
  pair: Pair,
  { reversedPairs = [] }: Confirmed,
): boolean =>
  reversedPairs.some(
    (one) =>
      JSON.stringify(one.columns) === JSON.stringify(columns) &&
      one.pairs.some((known) => known[0] === pair[0] && known[1] === pair[1]),
  );

/** Whether a table with them may not be imported. */
export const areErrors = ({ jumps, reversed }: Anomalies): boolean => jumps.length + reversed.length > 0;

/** The names by which they are confirmed. */
export function namesOf({ repeated, jumps, reversed }: Anomalies): readonly string[] {
  const columns = [...jumps.map(({ column }) => column), ...reversed.map(({ columns: [first] }) => first)];
  return [...new Set([...columns, ...(repeated === undefined ? [] : [repeatedName])])];
}

/** As words of a command line, with a space before each. */
export const confirmWords = (names: readonly string[]): string =>
  names.map((name) => ` --confirm ${shellWord(name)}`).join("");

/** What is confirmed of the anomalies: those that were, and those with one of the names. */
export function confirm(anomalies: Anomalies, before: Confirmed, names: readonly string[]): Confirmed {
  const open = unconfirmed(anomalies, before);
  const isNamed = (...columns: readonly string[]): boolean =>
    columns.some((column) => names.includes(column));
  const { repeated, jumps, reversed } = anomalies;
  const repeatedRows = isNamed(repeatedName) || open.repeated === undefined ? repeated?.count : undefined;
  const confirmedJumps = jumps
    .filter((jump) => isNamed(jump.column) || !open.jumps.includes(jump))
    .map(({ column, where, from, to, factor }) => ({
      column,
      ...(where !== undefined && { where }),
      from,
      to,
      factor: Number(factor.toPrecision(2)),
    }));
  const reversedPairs = reversed.flatMap(({ columns, pairs }) => {
    const confirmed = pairs.filter((pair) => isNamed(...columns) || isPairConfirmed(columns, pair, before));
    return confirmed.length === 0
      ? []
      : [
          {
            columns: [...columns] as [string, string],
            pairs: confirmed.map(([a, b]) => [a, b] as [typeof a, typeof b]),
          },
        ];
  });
  return {
    ...(repeatedRows !== undefined && { repeatedRows }),
    ...(confirmedJumps.length > 0 && { jumps: confirmedJumps }),
    ...(reversedPairs.length > 0 && { reversedPairs }),
  };
}

/** The anomalies of a described table that stay open when those with the names are confirmed, and its new description. */
export function confirmNamed(
  descriptor: DescriptorFile,
  index: number,
  anomalies: Anomalies,
  names: readonly string[],
): { readonly open: Anomalies; readonly edits: readonly Edit[] } {
  const before = confirmedOf(descriptor, index);
  const after = confirm(anomalies, before, names);
  const isSame =
    JSON.stringify(confirmedAnomalies.parse(before)) === JSON.stringify(confirmedAnomalies.parse(after));
  const value = Object.keys(after).length === 0 ? undefined : after;
  return {
    open: unconfirmed(anomalies, after),
    edits: isSame ? [] : [{ path: atResource(index, "confirmed"), value }],
  };
}

/** Rejects a table whose anomalies must be confirmed. */
export function rejectUnconfirmed(path: string, open: Anomalies): void {
  if (!areErrors(open)) return;
  const errors = omit(open, "repeated");
  const lines = errorWords(errors).map(({ column, words }) => `\n  ${column}: ${words}`);
  throw new BriefingError(`${path} has what looks like a mistake:${lines.join("")}.`, {
    hint: `Correct the file or, if it is right, confirm it: the same command with${confirmWords(namesOf(errors))}`,
  });
}

/** Rejects names under which nothing is found, which may be misspelt or meant for another table. */
export function rejectOtherNames(names: readonly string[], found: readonly Anomalies[]): void {
  const columns = found.flatMap(({ reversed }) => reversed.flatMap((one) => one.columns));
  const known = [...new Set([...found.flatMap(namesOf), ...columns])];
  const other = names.find((name) => !known.includes(name));
  if (other !== undefined)
    throw new UsageError(`There is nothing to confirm under the name ${other}.`, {
      hint: known.length === 0 ? "Omit --confirm." : nameHint(other, known, "Names:"),
    });
}
