import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { describe, expect, it } from "vitest";
import { omit } from "../../../../src/briefing/lib/omit.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import type { Report } from "../../../../src/briefing/model/report.js";
import {
  parseStoredReport,
  reportJsonSchema,
  writeStoredReport,
} from "../../../../src/briefing/engine/report/stored-report.js";
import { reportOf, teaReport, textOf } from "./tea.js";
import { notebookOf, textCell } from "../../../support/notebook.js";

const built = teaReport();
const files = await renderBriefing(built, []);
const json = String(files.at(-1)?.content);
const report = parseStoredReport(json, "output/report.json");

describe("report.json", () => {
  it("matches its schema, which is stored beside the code", async () => {
    expect(report.sections[0]?.id).toBe("01-tea");
    const file = fileURLToPath(
      new URL("../../../../src/briefing/engine/report/report.schema.json", import.meta.url),
    );
    const style = await prettier.resolveConfig(file);
    const schema = await prettier.format(JSON.stringify(reportJsonSchema()), { ...style, parser: "json" });
    await expect(schema).toMatchFileSnapshot(file);
  });

  it("names its schema, which is part of the package", () => {
    const [first] = Object.keys(JSON.parse(json) as object);
    expect(first).toBe("$schema");
    const folder = (name: string) =>
      fileURLToPath(
        new URL(`../../../../src/briefing/${name}engine/report/report.schema.json`, import.meta.url),
      );
    const shipped = readFileSync(folder("dist/"), "utf8");
    expect(shipped).toBe(readFileSync(folder(""), "utf8"));
    expect((JSON.parse(shipped) as { $id: string }).$id).toBe(report.$schema);
  });

  it("reads back as the report and the files, without the content of files", () => {
    const { $schema, sections, files: hashes, ...others } = report;
    expect({ ...built, sections: [] }).toEqual({ ...others, sections: [] });
    expect($schema).toBe("urn:briefing:report:3");
    expect(Object.keys(hashes).sort()).toEqual(
      files
        .map((file) => file.path)
        .filter((name) => name !== "report.json")
        .sort(),
    );
    const [figure] = sections.flatMap(({ blocks }) => blocks).filter(({ kind }) => kind === "figure");
    expect(figure).toHaveProperty("files");
    expect(figure).not.toHaveProperty("spec");
  });

  it("does not depend on the order of keys", () => {
    expect(write(reversed(built) as Report)).toBe(write(built));
  });

  it("changes in one line when one value changes", () => {
    const rise = built.values["rise"];
    if (rise === undefined) throw new Error("no such value");
    const changed = write({ ...built, values: { ...built.values, rise: { ...rise, text: "24 %" } } });
    const before = write(built).split("\n");
    const after = changed.split("\n");
    expect(after.filter((line, index) => line !== before[index])).toHaveLength(1);
  });
});

function write(each: Report): string {
  const figure = ({ id }: { readonly id: string }) => ({ svg: id, spec: id, data: id });
  return writeStoredReport(each, { "briefing.md": "c3" }, { figure, picture: ({ id }) => `${id}.png` });
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, item]) => [key, reversed(item)] as const)
      .reverse(),
  );
}

describe("an edition of version 1", () => {
  const file = fileURLToPath(new URL("../../../fixtures/report/edition-1.json", import.meta.url));
  const edition = readFileSync(file, "utf8");

  it("is read with its answer as the first page: the first figure of its sentences is the lead", () => {
    const { answer } = JSON.parse(edition) as {
      answer: { headline: object; sentences: { figure?: string; section: string; text: object }[] };
    };
    const read = parseStoredReport(edition, "report.json");
    expect(read.version).toBe(3);
    expect(read.firstPage).toEqual({
      headline: answer.headline,
      lead: "joint-papers",
      findings: answer.sentences.map(({ section, text }) => ({ section, text })),
    });
    expect(read.sections.map(({ id }) => id)).toContain("01-headline");
  });

  it("is rejected if it contains something unknown", () => {
    const changed = JSON.stringify({ ...(JSON.parse(edition) as object), extra: 1 });
    expect(() => parseStoredReport(changed, "r.json")).toThrow(/^r\.json/);
  });
});

describe("a report of version 2", () => {
  const record = { files: [], modules: [], packages: [], functions: [], environment: [], cells: [] };
  const asVersion2 = (changed: object): string =>
    JSON.stringify({
      ...(JSON.parse(json) as object),
      $schema: "urn:decoupling-briefing:report:2",
      version: 2,
      ...changed,
    });
  const readWith = (changed: object) => parseStoredReport(asVersion2(changed), "report.json");

  it("is read with the ids that authors chose marked as such, because others began with chapter and cell", () => {
    const values = Object.entries(built.values).map(([id, value]) => [id, omit(value, "named")] as const);
    expect(readWith({ values: Object.fromEntries(values) }).values).toEqual(report.values);
    const namedIds = Object.keys(report.values).filter((id) => report.values[id]?.named === true);
    expect(namedIds).toContain("rise");
    expect(namedIds.length).toBeLessThan(Object.keys(report.values).length);
  });

  it("is read with the tool as a package, whose version tells its code apart where it was part of the project", () => {
    const codeOf = (hash: string) => ({
      "dist/authoring/show/output.js": hash,
      "dist/analysis/pair.js": "cd",
    });
    const provenance = {
      "notebooks/01-tea.ipynb#a": {
        ...record,
        modules: ["dist/analysis/pair.js", "dist/authoring/show/output.js"],
        functions: ["src/analysis/pair.ts#pair", "src/authoring/show/output.ts#emit"],
      },
      "notebooks/01-tea.ipynb#b": { ...record, functions: ["src/lib/own.ts#own"] },
      "notebooks/01-tea.ipynb#c": record,
    };
    const read = (hash: string) =>
      readWith({ provenance, inputs: codeOf(hash), code: { "dist/lib/own.js": { "": "ab" } } });
    const one = read("ab");
    const [first, second, third] = Object.values(one.provenance);
    expect(first).toMatchObject({
      modules: ["dist/analysis/pair.js"],
      functions: ["src/analysis/pair.ts#pair"],
      packages: [expect.stringMatching(/^briefing@0\.1\.0\+[0-9a-f]{8}$/)],
    });
    expect(second).toEqual({ ...record, packages: first?.packages });
    expect(third).toEqual(record);
    expect([one.inputs, one.code]).toEqual([{ "dist/analysis/pair.js": "cd" }, {}]);
    expect(read("ab")).toEqual(one);
    expect(Object.values(read("ef").provenance)[0]?.packages).not.toEqual(first?.packages);
  });

  it("is read without the functions of installed packages", () => {
    const functions = ["decoupling-briefing@0.1.0#display", "src/tea.ts#brew"];
    const read = readWith({ provenance: { "notebooks/01-tea.ipynb#a": { ...record, functions } } });
    expect(Object.values(read.provenance)).toEqual([
      { ...record, functions: ["src/tea.ts#brew"], packages: ["decoupling-briefing@0.1.0"] },
    ]);
  });

  it("keeps modules of another project under the same names", () => {
    const provenance = { "notebooks/01-tea.ipynb#a": { ...record, functions: ["src/lib/own.ts#own"] } };
    const inputs = { "dist/lib/own.js": "ab" };
    const read = readWith({ provenance, inputs });
    expect([read.provenance, read.inputs]).toEqual([provenance, inputs]);
  });
});

it("a picture attached to a Markdown cell is on the page, beside the Markdown, and checked like any other", async () => {
  const pixel = "iVBORw0KGgo=";
  const cell = {
    ...textCell("markdown", "m", "![Tea](attachment:tea cup.png) ![Tea](attachment:tea%20cup.png)"),
    attachments: { "tea cup.png": { "image/png": pixel }, unused: { "image/png": pixel } },
  };
  const rendered = await renderBriefing(reportOf([notebookOf([cell])]), []);
  const text = (name: string) => textOf(rendered, name);
  expect(text("briefing.html")).toContain(`<img src="data:image/png;base64,${pixel}" alt="Tea"`);
  expect(text("briefing.md")).toContain("![Tea](figures/1-m-a1.png)");
  expect(rendered.map((file) => file.path)).toContain("figures/1-m-a1.png");
  expect(() => parseStoredReport(text("report.json"), "r")).not.toThrow();
});
