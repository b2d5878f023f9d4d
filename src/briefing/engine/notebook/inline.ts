import type { Cell, InlineExpression, Notebook } from "./contract.js";
import { beforeCondition, conditionCode } from "../../model/guard.js";
import type { Condition, Guard } from "./markdown/guards.js";
import { isWithin, type Range } from "./markdown/syntax.js";
import { mayContainProse, readFrontMatterText, readMarkdown } from "./read-prose.js";
import { positionAt, type Position } from "../../lib/position.js";
import { memoizedRecently } from "../../lib/once.js";
import { UnusedNames } from "../../lib/unused-names.js";
import type { InlineResult } from "../../model/trace.js";

const maxSlug = 40;
/** Parsed texts that are kept. */
const mostTexts = 100;

type Prose = Pick<Cell, "id" | "source" | "cell_type">;

/** A guard, and the expression that the kernel evaluates for it; a mark has none. */
export interface AskedGuard extends Pick<Guard, "whole" | "sentence" | "content" | "mark" | "warn"> {
  /** Id chosen by the author, else cell id and a slug of the condition. */
  readonly id: string;
  readonly holds?: InlineExpression;
  readonly when?: InlineExpression;
}

/** A guard or a computed value with a syntax error, which would be printed as it is written. */
export interface PlacedFault extends Position {
  readonly message: string;
  readonly hint: string;
}

interface Asked {
  readonly expressions: readonly InlineExpression[];
  readonly guards: readonly AskedGuard[];
  readonly faults: readonly PlacedFault[];
}

/** Types, execution, store and page all need them, and parsing Markdown is slow. */
const known = new WeakMap<Prose, Asked>();
const nothing: Asked = { expressions: [], guards: [], faults: [] };

function askedIn(cell: Prose): Asked {
  if (cell.cell_type === "code" || !mayContainProse(cell.source)) return nothing;
  const found = known.get(cell) ?? readRecently(JSON.stringify([cell.id, cell.cell_type, cell.source]));
  known.set(cell, found);
  return found;
}

/** The expressions of a Markdown cell, or of the front matter in a raw one, in order. */
export const inlineExpressions = (cell: Prose): readonly InlineExpression[] => askedIn(cell).expressions;

/** Ordered by their beginnings: a guard inside another comes after it. */
export const guardsIn = (cell: Prose): readonly AskedGuard[] => askedIn(cell).guards;

/** The ranges of all outermost guards. */
export function outermostGuards(cell: Prose): readonly Range[] {
  const ranges = guardsIn(cell).map(({ whole }) => whole);
  return ranges.filter((inner) => !ranges.some((outer) => outer !== inner && isWithin(inner, outer)));
}

/** Brackets and attributes of guards. */
export const guardMarkup = (cell: Prose): readonly Range[] =>
  guardsIn(cell).flatMap(({ sentence, content }) => [
    { start: sentence.start, end: content.start },
    { start: content.end, end: sentence.end },
  ]);

export const guardFaults = (cell: Prose): readonly PlacedFault[] => askedIn(cell).faults;

/** A page shows the same text with other results, in a cell of its own for each setting. */
const readRecently = memoizedRecently(mostTexts, (cell: string): Asked => {
  const [id, type, source] = JSON.parse(cell) as [string, Cell["cell_type"], string];
  return readAsked({ id, cell_type: type, source });
});

function readAsked(cell: Prose): Asked {
  const { id, source } = cell;
  const found = cell.cell_type === "markdown" ? readMarkdown(source) : readFrontMatterText(source);
  const ids = new UnusedNames();
  const values = found.values.map(({ start, end, ...value }): InlineExpression => {
    const { expression } = value;
    const given = ids.take(value.id ?? `${id}-${slug(expression)}`);
    return { kind: "value", id: given, expression, ...positionAt(source, value.at), start, end };
  });
  const guards = found.guards.map(({ whole, sentence, content, ...guard }): AskedGuard => {
    const given = ids.take(guard.id ?? `${id}-${conditionSlug(guard)}`);
    const asked = (kind: "holds" | "when", condition: Condition | undefined) =>
      condition && {
        [kind]: { kind, ...condition, id: `${given}.${kind}`, ...positionAt(source, condition.start) },
      };
    return {
      whole,
      sentence,
      content,
      id: given,
      ...asked("holds", guard.holds),
      ...asked("when", guard.when),
      ...(guard.mark && { mark: guard.mark }),
      ...(guard.warn !== undefined && { warn: guard.warn }),
    };
  });
  const conditions = guards.flatMap(({ holds, when }) => [holds, when].filter((each) => each !== undefined));
  const faults = found.faults.toSorted((a, b) => a.at - b.at);
  return {
    expressions: [...values, ...conditions].sort((a, b) => a.start - b.start),
    guards,
    faults: faults.map(({ at, message, hint }) => ({ ...positionAt(source, at), message, hint })),
  };
}

/** The expressions of a cell of this notebook; raw cells contain some only in the front matter. */
export function expressionsOf(notebook: Pick<Notebook, "cells">, cell: Cell): readonly InlineExpression[] {
  return isProseOf(notebook, cell) ? inlineExpressions(cell) : [];
}

export const isProseOf = (notebook: Pick<Notebook, "cells">, cell: Cell): boolean =>
  cell.cell_type !== "raw" || notebook.cells[0] === cell;

/** Ranges that are not printed: the texts of guards whose `when` is false. */
export function leftOutRanges(cell: Prose, results: readonly InlineResult[]): readonly Range[] {
  const isFalse = (asked: InlineExpression | undefined) =>
    results.some((each) => each.id === asked?.id && each.status === "ok" && each.value.raw === false);
  return guardsIn(cell).flatMap(({ whole, when }) => (isFalse(when) ? [whole] : []));
}

/** The code sent to the kernel: a condition must be true or false. */
export const askedCode = ({ kind, expression }: InlineExpression): string =>
  kind === "value" ? expression : conditionCode(expression);

/** Maps a position in the code sent to the kernel to the cell, clamped to the expression. */
export function placeOfAsked(
  { kind, expression, line, column }: InlineExpression,
  inside?: Position,
): Position {
  if (inside === undefined) return { line, column };
  const lines = expression.split("\n");
  const last = lines.at(-1)?.length ?? 0;
  if (inside.line > lines.length)
    return { line: line + lines.length - 1, column: lines.length === 1 ? column + last : last + 1 };
  const added = kind === "value" ? 0 : beforeCondition.length;
  const first = Math.max(column, column + inside.column - 1 - added);
  return { line: line + inside.line - 1, column: inside.line === 1 ? first : inside.column };
}

/** `holds-rank-1`, or `when-…` for a sentence that is only left out. */
function conditionSlug({ holds, when, mark }: Pick<Guard, "holds" | "when" | "mark">): string {
  if (mark !== undefined) return mark;
  return holds === undefined ? `when-${slug(when?.expression ?? "")}` : `holds-${slug(holds.expression)}`;
}

/** The form of an expression in an id: `fmt.count(peak.value)` → `fmt-count-peak-value`. */
function slug(expression: string): string {
  const words = expression.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  let text = "";
  for (const word of words) {
    const longer = text === "" ? word : `${text}-${word}`;
    if (longer.length > maxSlug && text !== "") break;
    text = longer.slice(0, maxSlug);
  }
  return text === "" ? "value" : text;
}
