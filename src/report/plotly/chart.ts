import * as z from "zod";
import { jsonEnd, readJson } from "../json-in-script.js";

/** A chart as Plotly's script would draw it: traces of points, and what is set around them. */
export type PlotlyChart = z.infer<typeof chart>;

const settings = z.record(z.string(), z.unknown());
const chart = z.object({ data: z.array(settings).min(1), layout: settings.default({}) });

export const plotlyType = "application/vnd.plotly.v1+json";

/** The chart in a bundle's JSON, or in the script of its HTML; undefined where there is none that can be read. */
export function plotlyChart(json: unknown, html: string): PlotlyChart | undefined {
  return chart.safeParse(json ?? inScript(html)).data;
}

/** `Plotly.newPlot("id", [traces], {layout}, …)`, as Plotly displays a chart where nobody chose another renderer. */
function inScript(html: string): unknown {
  const call = /\bPlotly\.(?:newPlot|react)\(\s*(?:"[^"]*"|'[^']*')\s*,\s*(?=\[)/.exec(html);
  if (call === null) return undefined;
  const start = call.index + call[0].length;
  const end = jsonEnd(html, start);
  if (end === undefined) return undefined;
  const data = readJson(html.slice(start, end));
  const [between = ""] = /^\s*,\s*(?=\{)/.exec(html.slice(end, end + 200)) ?? [];
  const layoutEnd = between === "" ? undefined : jsonEnd(html, end + between.length);
  const layout = layoutEnd === undefined ? {} : readJson(html.slice(end + between.length, layoutEnd));
  return { data, layout };
}
