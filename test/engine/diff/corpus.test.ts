import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../src/engine/diff/compare.js";
import { findings } from "./findings.js";
import { brief, gauges, type Gauges } from "./gauges.js";

const before = await brief(gauges(), "before");

/** The unedited briefing against the same after one edit. */
async function compared(edit: (project: Gauges) => void) {
  const project = gauges();
  edit(project);
  const comparison = compareBriefings(before, await brief(project, "after"));
  return {
    ...comparison,
    found: findings(comparison),
    line: comparison.summary.line.replaceAll("\u202f", " "),
  };
}

const set = (project: Gauges, name: string, year: number, flow: number) => {
  for (const row of project.flow) if (row.river === name && row.year === year) row.flow = flow;
};
const flowCsv = "data/flow.csv";

describe("an edited briefing has the expected findings and no others:", () => {
  it("nothing", async () => {
    const { found, line, withoutEffect } = await compared(() => undefined);
    expect([found, withoutEffect, line]).toEqual([[], [], "No differences."]);
  });

  it("one datum", async () => {
    const { found, line, inputs, withoutEffect } = await compared((project) => {
      set(project, "Birch", 2020, 170);
    });
    expect(found).toEqual([
      `value changed 01-flow.words-fmt-count-birch: number; +2.0 m³/s (+1.1 %) <- ${flowCsv}`,
      `value changed flow.caption.1: number; +1.0 (+0.6 %) <- ${flowCsv}`,
      `figure changed flow: Birch, 2020.flow 160 → 170; picture differs <- ${flowCsv}`,
      `table changed means: Birch.mean 190.0 → 192.0 <- ${flowCsv}`,
    ]);
    expect(inputs["data/flow.csv"]).toMatchObject({
      rowCount: 1,
      rows: [
        {
          status: "changed",
          name: "river Birch, year 2020",
          line: 11,
          cells: [{ column: "flow", was: "160", is: "170" }],
        },
      ],
    });
    expect(withoutEffect).toEqual([]);
    expect(line.replaceAll(/\s/g, " ")).toBe(
      "2 numbers moved, 1 table changed, 1 figure changed in data; the largest from 190.0 m³/s to 192.0 m³/s. Cause: data/flow.csv, 1 row.",
    );
  });

  it("a datum that turns a word and a verdict", async () => {
    const { found, line } = await compared((project) => {
      set(project, "Alder", 2020, 90);
    });
    expect(found).toEqual([
      `claim changed more: supported → contradicted; part holds → fails <- ${flowCsv}`,
      `value changed 01-flow.words-fmt-choose-change-words: words <- ${flowCsv}`,
      `value changed 01-flow.words-fmt-percent-change: number; -50.0 points (-125.0 %); with its sign 40.0 % → -10.0 % <- ${flowCsv}`,
      `value changed alder-mean: number; -10.0 m³/s (-8.3 %) <- ${flowCsv}`,
      `value changed flow.caption.1: number; -5.0 (-3.2 %) <- ${flowCsv}`,
      `figure changed flow: Alder, 2020.flow 140 → 90; picture differs <- ${flowCsv}`,
      `table changed means: Alder.mean 120.0 → 110.0 <- ${flowCsv}`,
    ]);
    expect(line).toMatch(/^1 verdict flipped \(more\)\. 3 numbers moved, 1 computed word changed, /);
  });

  it("one code cell, with an effect and without", async () => {
    const edit = (project: Gauges) => {
      project.meansCell += "\nmeans.sort();";
    };
    const cell = "notebooks/01-flow.ipynb#means";
    const idle = await compared(edit);
    expect([idle.found, idle.withoutEffect]).toEqual([["code changed 01-flow/means:  <- edited"], [cell]]);
    const effective = await compared((project) => {
      edit(project);
      project.noise = 1;
    });
    expect(effective.found).toEqual([
      `value changed 01-flow.words-fmt-count-birch: number; +1.0 m³/s (+0.5 %) <- ${cell}`,
      `value changed flow.caption.1: number; +0.5 (+0.3 %) <- ${cell}`,
      `table changed means: Birch.mean 190.0 → 191.0 <- ${cell}`,
      "code changed 01-flow/means:  <- edited",
    ]);
    expect(effective.withoutEffect).toEqual([]);
  });

  const figureCell = "notebooks/01-flow.ipynb#figure";
  const figureCode = "code changed 01-flow/figure:  <- edited";

  it("one caption", async () => {
    const { found, line } = await compared((project) => {
      const { caption } = project.figure;
      project.figure.caption = (mean) => ({
        parts: ["Annual averages. The mean of both is ", ...caption(mean).parts.slice(1)],
      });
    });
    expect(found).toEqual([`figure changed flow: caption <- ${figureCell}`, figureCode]);
    expect(line).toBe("1 figure changed only in words. Cause: cell figure of notebooks/01-flow.ipynb.");
  });

  it("one encoding, a domain, a mark", async () => {
    const spec = (edit: (spec: Gauges["figure"]["spec"]) => object) =>
      compared((project) => {
        project.figure.spec = { ...project.figure.spec, ...edit(project.figure.spec) };
      });
    const encoding = (change: object) =>
      spec((was) => ({ encoding: { ...(was["encoding"] as object), ...change } }));
    expect((await encoding({ x: { field: "year", type: "ordinal" } })).found[0]).toBe(
      `figure changed flow: encoding encoding.x.type "quantitative" → "ordinal"; axis encoding.x.axis {"format":"d"} → ; scale encoding.x.scale {"zero":false} → ; picture differs <- ${figureCell}`,
    );
    const y = { field: "flow", type: "quantitative", scale: { domain: [0, 300] } };
    const domain = await encoding({ y });
    expect(domain.found).toEqual([
      `figure changed flow: domain encoding.y.scale.domain [0,250] → [0,300]; picture differs <- ${figureCell}`,
      figureCode,
    ]);
    expect(domain.line).toContain("1 figure changed only in style");
    expect((await spec(() => ({ mark: "point" }))).found[0]).toBe(
      `figure changed flow: mark mark {"strokeWidth":2,"type":"line"} → "point"; picture differs <- ${figureCell}`,
    );
  });

  it("a colour", async () => {
    const { found } = await compared((project) => {
      const text = JSON.stringify(project.figure.spec).replace("#c04a17", "#a03300");
      project.figure.spec = JSON.parse(text) as Gauges["figure"]["spec"];
    });
    expect(found).toEqual([
      `figure changed flow: colour encoding.color.scale.range ["#1f5fa8","#c04a17"] → ["#1f5fa8","#a03300"]; picture differs <- ${figureCell}`,
      figureCode,
    ]);
  });

  it("a title, which the drawing repeats", async () => {
    const { found, line } = await compared((project) => {
      project.figure.title = "The Alder gains while the Birch falls";
    });
    expect(found).toEqual([`figure changed flow: title; picture differs <- ${figureCell}`, figureCode]);
    expect(line).toContain("1 figure changed only in words");
  });

  it("chapters in another order", async () => {
    const { found } = await compared((project) => {
      project.order = ["01-flow", "03-outlook", "02-methods"];
    });
    expect(found).toEqual(["section changed 02-methods: moved; place 1 → 2 <- edited"]);
  });

  it("a renamed figure, value and chapter", async () => {
    const figure = await compared((project) => {
      project.figure.id = "annual-flow";
    });
    expect(figure.found).toEqual([
      "figure changed annual-flow: renamed from flow <- edited",
      "code changed 01-flow/figure:  <- edited",
    ]);
    const value = await compared((project) => {
      project.words = project.words.replace("#alder-mean", "#mean-of-alder");
    });
    expect(value.found).toEqual(["value changed mean-of-alder: renamed from alder-mean <- edited"]);
    const chapter = await compared((project) => {
      project.order = ["01-flow", "02-measuring", "03-outlook"];
      project.chapters["02-measuring"] = project.chapters["02-methods"] ?? "";
    });
    expect(chapter.found).toEqual([
      "section changed 02-measuring: renamed from 02-methods; place 1 → 1 <- edited",
    ]);
  });

  it("a new chapter, and one that went", async () => {
    const { found, line } = await compared((project) => {
      project.order = ["01-flow", "04-floods", "03-outlook"];
      project.chapters["04-floods"] = "# Floods\n\nNone of these overflowed its banks.";
    });
    expect(found).toEqual([
      "section removed 02-methods: place 1 →  <- edited",
      "section added 04-floods: place  → 1 <- edited",
      "prose removed 02-methods/words: part of section:02-methods; -Twice a day by an observer, and since 2010 by a float. <- edited",
      "prose added 04-floods/words: part of section:04-floods; +None of these overflowed its banks. <- edited",
    ]);
    expect(line).toBe("1 chapter added, 1 chapter removed.");
  });

  it("another version of a package, without an effect and with one", async () => {
    const edit = (project: Gauges) => {
      project.packages = ["d3-array@3.2.5"];
    };
    const idle = await compared(edit);
    expect([idle.found, idle.withoutEffect]).toEqual([[], ["package:d3-array"]]);
    const effective = await compared((project) => {
      edit(project);
      project.noise = 2;
    });
    expect(effective.found).toHaveLength(3);
    expect(effective.found.every((line) => line.endsWith("<- [package:d3-array]"))).toBe(true);
    expect(effective.line).toMatch(/ Cause: d3-array 3\.2\.4 → 3\.2\.5\.$/);
  });

  it("a module, by the functions that ran", async () => {
    const { found, line } = await compared((project) => {
      project.module = "export function mean() { return 0; }";
      project.noise = 2;
    });
    expect(found[0]).toBe(
      "value changed 01-flow.words-fmt-count-birch: number; +2.0 m³/s (+1.1 %) <- dist/mean.js through mean",
    );
    expect(line).toMatch(/ Cause: src\/mean\.ts\.$/);
  });

  it("parameters from outside", async () => {
    const { found } = await compared((project) => {
      project.parameters = { since: "2005" };
      project.noise = 2;
    });
    expect(found[1]).toBe("value changed flow.caption.1: number; +1.0 (+0.6 %) <- [parameters]");
  });

  it("no input at all: the cells are not deterministic", async () => {
    const { found, line, summary } = await compared((project) => {
      project.noise = 2;
    });
    expect(found).toHaveLength(3);
    expect(found.every((each) => each.endsWith("<- non-deterministic"))).toBe(true);
    expect(summary.nonDeterministic).toBe(3);
    expect(line).toContain("3 without a changed input (non-deterministic)");
  });

  it("a reflowed paragraph", async () => {
    const { found } = await compared((project) => {
      project.words = project.words.replace("; since 2000\nthe flow", "; since\n2000 the  flow");
    });
    expect(found).toEqual([]);
  });

  it("an edited and an inserted sentence: words, while values keep theirs", async () => {
    const { found } = await compared((project) => {
      project.words = project.words.replace("close to the mouth", "far from the mouth");
    });
    expect(found).toEqual(["prose changed 01-flow/words: -close to; +far from <- edited"]);
    const inserted = await compared((project) => {
      project.words = project.words.replace(
        "The Alder",
        "Since `{ts} fmt.year(2000)` much was measured. The Alder",
      );
    });
    expect(inserted.found).toEqual([
      "value added 01-flow.words-fmt-year-2000:  <- edited",
      "prose changed 01-flow/words: +Since 2000 much was measured. <- edited",
    ]);
  });

  it("a caption that got a number before its others keeps them apart", async () => {
    const { found } = await compared((project) => {
      const { caption } = project.figure;
      project.figure.caption = (mean) => ({
        parts: [
          "Over ",
          { version: 1, raw: 5, text: "5", format: "count" },
          " gauged years. ",
          ...caption(mean).parts,
        ],
      });
    });
    expect(found).toEqual([
      `value added flow.caption.1:  <- ${figureCell}`,
      `figure changed flow: caption <- ${figureCell}`,
      figureCode,
    ]);
  });

  it("a computed text that comes out in another form is no edit by hand", async () => {
    const project = gauges();
    set(project, "Alder", 2020, 90);
    const after = await brief(project, "after");
    const id = "01-flow.words-fmt-choose-change-words";
    const text = JSON.stringify(after.report).replaceAll(`"${id}"`, `"${id}.1"`);
    const report = JSON.parse(text) as typeof after.report;
    Object.assign(report.values[`${id}.1`] ?? {}, { raw: 5, text: "5", format: "count" });
    const found = findings(compareBriefings(before, { ...after, report }));
    expect(found.filter((each) => each.includes(id)).map((each) => each.replace(/:.* <-/, ": <-"))).toEqual([
      `value removed ${id}: <- ${flowCsv}`,
      `value added ${id}.1: <- ${flowCsv}`,
    ]);
  });

  it("front matter", async () => {
    const { found } = await compared((project) => {
      project.title = "Two rivers and a weir";
    });
    expect(found).toEqual(["front-matter changed title:  <- edited"]);
  });
});
