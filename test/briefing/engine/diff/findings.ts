import type { Change, Comparison } from "../../../../src/briefing/engine/diff/comparison.js";

/** Prints a comparison as lines: what changed, in which respect, and why (direct causes; possible ones in brackets). */
export function findings({ changes }: Comparison): readonly string[] {
  return changes.map((change) => {
    const { kind, status, id, renamed, moved, partOf, why } = change;
    const facts = [
      ...(renamed === undefined ? [] : [`renamed from ${renamed.from}`]),
      ...(moved === undefined ? [] : ["moved"]),
      ...(partOf === undefined ? [] : [`part of ${partOf}`]),
      ...respects(change),
    ];
    const causes = why.causes.map(({ input, strength, functions = [] }) => {
      const through = functions.length === 0 ? "" : ` through ${functions.join(", ")}`;
      return strength === "direct" ? input + through : `[${input}]`;
    });
    const reason = why.status === "inputs" ? causes.join(" ") : why.status;
    return `${kind} ${status} ${id}: ${facts.join("; ")} <- ${reason}`;
  });
}

function respects(change: Change): readonly string[] {
  const texts = "texts" in change ? change.texts.map(({ field }) => field) : [];
  switch (change.kind) {
    case "value":
      return [
        ...(change.typed === true ? ["now typed"] : []),
        ...(change.sameText === true ? ["where the page reads the same"] : []),
        ...change.aspects,
        ...(change.sentence === undefined ? [] : [`in other words than ${change.sentence}`]),
        ...(change.delta === undefined ? [] : [plain(change.delta.text)]),
      ];
    case "sentence":
      return [`${change.holds ? "true again" : "no longer true"}: ${plain(`${change.was} → ${change.is}`)}`];
    case "claim":
      return [
        ...(change.verdict === undefined ? [] : [`${change.verdict.was ?? ""} → ${change.verdict.is ?? ""}`]),
        ...change.parts.map(({ was, is }) => `part ${was ?? ""} → ${is ?? ""}`),
        ...texts,
      ];
    case "table":
      return [
        ...change.cells.map(({ row, field, was, is }) => `${row.name}.${field} ${was.text} → ${is.text}`),
        ...change.rowsAdded.map(({ name }) => `+row ${name}`),
        ...change.rowsRemoved.map(({ name }) => `-row ${name}`),
        ...change.rowsMoved.map(({ name }) => `moved row ${name}`),
        ...change.columnsAdded.map(({ field }) => `+column ${field}`),
        ...change.columnsRemoved.map(({ field }) => `-column ${field}`),
        ...texts,
      ];
    case "figure": {
      const points = change.data?.pointsMoved ?? [];
      return [
        ...points.map(
          ({ point, column, was, is }) => `${point.name}.${column} ${String(was)} → ${String(is)}`,
        ),
        ...(change.data?.pointsAdded ?? []).map(({ name }) => `+point ${name}`),
        ...(change.data?.pointsRemoved ?? []).map(({ name }) => `-point ${name}`),
        ...(change.data?.seriesAdded ?? []).map((name) => `+series ${name}`),
        ...(change.data?.seriesRemoved ?? []).map((name) => `-series ${name}`),
        ...change.spec.map(({ aspect, path, was, is }) => `${aspect} ${path} ${was ?? ""} → ${is ?? ""}`),
        ...texts,
        ...(change.picture === "same" ? [] : [`picture ${change.picture}`]),
      ];
    }
    case "first-page":
    case "prose": {
      const words = change.runs.flatMap((run) =>
        run.kind === "removed" || run.kind === "added"
          ? [`${run.kind === "added" ? "+" : "-"}${run.text.trim()}`]
          : [],
      );
      const figure = change.kind === "first-page" ? change.figure : undefined;
      return [...words, ...(figure === undefined ? [] : [`figure ${figure.was ?? ""} → ${figure.is ?? ""}`])];
    }
    case "section":
      return [`place ${change.order.was ?? ""} → ${change.order.is ?? ""}`, ...texts];
    default:
      return texts;
  }
}

function plain(text: string): string {
  return text.replace(/[\u00a0\u202f]/g, " ").replaceAll("\u2212", "-");
}
