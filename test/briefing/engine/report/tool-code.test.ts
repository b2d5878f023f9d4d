/** The tool's own code, also where it lies in the project: only its version is published. */
import path from "node:path";
import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import type { Briefing } from "../../../../src/briefing/engine/diff/briefing.js";
import { renderBriefing } from "../../../../src/briefing/engine/render/render-briefing.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import { readInputs } from "../../../../src/briefing/engine/report/inputs.js";
import { storedNotebook } from "../../../../src/briefing/engine/report/stored-notebook.js";
import { parseStoredReport } from "../../../../src/briefing/engine/report/stored-report.js";
import { writeFiles } from "../../../support/files.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { code, markdown, notebook } from "../diff/cells.js";

interface Tool {
  readonly version?: string;
  /** Name of a private function of the tool, and of one of the project's analysis. */
  readonly reader?: string;
  readonly analysis?: string;
  /** What the analysis returns. */
  readonly mean?: number;
}

/** Every file of the output of a project that contains the tool, as this repository does. */
async function outputOf({ version = "1.0.0", reader = "next", analysis = "mean", mean = 2 }: Tool = {}) {
  const root = temporaryFolder("tool");
  writeFiles(root, {
    "package.json": JSON.stringify({ name: "flows", version: "1.0.0" }),
    "src/briefing/package.json": JSON.stringify({ name: "briefing", version }),
    "data/flow.csv": "flow\n2\n",
    "src/briefing/dist/authoring/load/csv.js": `export function ${reader}() { return 1; }\n`,
    "src/briefing/authoring/load/csv.ts": `export function ${reader}() { return 1; }\n`,
    "src/collaboration/dist/pair/mean.js": `export function ${analysis}() { return 2; }\n`,
    "src/collaboration/pair/mean.ts": `export function ${analysis}() { return 2; }\n`,
  });
  const at = (file: string) => path.join(root, file);
  const functions = [
    { module: at("src/collaboration/pair/mean.ts"), name: analysis },
    { module: at("src/briefing/authoring/load/csv.ts"), name: reader },
  ];
  const modules = [at("src/collaboration/dist/pair/mean.js"), at("src/briefing/dist/authoring/load/csv.js")];
  const value = { version: 1 as const, raw: mean, text: String(mean), format: "count" };
  const content = notebook([
    code("load", "const flow = load('flow');", { files: [at("data/flow.csv")], modules }),
    code("means", "const mean = meanOf(flow);", { functions }),
    markdown("words", "The mean is `{ts} fmt.count(mean)`.", { "fmt.count(mean)": value }),
  ]);
  const executions = [{ path: at("notebooks/01-flow.ipynb"), notebook: content }];
  const inputs = await readInputs([content], root);
  const project = { root, title: "Flow", authors: ["A"] };
  const stored = executions.map((execution) => storedNotebook(execution, project, inputs));
  const files = await renderBriefing(buildReport(executions, project, inputs), stored);
  return new Map(files.map(({ path: file, content }) => [file, String(content)]));
}

const briefingOf = (name: string, files: ReadonlyMap<string, string>): Briefing => ({
  name,
  report: parseStoredReport(files.get("report.json") ?? "", name),
  files,
  inputs: new Map(),
});

describe("a change of the tool's code", () => {
  it("such as a renamed private function changes nothing under output/", async () => {
    const before = await outputOf();
    const after = await outputOf({ reader: "advance" });
    expect([...before.keys()]).toContain("notebooks/01-flow.ipynb");
    expect(after).toEqual(before);
  });

  it("leaves no name of its functions and files there, while those of the project are named", async () => {
    const text = [...(await outputOf()).values()].join("\n");
    expect(text).toContain("src/collaboration/pair/mean.ts#mean");
    expect(text).toContain("src/collaboration/dist/pair/mean.js");
    expect(text).not.toMatch(/authoring|csv\.ts|"next"/);
    expect(text).toContain("briefing@1.0.0");
  });
});

it("a renamed function of the project changes the output", async () => {
  expect(await outputOf({ analysis: "average" })).not.toEqual(await outputOf());
});

describe("a value that changed", () => {
  const compared = async (tool: Tool) => {
    const before = await outputOf();
    const after = await outputOf({ mean: 3, ...tool });
    const { changes, summary } = compareBriefings(briefingOf("before", before), briefingOf("after", after));
    const [change] = changes.filter(({ kind }) => kind === "value");
    return { why: change?.why, line: summary.line };
  };

  it("has another version of the tool as a possible cause", async () => {
    const { why, line } = await compared({ version: "1.1.0" });
    expect(why?.causes).toEqual([{ input: "package:briefing", strength: "possible" }]);
    expect(line).toMatch(/Cause: briefing 1\.0\.0 → 1\.1\.0\.$/);
  });

  it("is not called random if the tool lies in the project, where its version need not change", async () => {
    const { why } = await compared({ reader: "advance" });
    expect(why).toMatchObject({ status: "unknown", causes: [] });
    expect(why?.note).toMatch(/briefing@1\.0\.0 lies in the project/);
  });
});
