/** The conditions of the page with their margins, and by how much earlier editions revised the numbers in them. */
import { isStruck } from "../../model/guard.js";
import type { Margin } from "../../model/margin.js";
import type {
  Block,
  ClaimBlock,
  FigureBlock,
  Place,
  Prose,
  Report,
  ReportGuard,
  TableBlock,
} from "../../model/report.js";
import type { CellFacts } from "../../model/trace.js";
import { omit } from "../../lib/omit.js";
import { own } from "../../lib/own.js";
import type { PreviousReport } from "./previous.js";
import { plainProse } from "./prose.js";
import type { FoundGuard, Registry } from "./registry.js";

type CodeCondition = NonNullable<CellFacts["conditions"]>[number];

const textNames = ["title", "subtitle", "caption", "alt", "source"] as const;

/** Records the conditions of the figures, tables and claims that a code cell shows. */
export function noteConditions(
  blocks: readonly Block[],
  conditions: readonly CodeCondition[],
  { place, registry }: { readonly place: Place; readonly registry: Registry },
): void {
  const values = registry.values();
  const isFalse = (prose: Prose): boolean =>
    prose.some((part) => {
      const value = typeof part === "object" && "value" in part ? own(values, part.value) : undefined;
      return value !== undefined && isStruck(value);
    });
  const conditionOf = (of: CodeCondition["of"], id: string, text: string) =>
    conditions.find((each) => each.of === of && each.id === id && each.text === text);
  for (const block of blocks) {
    if (block.kind === "claim") {
      for (const [index, { status, reads }] of block.parts.entries()) {
        if (status !== "holds" && status !== "fails") continue;
        const condition = conditionOf("claim", block.id, String(index + 1));
        const id = `claim-${block.id}.${index + 1}`;
        registry.guards.push(
          codeGuard({ id, block, place, words: reads, holds: status === "holds" }, condition),
        );
      }
    } else if (block.kind === "figure" || block.kind === "table")
      for (const name of textNames) {
        const condition = conditionOf(block.kind, block.id, name);
        const words = block[name as keyof typeof block] as Prose | undefined;
        if (condition === undefined || words === undefined) continue;
        const id = `${block.kind === "figure" ? "fig" : "tbl"}-${block.id}.${name}`;
        registry.guards.push(codeGuard({ id, block, place, words, holds: !isFalse(words) }, condition));
      }
  }
}

function codeGuard(
  {
    block,
    ...found
  }: Pick<FoundGuard, "id" | "place" | "words" | "holds"> & {
    readonly block: FigureBlock | TableBlock | ClaimBlock;
  },
  condition: CodeCondition | undefined,
): FoundGuard {
  const guard = { ...found, of: block.kind };
  if (condition === undefined) return { ...guard, reason: "its condition is not written beside it" };
  const { expression, judgement } = condition;
  const written = { ...guard, expression };
  const isOpposite =
    "margin" in judgement && (found.holds ? judgement.margin.amount < 0 : judgement.margin.amount > 0);
  return isOpposite
    ? { ...written, reason: "values that it reads have changed since" }
    : { ...written, ...judgement };
}

/** The guards of a report, once its values are final. */
export function guardsOf(
  found: readonly FoundGuard[],
  report: Pick<Report, "values" | "citations">,
  previous: PreviousReport | undefined,
): readonly ReportGuard[] {
  return found.map((each) => {
    const values = each.words.flatMap((part) =>
      typeof part === "object" && "value" in part ? part.value : [],
    );
    const text = plainProse(each.words, report).replace(/\s+/g, " ");
    const guard: ReportGuard = { ...omit(each, "words"), text, ...(values.length > 0 && { values }) };
    const revision =
      previous && guard.margin && largestRevision(guard, guard.margin, report.values, previous);
    return { ...guard, ...(revision && { revision }) };
  });
}

/** A number of a condition in one edition after the other, from the newest to the oldest. */
type History = readonly number[];

/** In the unit of the margin; undefined if no earlier edition has one of the numbers. */
function largestRevision(
  guard: ReportGuard,
  margin: Margin,
  values: Report["values"],
  { editions }: PreviousReport,
): ReportGuard["revision"] {
  const earlier = editions.map(({ values: before, guards = [] }) => {
    const same = guards.find(({ id }) => id === guard.id) ?? sameCondition(guard, guards);
    return {
      values: before,
      numbers: same?.expression === guard.expression ? same?.margin?.numbers : undefined,
    };
  });
  const printed = (number: number): string | undefined =>
    guard.values?.find((id) => own(values, id)?.raw === number);
  const { left, right } = margin;
  const histories = [left, right].flatMap(({ text, value }): History[] => {
    if (own(margin.numbers ?? {}, text) === undefined) return [];
    const shown = printed(value);
    const before = earlier.flatMap(({ numbers, values: then }): number | readonly [] => {
      const raw = own(numbers ?? {}, text) ?? (shown === undefined ? undefined : own(then, shown)?.raw);
      return typeof raw === "number" ? raw : [];
    });
    return before.length === 0 ? [] : [[value, ...before]];
  });
  if (histories.length === 0) return undefined;
  const steps = histories.flatMap((history) =>
    history.slice(1).map((before, index) => Math.abs((history[index] ?? before) - before)),
  );
  const largest = inUnitOf(margin, Math.max(0, ...steps));
  if (!Number.isFinite(largest)) return undefined;
  const editionsWith = Math.max(...histories.map(({ length }) => length - 1));
  return { largest: Number(largest.toPrecision(12)), editions: editionsWith };
}

function sameCondition(
  { place, expression }: ReportGuard,
  guards: readonly ReportGuard[],
): ReportGuard | undefined {
  return guards.find((each) => each.place.notebook === place.notebook && each.expression === expression);
}

function inUnitOf({ unit, left, right, halfWidth = 1 }: Margin, difference: number): number {
  if (unit === "points") return 100 * difference;
  if (unit === "percent") return (100 * difference) / Math.max(Math.abs(left.value), Math.abs(right.value));
  return unit === "half-widths" ? difference / halfWidth : difference;
}
