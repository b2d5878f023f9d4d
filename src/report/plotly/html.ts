import { createHash } from "node:crypto";
import type { PlotlyChart } from "./chart.js";
import { partsOf, type Parts } from "./points.js";

/** More points than these are counted, and told apart by a hash. */
const mostPoints = 1000;

/** What a chart says without its script: a table of its points below what is set. */
export function plotlyHtml({ data, layout }: PlotlyChart): string {
  const traces = data.map((trace, index) => ({
    name: nameOf(trace, index, data.length),
    parts: partsOf(trace),
  }));
  const around = partsOf(layout);
  const title = around.settings.get("title.text") ?? around.settings.get("title");
  const called = typeof title === "string" ? ` “${escaped(withoutTags(title))}”` : "";
  const lines = [
    ...traces.map(({ name, parts }) => settingsLine(name, parts, ["name"])),
    settingsLine("layout", around, ["title", "title.text"]),
  ].filter((line) => line !== "");
  return [
    `<p>Chart${called} by Plotly, which only its script draws: what is set, and its points.</p>`,
    ...(lines.length === 0 ? [] : [`<ul>${lines.map((line) => `<li>${line}</li>`).join("")}</ul>`]),
    tableHtml(traces),
  ].join("\n");
}

function nameOf({ name, type }: Readonly<Record<string, unknown>>, index: number, count: number): string {
  if (typeof name === "string" && name !== "") return withoutTags(name);
  const kind = typeof type === "string" ? type : "scatter";
  return count === 1 ? kind : `${kind} ${index + 1}`;
}

function settingsLine(name: string, { settings, columns }: Parts, said: readonly string[]): string {
  const facts = [...settings].flatMap(([path, value]) =>
    said.includes(path) ? [] : [`${path} ${String(value)}`],
  );
  // Lists of the layout: ranges, the places of ticks. Those of a trace are its points.
  const lists =
    name === "layout" ? [...columns].map(([path, list]) => `${path} [${list.map(String).join(", ")}]`) : [];
  const all = [...facts, ...lists];
  return all.length === 0 ? "" : escaped(`${name}: ${all.join("; ")}`);
}

interface Trace {
  readonly name: string;
  readonly parts: Parts;
}

function tableHtml(traces: readonly Trace[]): string {
  const columns = [...new Set(traces.flatMap(({ parts }) => [...parts.columns.keys()]))];
  const rows = traces.flatMap(({ name, parts }) => {
    const count = Math.max(0, ...[...parts.columns.values()].map(({ length }) => length));
    return Array.from({ length: count }, (_, index) => [
      name,
      ...columns.map((column) => parts.columns.get(column)?.[index] ?? ""),
    ]);
  });
  if (rows.length === 0) return "";
  const line = (cells: readonly unknown[], tag: "td" | "th") =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(withoutTags(String(cell)))}</${tag}>`).join("")}</tr>`;
  const rest = rows.slice(mostPoints);
  const hash = createHash("sha256").update(JSON.stringify(rest)).digest("hex").slice(0, 8);
  return [
    "<table>",
    `<thead>${line(["trace", ...columns], "th")}</thead>`,
    `<tbody>${rows
      .slice(0, mostPoints)
      .map((row) => line(row, "td"))
      .join("\n")}</tbody>`,
    "</table>",
    ...(rest.length === 0 ? [] : [`<p>… and ${rest.length} more points (${hash}).</p>`]),
  ].join("\n");
}

/** Plotly's texts know a few tags: `<b>`, `<br>`. */
function withoutTags(text: string): string {
  return text.replace(/<br\s*\/?>/gi, " ").replace(/<\/?[a-z][^>]*>/gi, "");
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;" })[sign] ?? "&gt;");
}
