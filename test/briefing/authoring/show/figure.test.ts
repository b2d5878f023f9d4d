import { describe, expect, test, vi } from "vitest";
import { mime } from "../../../../src/briefing/model/mime.js";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import { figure, type FigureOptions } from "../../../../src/briefing/authoring/show/figure.js";
import * as fmt from "../../../../src/briefing/authoring/show/fmt.js";
import { line } from "../../../../src/briefing/authoring/charts/line.js";
import { holds, text } from "../../../../src/briefing/authoring/show/text.js";
import { casesOf } from "../../../support/cases.js";
import { thrown } from "../../../support/thrown.js";
import { withKernel } from "./kernel.js";

const spec = {
  data: { values: [{ year: 2019, papers: 1 / 3 }] },
  mark: "line",
  encoding: { x: { field: "year", type: "quantitative" }, y: { field: "papers", type: "quantitative" } },
};
const options: FigureOptions = {
  id: "joint-papers",
  title: "A title",
  spec,
  caption: text`${fmt.year(2019)} only.`,
  alt: "One point.",
  source: "NSF",
};
const drawn = (changes: object) => () => {
  withKernel("ours");
  figure({ ...options, ...changes });
};

describe("figure", () => {
  test("emits one bundle with the spec, our JSON and the words", () => {
    const shown = withKernel("ours");
    figure(options);
    expect(shown).toHaveLength(1);
    const [bundle] = shown;
    expect(bundle?.[mime.vegaLite]).toMatchObject({
      $schema: "https://vega.github.io/schema/vega-lite/v5.json",
      data: { values: [{ year: 2019, papers: 0.333333333333 }] },
    });
    expect(bundle?.[mime.figure]).toMatchObject({
      version: 1,
      id: "joint-papers",
      title: { parts: ["A title"] },
      caption: { parts: [{ raw: 2019, text: "2019" }, " only."] },
      data: [{ year: 2019, papers: 0.333333333333 }],
    });
    expect(bundle?.[mime.plain]).toBe("A title\nOne point.");
  });

  test("holds guards the title, or title and caption", () => {
    const shown = withKernel("ours");
    figure({ ...options, holds: false });
    figure({ ...options, holds: { title: true, caption: false } });
    const struck = (words: string) => ({ raw: false, format: "holds", text: words });
    expect(shown[0]?.[mime.figure]).toMatchObject({ title: { parts: [struck("A title")] } });
    expect(shown[1]?.[mime.figure]).toMatchObject({
      title: { parts: [{ raw: true, text: "A title" }] },
      caption: { parts: [struck("2019 only.")] },
    });
    expect(drawn({ title: undefined, holds: true })).toThrow("holds guards the title, which is not there");
    expect(drawn({ caption: "[It fell.]{holds=isLower}" })).toThrow("guards a sentence in Markdown");
  });

  test.each(["title", "subtitle", "caption", "alt", "source"] as const)("%s takes a guard", (name) => {
    const shown = withKernel("ours");
    const before = { ...options, subtitle: "Papers" };
    figure({ ...before, [name]: holds("It fell.", false) });
    figure({ ...before, [name]: text`In ${fmt.year(2019)}. ${holds("It fell.", false)}` });
    figure({ ...before, [name]: "It fell.", holds: { [name]: false } });
    figure({ ...before, [name]: holds("It fell.", true) });
    const parts = shown.map(
      (bundle) => (bundle[mime.figure] as Record<string, { parts: object[] }>)[name]?.parts,
    );
    const [direct, within, byName, whole] = parts;
    const struck = { raw: false, format: "holds", text: "It fell." };
    expect(direct).toMatchObject([struck]);
    expect(within?.at(-1)).toMatchObject(struck);
    expect(byName).toMatchObject([struck]);
    expect(whole).toMatchObject([{ ...struck, raw: true }]);
  });

  test("a condition for a text that is not there, or does not exist, is an error", () => {
    expect(drawn({ alt: undefined, holds: { alt: true } })).toThrow(
      "holds guards the alt, which is not there",
    );
    expect(drawn({ holds: { captoin: true } })).toThrow("holds has no text named captoin");
    const error = thrown(AuthoringError, drawn({ holds: { captoin: true } }));
    expect(error.hint).toBe('Did you mean "caption"?');
  });

  test.each([
    '[It fell.]{hold="x > y"}',
    '[It fell.] {holds="x > y"}',
    "[It fell.]{x > y}",
    '[It fell.](holds="x > y")',
    "[It fell.]{holds=“x > y”}",
  ])("a guard of Markdown in a string is an error: %s", (alt) => {
    expect(drawn({ alt })).toThrow("guards a sentence in Markdown");
  });

  test("shows the spec in a plain tslab, and prints outside a kernel", () => {
    const shown = withKernel("plain tslab");
    figure(options);
    expect(shown.map((bundle) => Object.keys(bundle))).toEqual([[mime.vegaLite]]);
    delete (globalThis as { __tslab__?: unknown }).__tslab__;
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    figure(options);
    expect(write).toHaveBeenCalledWith("A title\nOne point.\n");
    write.mockRestore();
  });

  test("shows a chart without options, with the columns of its rows", () => {
    const shown = withKernel("ours");
    const rows = [
      { year: 2019, visits: 3, branch: "North" },
      { year: 2020, visits: 5, branch: "North" },
    ];
    figure(line(rows, { x: "year", y: "visits" }));
    const json = shown[0]?.[mime.figure];
    expect(json).toEqual({
      version: 1,
      data: [
        { year: 2019, visits: 3 },
        { year: 2020, visits: 5 },
      ],
      columns: [
        { field: "year", title: "Year" },
        { field: "visits", title: "Visits" },
      ],
    });
    figure({ mark: "bar", data: { values: rows } }, { id: "raw", caption: "Raw.", alt: "Bars." });
    expect(shown[1]?.[mime.figure]).toMatchObject({ id: "raw", data: rows });
  });

  test("draws its data if the spec has none, and shows those of the whole figure if layers have their own", () => {
    const shown = withKernel("ours");
    figure({ ...options, spec: { mark: "bar" }, data: [{ a: 1 }] });
    expect(shown[0]?.[mime.vegaLite]).toMatchObject({ data: { values: [{ a: 1 }] } });
    const note = { data: { values: [{ text: "a note" }] }, mark: "text" };
    figure({
      ...options,
      id: "layers",
      spec: { data: { values: [{ a: 1 }] }, layer: [{ mark: "bar" }, note] },
    });
    expect(shown[1]?.[mime.figure]).toMatchObject({ data: [{ a: 1 }] });
  });

  test.each([
    ["an id that is a path", { id: "../x" }, '"../x" cannot be an id'],
    ["an id with a quote", { id: 'a"b' }, "cannot be an id"],
    ["a blank caption", { caption: "  " }, "the caption is missing"],
    ["no source", { source: "" }, "the source is missing"],
    ["no spec", { spec: undefined }, "the spec is missing"],
  ])("refuses %s", (_, changes, message) => {
    expect(thrown(AuthoringError, drawn(changes)).message).toContain(message);
  });

  const points = Array.from({ length: 50_001 }, () => ({ year: 1, papers: 1 }));
  const colour = { condition: { field: "kind" }, value: "red" };
  test.each(
    Object.entries<[changes: object, message: string]>({
      "loads a file": [{ data: { url: "https://example.org/x.json" } }, "spec.data.url would load"],
      "loads an image in a layer": [
        { layer: [{ ...spec, encoding: { url: { value: "x" } } }] },
        "spec.layer[0].encoding.url would load",
      ],
      "has no rows": [{ data: { values: [] } }, "the data are empty"],
      "has too many points": [{ data: { values: points } }, "50001 points"],
      "names an unknown field": [
        { encoding: { ...spec.encoding, color: { field: "contry" } } },
        'spec.encoding.color names the field "contry", which no row has',
      ],
      "names an unknown field in a condition": [
        { layer: [{ mark: "bar", encoding: { color: colour } }] },
        'spec.layer[0].encoding.color.condition names the field "kind"',
      ],
    }),
  )("refuses a spec that %s", (_, [changes, message]) => {
    expect(drawn({ spec: { ...spec, ...changes } })).toThrow(message);
  });

  test.each(casesOf("accepted-specs.yml", import.meta.url) as readonly [string, object][])(
    "accepts %s",
    (_, changes) => {
      expect(drawn({ spec: { ...spec, ...changes } })).not.toThrow();
    },
  );
});
