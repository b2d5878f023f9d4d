/** A figure that becomes interactive, wherever its reader is, is drawn as before. */
import { parse, View, type Spec as VegaSpec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import type { TopLevelSpec } from "vega-lite";
import { describe, expect, test } from "vitest";
import type { Spec } from "../../../../src/briefing/authoring/charts/spec.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { interactiveSpec } from "../../../../src/briefing/engine/render/figure/interactive.js";
import { layoutOf, sizing, type SpecObject } from "../../../../src/briefing/engine/render/figure/size.js";
import { figureFonts, figureTheme } from "../../../../src/briefing/engine/render/figure/theme.js";
import { inUtc } from "../../../../src/briefing/engine/render/figure/utc-expressions.js";
import { utcText } from "../../../../src/briefing/engine/render/figure/utc-dates.js";
import { vega as tools } from "../../../../src/briefing/engine/render/figure/vega.js";
import { palette } from "../../../../src/briefing/model/palette.js";
import { own } from "../../../../src/briefing/lib/own.js";
import { charts } from "../../authoring/charts/samples.js";

const times = [
  "2022-03-27T01:30",
  "2022-03-27 02:30",
  "Mar 28 2022 10:00",
  "2022-03-28T10:00:00Z",
  "2022-04-01",
];
const rows = times.map((at, value) => ({ at, value }));
const at = { field: "at", type: "temporal" };
const value = { field: "value", type: "quantitative" };

const ownSpecs: Readonly<Record<string, Spec>> = {
  "times without a zone": { data: { values: rows }, mark: "point", encoding: { x: at, y: value } },
  "a domain of parts of dates": {
    data: { values: rows },
    mark: "line",
    encoding: {
      x: {
        ...at,
        scale: {
          domain: [
            { year: 2022, month: 3, date: 1 },
            { year: 2022, month: 4 },
          ],
        },
      },
      y: value,
    },
  },
  "a domain of texts": {
    data: { values: rows },
    mark: "line",
    encoding: { x: { ...at, scale: { domain: ["2022-03-01T00:00", "2022-05-01"] } }, y: value },
  },
  "ticks at given dates": {
    data: { values: rows },
    mark: "point",
    encoding: { x: { ...at, axis: { values: ["2022-03-28T12:00", "2022-03-30"] } }, y: value },
  },
  "time units and a filter": {
    data: { values: rows },
    transform: [{ filter: "datum.at > datetime(2022, 2, 27, 1) && month(datum.at) > 1" }],
    mark: "bar",
    encoding: { x: { ...at, timeUnit: "yearmonthdate" }, y: { ...value, aggregate: "sum" } },
  },
  "dates by a pattern": {
    data: {
      values: [{ day: "31.12.2021" }, { day: "30.06.2022" }],
      format: { parse: { day: "date:'%d.%m.%Y'" } },
    },
    mark: "point",
    encoding: { x: { field: "day", type: "temporal" } },
  },
};

const published = Object.entries(charts).map(([name, chart]) => [name, chart()] as const);

describe.each([...published, ...Object.entries(ownSpecs)])("%s", (id, spec) => {
  test.each(["America/St_Johns", "Pacific/Auckland"])("is drawn as before in %s", async (zone) => {
    const { svg, vega } = await drawFigure({ id, spec, width: 680, font: figureFonts.page });
    expect(await drawnIn(zone, vega)).toBe(svg);
  });

  test("is drawn like the specification before any change", async () => {
    const { vega } = await drawFigure({ id, spec, width: 680, font: figureFonts.page });
    const { compile } = await tools();
    const sized = sizing(spec, 680);
    if (sized.kind === "composed") return;
    const config = figureTheme(figureFonts.page, 680, layoutOf(spec));
    const local = compile(sized.spec as unknown as TopLevelSpec, { config }).spec;
    // Ticks of a local axis may differ.
    expect(marksIn(await drawnIn("UTC", vega))).toEqual(marksIn(await svgOf(local)));
  });
});

/** Draws the specification of a page as the browser of a reader in this time zone. */
async function drawnIn(zone: string, compiled: SpecObject): Promise<string> {
  const { wide, data } = interactiveSpec(compiled, compiled);
  const carried = JSON.parse(JSON.stringify({ wide, data })) as { wide: VegaSpec; data: SpecObject };
  for (const set of carried.wide.data ?? []) {
    const values = own(carried.data, set.name);
    if (values !== undefined) Object.assign(set, { values });
  }
  const before = process.env["TZ"];
  process.env["TZ"] = zone;
  try {
    return (await svgOf(carried.wide)).replaceAll(
      /var\(--(\w+)\)/g,
      (_, name: string) => own(palette, name)?.light ?? name,
    );
  } finally {
    process.env["TZ"] = before;
  }
}

async function svgOf(spec: VegaSpec): Promise<string> {
  const view = new View(parse(spec, undefined, { ast: true }), {
    renderer: "none",
    expr: expressionInterpreter,
  });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** The shapes that stand for rows. */
const marksIn = (svg: string): readonly string[] =>
  [...svg.matchAll(/<g class="mark-\w+ role-mark[^]*?<\/g>/g)].map(([mark]) => mark);

test.each([
  ['{data: datetime("2021-12-31T02:24:00.000Z")}', '{data: datetime("2021-12-31T02:24:00.000Z")}'],
  ['datetime("2021-12-31T02:24")', 'datetime("2021-12-31T02:24:00.000Z")'],
  ["datetime(2020, month(datum.at), 1)", "utc(2020, utcmonth(datum.at), 1)"],
  ["datetime(datetime(2020, 1))", "datetime(utc(2020, 1))"],
  ["datetime(2020)", "utc(2020)"],
  ["datetime([a, b][0])", "datetime([a, b][0])"],
  ["datetime(datum['year(a, b)'])", "datetime(datum['year(a, b)'])"],
  ["timeFormat(datum.at, 'date(%Y)')", "utcFormat(datum.at, 'date(%Y)')"],
  ["utcmonth(now()) + update(1)", "utcmonth(now()) + update(1)"],
])("%s in UTC is %s", (expression, expected) => {
  expect(inUtc(expression)).toBe(expected);
});

test.each([
  ["2022-01-31", "2022-01-31"],
  ["2022", "2022"],
  ["2022-01-31T10:00Z", "2022-01-31T10:00Z"],
  ["2022-01-31T10:00+02:00", "2022-01-31T10:00+02:00"],
  ["2022-01-31 10:00", "2022-01-31T10:00:00.000Z"],
  ["Jan 31 2022", "2022-01-31T00:00:00.000Z"],
  ["Mon, 31 Jan 2022 10:00:00 GMT", "Mon, 31 Jan 2022 10:00:00 GMT"],
  ["no date", "no date"],
])("the text %s is read alike everywhere as %s", (text, expected) => {
  expect(utcText(text)).toBe(expected);
});
