/** An executed notebook with figures as anyone writes them in Vega-Lite: no tooltip, no hint, legends of their own. */
const years = [2001, 2002, 2003, 2004, 2005].flatMap((year, n) =>
  ["tea", "coffee"].map((name, m) => ({ year, name, cups: 100 / (1 + n + 3 * m) })),
);
const quantitative = (field, more = {}) => ({ field, type: "quantitative", ...more });
const nominal = (field) => ({ field, type: "nominal" });
const year = quantitative("year", { axis: { format: "d", tickCount: 5 }, scale: { zero: false } });
const data = { values: years };

const specs = {
  lines: { data, mark: "line", encoding: { x: year, y: quantitative("cups"), color: nominal("name") } },
  bars: {
    data,
    mark: "bar",
    encoding: { x: nominal("year"), y: quantitative("cups"), row: nominal("name") },
  },
  cloud: {
    data: { values: years.map((row) => ({ ...row, sugar: (row.cups * 7) % 31 })) },
    mark: "point",
    encoding: { x: quantitative("cups"), y: quantitative("sugar"), shape: nominal("name") },
  },
  beside: {
    data,
    hconcat: [
      { mark: "rect", encoding: { x: nominal("year"), y: nominal("name"), color: quantitative("cups") } },
      { mark: "area", encoding: { x: year, y: quantitative("cups"), color: nominal("name") } },
    ],
  },
};

const cell = ([id, spec]) => ({
  cell_type: "code",
  id,
  metadata: {},
  source: "",
  execution_count: 1,
  outputs: [
    {
      output_type: "display_data",
      metadata: {},
      data: {
        "application/vnd.vegalite.v5+json": spec,
        "application/vnd.decoupling-briefing.figure+json": {
          version: 1,
          id,
          caption: { parts: ["Cups."] },
          alt: { parts: ["Cups of tea and coffee."] },
          source: { parts: ["Invented numbers."] },
          data: spec.data.values,
        },
      },
    },
  ],
});

export const foreignNotebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "tslab", language: "typescript", display_name: "TypeScript" } },
  cells: [
    { cell_type: "markdown", id: "head", metadata: {}, source: "# Cups" },
    ...Object.entries(specs).map(cell),
  ],
};
