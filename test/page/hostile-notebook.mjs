/** An executed notebook that tries to run something wherever text can stand. */
const attack = (n) =>
  `<script>alert(${n})</script><img src=x onerror="alert(${n})"><a href="javascript:alert(${n})">x</a><svg onload="alert(${n})"></svg>`;
const rich = (...parts) => ({ parts });
const value = (n) => ({
  version: 1,
  raw: n,
  text: attack(n),
  format: "count",
  unit: attack(n),
  source: attack(n),
});
const shown = (data) => ({ output_type: "display_data", data, metadata: {} });
const code = (id, ...outputs) => ({
  cell_type: "code",
  id,
  metadata: {},
  source: attack(1),
  execution_count: 1,
  outputs,
});

const spec = {
  title: attack(2),
  data: { values: [{ a: attack(3), b: 1, c: "</script><script>alert(3)</script>" }] },
  mark: { type: "bar", tooltip: { expr: "{x: '<img src=x onerror=alert(4)>' + datum.c}" } },
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
};

/** Without a link, for which a figure is refused: this one is drawn, and comes alive. */
const drawnSpec = {
  title: "</script><script>alert(41)</script>",
  data: {
    values: [
      { a: "<img src=x onerror=alert(42)>", b: 1, ["__proto__"]: "</script><script>alert(43)</script>" },
      { a: "=cmd", b: 2, ["__proto__"]: "<!--<script>" },
    ],
  },
  mark: { type: "bar", tooltip: { expr: "'<img src=x onerror=alert(45)></script>' + datum.a" } },
  encoding: { x: { field: "a", type: "nominal" }, y: { field: "b", type: "quantitative" } },
};

export const hostileNotebook = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { kernelspec: { name: "x", language: '"><script>alert(5)</script>', display_name: "x" } },
  cells: [
    {
      cell_type: "raw",
      id: "front",
      metadata: {},
      source: `---\ntitle: '${attack(6)}'\nsummary: '${attack(7)}'\n---`,
    },
    {
      cell_type: "markdown",
      id: "m",
      metadata: {},
      source: `## ${attack(8)}\n\n${attack(9)}\n\n[x](javascript:alert(10)) ![x](https://e.org/x.png)\n\nNote[^1].\n\n[^1]: ${attack(11)}`,
    },
    code(
      "html",
      shown({ "text/html": attack(12) }),
      shown({
        "image/svg+xml": `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(13)"><script>alert(14)</script></svg>`,
      }),
    ),
    code(
      "figure",
      shown({
        "application/vnd.vegalite.v5+json": spec,
        "application/vnd.decoupling-briefing.figure+json": {
          version: 1,
          id: `../"><script>alert(15)</script>`,
          title: rich(attack(16)),
          caption: rich(attack(17), value(18)),
          alt: rich(attack(19)),
          source: rich(attack(20)),
          data: [{ [attack(21)]: attack(22) }],
        },
      }),
    ),
    code(
      "drawn",
      shown({
        "application/vnd.vegalite.v5+json": drawnSpec,
        "application/vnd.decoupling-briefing.figure+json": {
          version: 1,
          id: `"/><script>alert(37)</script>`,
          title: rich(attack(37)),
          caption: rich(attack(38)),
          alt: rich(attack(39)),
          source: rich(attack(40)),
          data: drawnSpec.data.values,
        },
      }),
    ),
    code(
      "table",
      shown({
        "application/vnd.decoupling-briefing.table+json": {
          version: 1,
          id: `../t"><script>alert(28)</script>`,
          title: rich(attack(29)),
          caption: rich(attack(30)),
          source: rich(attack(31)),
          key: ["k"],
          columns: [
            { field: "k", title: attack(32), align: "left", unit: attack(33) },
            { field: "__proto__", title: "=cmd", align: "right" },
          ],
          rows: [
            [
              { raw: attack(34), text: attack(34) },
              { raw: 1, text: attack(35) },
            ],
          ],
        },
      }),
    ),
    code("long", { output_type: "stream", name: "stdout", text: attack(36).repeat(40_000) }),
    code(
      "claim",
      shown({
        "application/vnd.decoupling-briefing.claim+json": {
          version: 1,
          id: `"><script>alert(23)</script>`,
          statement: rich(attack(24)),
          by: rich(attack(25)),
          verdict: "not-testable",
          parts: [{ reads: rich(attack(26)), status: "not-testable", needs: attack(27) }],
        },
      }),
    ),
  ],
};
