import { describe, expect, it } from "vitest";
import type { InputFiles } from "../../../../src/briefing/engine/report/inputs.js";
import { parseNotebook } from "../../../../src/briefing/engine/notebook/parse.js";
import { buildReport } from "../../../../src/briefing/engine/report/build-report.js";
import { storedNotebook } from "../../../../src/briefing/engine/report/stored-notebook.js";
import { inputs, path, project, showing, teaNotebook, teaReport } from "./tea.js";

const stored = storedNotebook({ path, notebook: teaNotebook() }, project, inputs);

describe("a published notebook", () => {
  it("does not reveal when, where or with which Node it was executed", () => {
    expect(stored.text).not.toContain("/project/");
    expect(stored.text).not.toContain("2025-01-01");
    expect(stored.text).not.toContain("20.20.2");
  });

  it("keeps cells, outputs and the engine's records", () => {
    const notebook = parseNotebook(stored.text, path);
    expect(notebook.cells.map((cell) => cell.source)).toEqual(teaNotebook().cells.map((cell) => cell.source));
    expect(notebook.cells[1]?.metadata["briefing"]).toMatchObject({
      status: "executed",
      trace: {
        files: ["data/sales.csv"],
        modules: ["src/tea.js", "drinks@1.2.3"],
        functions: [{ module: "src/tea.js", name: "brew" }],
      },
    });
  });

  it("lists functions of the project, and packages by name, wherever they are installed", () => {
    const texts = ["/a/package", "/z/package"].map((root) => {
      const functions = [
        { module: `${root}/emit.js`, name: "emit" },
        { module: "/project/src/tea.js", name: "brew" },
      ].sort((a, b) => (a.module < b.module ? -1 : 1));
      const trace = { files: [], modules: [], environment: [], functions };
      const notebook = showing("shows", { "text/plain": "1" });
      const cells = notebook.cells.map((cell) => ({
        ...cell,
        metadata: { briefing: { status: "executed", trace } },
      }));
      const known: InputFiles = new Map([
        ...inputs,
        [`${root}/emit.js`, { kind: "package", name: "drinks@1.2.3" }],
      ]);
      return storedNotebook({ path, notebook: { ...notebook, cells } }, project, known).text;
    });
    expect(texts[0]).toContain('"brew"');
    expect(texts[0]).toContain('"drinks@1.2.3"');
    expect(texts[0]).not.toContain('"emit"');
    expect(texts[0]).toBe(texts[1]);
  });

  it("is updated when a file that it names changes or moves", () => {
    const notebook = teaNotebook();
    const text = (known: InputFiles, root = project.root): string =>
      storedNotebook({ path, notebook }, { root }, known).text;
    const first = text(inputs);
    expect(text(new Map(inputs))).toBe(first);
    const renamed = new Map(
      [...inputs].map(([file]) => [file, { kind: "package", name: "drinks@9.9.9" } as const]),
    );
    expect(text(renamed)).toContain("drinks@9.9.9");
    expect(text(inputs)).toBe(first);
    expect(text(inputs, "/elsewhere")).toContain("/project/");
  });

  it("can be read again as an executed notebook", () => {
    const again = buildReport([{ path, notebook: parseNotebook(stored.text, path) }], project, inputs);
    const first = teaReport();
    expect(again.sections).toEqual(first.sections);
    expect(again.values).toEqual(first.values);
  });

  it("is below notebooks/, wherever it was read", () => {
    const at = (file: string) =>
      storedNotebook({ path: file, notebook: teaNotebook() }, project, inputs).path;
    expect(stored.path).toBe(path);
    expect(at("/project/analysis/a.ipynb")).toBe("notebooks/analysis/a.ipynb");
    expect(at("/elsewhere/a.ipynb")).toBe("notebooks/a.ipynb");
  });
});
