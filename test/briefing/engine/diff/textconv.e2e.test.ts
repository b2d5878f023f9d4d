import { describe, expect, it } from "vitest";
import { convertFile, kindOfFile } from "../../../../src/briefing/engine/diff/textconv/convert.js";
import { brief, flowIn2020, gauges, type Gauges } from "./gauges.js";
import { codeCell, displayed, stored } from "../../../support/notebook.js";

/** Lines that git would mark, for a file before and after an edit. */
async function marked(file: string, edit: (project: Gauges) => void): Promise<readonly string[]> {
  const project = gauges();
  edit(project);
  const texts = await Promise.all(
    [await brief(gauges(), "before"), await brief(project, "after")].map((side) =>
      convertFile(kindOfFile(file) ?? "report", side.files.get(file) ?? ""),
    ),
  );
  const [was = [], is = []] = texts.map((text) => text.split("\n"));
  return [
    ...was.filter((line) => !is.includes(line)).map((line) => `-${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `+${line}`),
  ];
}

describe("report.json in git's diff", () => {
  it("has title, chapters, text, figures, tables, claims, values with ids and inputs, one line each", async () => {
    const { files } = await brief(gauges(), "a");
    const text = await convertFile("report", files.get("report.json") ?? "");
    for (const line of [
      "# Two rivers",
      "## 02-methods: How it was measured",
      "Nothing is filled in where a year is missing.",
      "figure flow",
      "  title: The Alder rises while the Birch falls",
      "  | Alder | 120.0 |",
      "claim more: supported",
      "  holds: The last year is above the first.",
      "alder-mean = 120.0 m³/s (120, count, m³/s)",
    ])
      expect(text.split("\n")).toContain(line);
    expect(text).toMatch(/^data\/flow\.csv [0-9a-f]{12}$/m);
    expect(text).toMatch(/^d3-array@3\.2\.4$/m);
  });

  it("shows an edited datum by its visible effects", async () => {
    const lines = await marked("report.json", flowIn2020("Alder", 90));
    expect(lines).toContain("-claim more: supported");
    expect(lines).toContain("+claim more: contradicted");
    expect(lines).toContain("+  | Alder | 110.0 |");
    expect(lines.filter((line) => line.startsWith("+alder-mean"))).toHaveLength(1);
    expect(lines.filter((line) => /^[+-]data\/flow\.csv /.test(line))).toHaveLength(2);
  });

  it("shows only the edited sentence", async () => {
    const lines = await marked("report.json", (project) => {
      project.words = project.words.replace("close to the mouth", "far from the mouth");
    });
    expect(lines).toEqual([
      "-Both are measured at one gauge each, close to the mouth.",
      "+Both are measured at one gauge each, far from the mouth.",
    ]);
  });
});

describe("files next to it in git's diff", () => {
  it("a re-encoded drawing is unchanged, a changed colour is one line", async () => {
    const { files } = await brief(gauges(), "a");
    const svg = files.get("figures/flow.svg") ?? "";
    const anew = svg.replace(/<(\w+) ([\w-]+="[^"]*") ([\w-]+="[^"]*")/g, "<$1\n  $3 $2");
    expect(anew).not.toBe(svg);
    expect(await convertFile("svg", anew)).toBe(await convertFile("svg", svg));
    const coloured = (await convertFile("svg", svg.replace("#1f5fa8", "#000000"))).split("\n");
    const before = (await convertFile("svg", svg)).split("\n");
    expect(coloured.filter((line) => !before.includes(line))).toHaveLength(1);
    expect(before[0]).toBe("title: The Alder rises while the Birch falls");
    expect(before.some((line) => line.startsWith('text "2010" '))).toBe(true);
  });

  it("a specification is shown without rows, but with their hash", async () => {
    const lines = await marked("figures/flow.vl.json", (project) => {
      for (const row of project.flow) if (row.year === 2000) row.flow += 1;
    });
    expect(lines.map((line) => line.replace(/[0-9a-f]{12}/, "…"))).toEqual([
      '-    "values": "10 rows, …"',
      '+    "values": "10 rows, …"',
    ]);
  });

  it("a notebook is shown by its cells, without counts, layout and our own records", async () => {
    const notebook = (facts: object, outputs: readonly object[]) =>
      stored(
        [
          {
            ...codeCell("sum", "", { tags: ["parameters"], briefing: facts, collapsed: true }, outputs),
            source: ["a = 1\n", "a + 1"],
            execution_count: 7,
          },
        ],
        { kernelspec: { name: "python3", display_name: "P" }, language_info: { name: "python" } },
      );
    const text = await convertFile(
      "notebook",
      notebook({ status: "executed" }, [
        { output_type: "stream", name: "stdout", text: "hello\n" },
        { output_type: "error", ename: "E", evalue: "went wrong", traceback: ["at /home/x"] },
        displayed({ "text/plain": "<Figure>", "image/png": "AAAA" }),
      ]),
    );
    expect(text.split("\n")).toEqual([
      "notebook: kernel python3, language python",
      "",
      "--- code sum [tags: parameters]",
      "a = 1",
      "a + 1",
      "--> stdout",
      "hello",
      "--> error E: went wrong",
      "--> output",
      "<Figure>",
      expect.stringMatching(/^image\/png, 4 characters, [0-9a-f]{12}$/),
      "",
    ]);
    expect(await convertFile("notebook", notebook({}, []))).not.toContain("-->");
  });

  it("unreadable files are unchanged", async () => {
    expect(await convertFile("report", '{"version":')).toBe('{"version":');
    expect(await convertFile("report", "[]")).toBe("[]");
    expect(await convertFile("notebook", "<<<<<<< HEAD\n")).toBe("<<<<<<< HEAD\n");
    expect(await convertFile("spec", "")).toBe("");
  });
});
