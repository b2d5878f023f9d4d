import { csvFormat } from "d3-dsv";
import { sha256 } from "../../../../src/briefing/lib/hash.js";
import { claimVerdict } from "../../../../src/briefing/model/claim.js";
import { mime } from "../../../../src/briefing/model/mime.js";
import type { Value } from "../../../../src/briefing/model/value.js";
import type { Notebook } from "../../../../src/briefing/engine/notebook/contract.js";
import { drawFigure, type Draw, type Drawing } from "../../../../src/briefing/engine/render/figure/draw.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import type { InputFile } from "../../../../src/briefing/engine/report/inputs.js";
import { parseStoredReport } from "../../../../src/briefing/engine/report/stored-report.js";
import { normaliseReport } from "../../../../src/briefing/engine/diff/outputs/normalise-report.js";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import type { GaugeClaim, Gauges, GaugeTable } from "./gauge-parts.js";
import { chapterOfWords, code, frontMatter, json, markdown, notebook } from "./cells.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { text } from "../../../../src/briefing/authoring/show/text.js";

export type { Gauges, GaugeTable, GaugeClaim };

const years = [2000, 2005, 2010, 2015, 2020];

export function gauges(): Gauges {
  return {
    title: "Two rivers",
    flow: [
      ...years.map((year, index) => ({ river: "Alder", year, flow: 100 + 10 * index })),
      ...years.map((year, index) => ({ river: "Birch", year, flow: 220 - 15 * index })),
    ],
    module:
      "export function mean(rows) { return rows.reduce((sum, row) => sum + row.flow, 0) / rows.length; }",
    packages: ["d3-array@3.2.4"],
    meansCell: [
      "const [alder, birch] = rivers.map((river) => mean(flow.filter((row) => row.river === river)));",
      "const change = flow[4].flow / flow[0].flow - 1;",
    ].join("\n"),
    words: [
      "## How much they carry",
      "",
      "The Alder carried `{ts #alder-mean} fmt.count(alder)` on average, the Birch `{ts} fmt.count(birch)`; since 2000",
      "the flow of the Alder `{ts} fmt.choose(change, words)` by `{ts} fmt.percent(change)`.",
      "",
      "Both are measured at one gauge each, close to the mouth. Nothing is filled in where a year is missing.",
    ].join("\n"),
    figure: {
      id: "flow",
      title: "The Alder rises while the Birch falls",
      caption: (mean) => text`Annual means. The mean of both is ${mean}.`,
      spec: {
        $schema: "https://vega.github.io/schema/vega-lite/v5.json",
        mark: { type: "line", strokeWidth: 2 },
        encoding: {
          x: { field: "year", type: "quantitative", axis: { format: "d" }, scale: { zero: false } },
          y: { field: "flow", type: "quantitative", scale: { domain: [0, 250] } },
          color: {
            field: "river",
            type: "nominal",
            scale: { domain: ["Alder", "Birch"], range: ["#1f5fa8", "#c04a17"] },
          },
        },
      },
    },
    statement: "The Alder carries more than it did.",
    order: ["01-flow", "02-methods", "03-outlook"],
    chapters: {
      "02-methods": "# How it was measured\n\nTwice a day by an observer, and since 2010 by a float.",
      "03-outlook": "# What may follow\n\nA third gauge is planned upstream of the weir.",
    },
    parameters: {},
    noise: 0,
    shown: [],
    inline: {},
    tableCell: "table(flow, alder, birch);",
    table: () => undefined,
    claim: () => undefined,
  };
}

/** Another flow of a river in 2020. */
export const flowIn2020 =
  (river: string, flow: number) =>
  (project: Gauges): void => {
    for (const row of project.flow) if (row.river === river && row.year === 2020) row.flow = flow;
  };

const meanOf = (rows: readonly { flow: number }[]) =>
  rows.reduce((sum, { flow }) => sum + flow, 0) / rows.length;

/** Builds the briefing like the program, from notebooks that are "executed" here. */
export async function brief(project: Gauges, name: string): Promise<Briefing> {
  const csv = csvFormat(project.flow);
  const flow = { name: "flow", path: "flow.csv", hash: sha256(csv), bytes: csv.length };
  const descriptor = JSON.stringify({ resources: [{ ...flow, schema: { primaryKey: ["river", "year"] } }] });
  const inputs = new Map<string, InputFile>([
    ["/p/data/flow.csv", { kind: "project", path: "data/flow.csv", sha256: sha256(csv) }],
    [
      "/p/data/datapackage.json",
      { kind: "project", path: "data/datapackage.json", sha256: sha256(descriptor) },
    ],
    ["/p/dist/mean.js", { kind: "project", path: "dist/mean.js", sha256: sha256(project.module) }],
    ["/p/src/mean.ts", { kind: "project", path: "src/mean.ts", sha256: "00" }],
    ...project.packages.map((each): [string, InputFile] => [
      `/p/node_modules/${each}/index.js`,
      { kind: "package", name: each },
    ]),
  ]);
  const notebooks = project.order.map((chapter) => ({
    path: `/p/notebooks/${chapter}.ipynb`,
    notebook: chapterNotebook(chapter, project),
  }));
  const { title, parameters } = project;
  const facts = { root: "/p", title, authors: ["A. Author"], date: "2025-03-01", parameters };
  const isStored = project.shown.length > 0 || project.words.includes("when=");
  const stored = isStored ? notebooks.slice(0, 1) : [];
  const executed = stored.map(({ path, notebook }) => ({
    path: path.slice(3),
    text: JSON.stringify(notebook),
  }));
  const built = buildReport(notebooks, facts, inputs);
  const files = await renderBriefing(
    { ...built, ...(project.firstPage && { firstPage: project.firstPage }) },
    executed,
    { draw },
  );
  const contents = new Map(
    files.map(({ path, content }) => [
      path,
      typeof content === "string" ? content : Buffer.from(content).toString("base64"),
    ]),
  );
  return {
    name,
    report: normaliseReport(parseStoredReport(contents.get("report.json") ?? "", name), contents),
    files: contents,
    inputs: new Map([
      ["data/flow.csv", csv],
      ["data/datapackage.json", descriptor],
    ]),
  };
}

/** Most edits leave the figure as it is. */
const drawn = new Map<string, Promise<Drawing>>();
const draw: Draw = (request) => {
  const key = JSON.stringify(request);
  const drawing = drawn.get(key) ?? drawFigure(request);
  drawn.set(key, drawing);
  return drawing;
};

const condition = (raw: boolean): Value => ({ version: 1, raw, text: String(raw), format: "text" });

function chapterNotebook(chapter: string, project: Gauges): Notebook {
  const first = firstChapter(project);
  const isFigure = ({ id }: Notebook["cells"][number]) => id === "figure";
  if (chapter === "01-flow") {
    const isElsewhere = project.figureIn !== undefined;
    return isElsewhere ? { ...first, cells: first.cells.filter((cell) => !isFigure(cell)) } : first;
  }
  const words = chapterOfWords(project.chapters[chapter] ?? "");
  return project.figureIn === chapter
    ? { ...words, cells: [...words.cells, ...first.cells.filter(isFigure)] }
    : words;
}

function firstChapter(project: Gauges): Notebook {
  const of = (river: string) => project.flow.filter((row) => row.river === river);
  const alder = meanOf(of("Alder"));
  const birch = meanOf(of("Birch")) + project.noise;
  const series = of("Alder");
  const change = (series.at(-1)?.flow ?? 0) / (series[0]?.flow ?? 1) - 1;
  const inline: Record<string, Value> = {
    "fmt.count(alder)": fmt.count(alder, { unit: "m³/s", digits: 1 }),
    "fmt.count(birch)": fmt.count(birch, { unit: "m³/s", digits: 1 }),
    "fmt.choose(change, words)": fmt.choose(change, { up: "rose", down: "fell", flat: "hardly moved" }),
    "fmt.percent(change)": fmt.percent(change, { sign: "never" }),
    "fmt.points(change)": fmt.points(change),
    "fmt.money(birch)": fmt.money(birch, { currency: "USD" }),
    "fmt.year(2000)": fmt.year(2000),
    "change > 0": condition(change > 0),
    "change > -1": condition(true),
    "change > 9": condition(change > 9),
    true: condition(true),
    ...project.inline,
  };
  const { id, title, caption, spec } = project.figure;
  const both = (alder + birch) / 2;
  const captionSource = caption(fmt.count(0))
    .parts.map((part) => (typeof part === "string" ? part : "${both}"))
    .join("");
  const claim: GaugeClaim = {
    statement: text`${project.statement}`,
    by: text`The river board`,
    parts: [{ reads: text`The last year is above the first.`, status: change > 0 ? "holds" : "fails" }],
  };
  const table: GaugeTable = {
    title: text`Means`,
    caption: text`Over all years.`,
    columns: [
      { field: "river", title: "River", align: "left" },
      { field: "mean", title: "Mean flow", unit: "m³/s", align: "right" },
    ],
    rows: [
      [
        { raw: "Alder", text: "Alder" },
        { raw: alder, text: alder.toFixed(1) },
      ],
      [
        { raw: "Birch", text: "Birch" },
        { raw: birch, text: birch.toFixed(1) },
      ],
    ],
  };
  project.claim(claim);
  project.table(table);
  return notebook([
    ...(project.frontMatter === undefined ? [] : [frontMatter(project.frontMatter, inline)]),
    code("imports", "import { mean } from './mean.js';", {
      modules: ["/p/dist/mean.js", ...project.packages.map((each) => `/p/node_modules/${each}/index.js`)],
    }),
    code("load", 'const flow = load("flow");\nconst rivers = ["Alder", "Birch"];', {
      files: ["/p/data/datapackage.json", "/p/data/flow.csv"],
    }),
    code("means", project.meansCell, { functions: [{ module: "/p/src/mean.ts", name: "mean" }] }),
    {
      ...markdown("words", project.words, inline),
      ...(project.attachment !== undefined && {
        attachments: { "gauge.png": { "image/png": project.attachment } },
      }),
    },
    ...(project.moreWords === undefined ? [] : [markdown("more-words", project.moreWords, inline)]),
    ...(project.shown.length === 0
      ? []
      : [code("shown", `show("${sha256(JSON.stringify(project.shown))}");`, {}, project.shown)]),
    code(
      "figure",
      `figure(flow, alder, ${JSON.stringify({ id, title, spec, drawn: project.drawn })}, text\`${captionSource}\`);`,
      {},
      [
        {
          [mime.vegaLite]: {
            ...spec,
            data: { values: project.drawn ?? project.flow.map((row) => ({ ...row })) },
          },
          [mime.figure]: json({
            version: 1,
            id,
            title: text`${title}`,
            caption: caption(fmt.count(both, { digits: 1 })),
            alt: text`Two lines that cross.`,
            source: text`Gauges`,
            data: project.flow,
          }),
        },
      ],
    ),
    code("table", project.tableCell, {}, [
      { [mime.table]: json({ version: 1, id: "means", source: text`Gauges`, key: ["river"], ...table }) },
    ]),
    code("claim", `claim(change, "${project.statement}");`, {}, [
      { [mime.claim]: json({ version: 1, id: "more", ...claim, verdict: claimVerdict(claim.parts) }) },
    ]),
  ]);
}
