import { expect, test } from "vitest";
import { checkNotebooks } from "../../../../src/briefing/engine/execute/check.js";
import type { TypeChecker } from "../../../../src/briefing/engine/execute/contract.js";
import { lookErrors } from "../../../../src/briefing/engine/execute/looks.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { notebookOf } from "../../../support/notebook.js";
import { fakeSpec, prints, scripted } from "./fake-kernel.js";
import { code, executeWith, markdown, outputsOf, raw, statusesOf } from "./harness.js";

const path = "notebooks/case.ipynb";
const errorsIn = (cells: readonly Cell[]) =>
  lookErrors({ path, notebook: notebookOf(cells) }).map(
    ({ cell, line, column, evalue }) => `${cell?.id ?? ""} ${line ?? ""}:${column ?? ""} ${evalue}`,
  );

test("a cell tagged look is not executed and has no outputs in the executed copy", async () => {
  const stored = { output_type: "stream", name: "stdout", text: "stored" } as const;
  const look = { ...code("x", ["look"]), outputs: [stored], execution_count: 3 };
  const execution = await executeWith(scripted({ y: prints("y") }), [look, code("y")]);
  expect(execution.failures).toEqual([]);
  expect(execution.session.requests.map(({ code: source }) => source)).toEqual(["y"]);
  expect(statusesOf(execution)).toEqual(["skipped", "executed"]);
  expect(outputsOf(execution)).toEqual([]);
  expect(execution.notebook.cells[0]).toMatchObject({ source: "x", execution_count: null });
});

test("what a look declares is used by looks only", () => {
  const look = code('import { frame } from "briefing/frame";\nconst some = frame(rows);', ["look"], "first");
  expect(errorsIn([look, code("frame(some).head()", ["look"], "second"), code("rows.length")])).toEqual([]);
  const declared = "which is tagged look: builds skip that cell.";
  expect(
    errorsIn([
      raw("---\ntitle: `{ts} some.length`\n---", "matter"),
      look,
      markdown("They are `{ts} fmt.count(some.length)`. [Few.]{holds='some.length < 3'}", "words"),
      code("const n = 1;\nfunction f(frame: number) { return frame + some.length; }", [], "uses"),
    ]),
  ).toEqual([
    `words 1:26 some is declared in cell 2 (first), 2:7, ${declared} Declare some in a cell without the tag.`,
    `words 1:55 some is declared in cell 2 (first), 2:7, ${declared} Declare some in a cell without the tag.`,
    `uses 2:44 some is declared in cell 2 (first), 2:7, ${declared} Declare some in a cell without the tag.`,
    `matter 2:14 some is declared in cell 2 (first), 2:7, ${declared} Declare some in a cell without the tag.`,
  ]);
});

test("a look that declares a name again, or assigns one, would make JupyterLab and builds differ", () => {
  const again = [code("const n = 1;", [], "a"), code("const n = 2;", ["look"], "b"), code("n", [], "c")];
  expect(errorsIn(again)).toEqual([expect.stringMatching(/^c 1:1 n is declared in cell 2 \(b\), 1:7/)]);
  // Declared once more without the tag, it is the same everywhere.
  const settled = [...again.slice(0, 2), code("const n = 3;", [], "d"), code("n", [], "c")];
  expect(errorsIn(settled)).toEqual([]);
  const assigned = code("let own = 0;\nown += 1;\n[n] = [own];\nfor (n of []) own;\nn++;", ["look"], "b");
  expect(errorsIn([code("let n = 1;", [], "a"), assigned])).toEqual(
    ["3:2", "4:6", "5:1"].map(
      (place) => expect.stringContaining(`b ${place} this cell is tagged look`) as string,
    ),
  );
  expect(errorsIn([code("let n = 1;"), code("rows.map((n) => { n = 2; return n; })", ["look"])])).toEqual([]);
});

test("check also reads the types of looks, after all cells before them; a build does not", async () => {
  const seen: string[][] = [];
  const types: TypeChecker = {
    check: (notebooks) => {
      const found = notebooks.map(({ path: file, plan }) => {
        const units = plan();
        seen.push(units.map((unit) => (unit.kind === "cell" ? unit.source : "prose")));
        const start = { line: 1, column: 1 };
        const wrong = { code: 2304, message: "Cannot find name.", start, end: { line: 1, column: 4 } };
        const results = units.map((unit) => ({
          kind: "cell" as const,
          diagnostics: unit.kind === "cell" && unit.source.startsWith("bad") ? [wrong] : [],
        }));
        return [file, results] as const;
      });
      return Promise.resolve(new Map(found));
    },
  };
  const cells = [code("a"), code("bad look", ["look"], "l"), code("b")];
  const resolveKernel = () => ({ spec: fakeSpec, origin: "builtin" as const });
  const [checked] = await checkNotebooks([{ path, notebook: notebookOf(cells) }], { resolveKernel, types });
  expect(seen).toEqual([
    ["a", "b"],
    ["a", "bad look", "b"],
  ]);
  expect(checked?.failures).toMatchObject([{ ename: "TS2304", cell: { index: 1, id: "l" } }]);
  const built = await executeWith(scripted({}), cells, { dependencies: { types } });
  expect(built.failures).toEqual([]);
});

test("TypeScript does not repeat that there is no such name", async () => {
  const types: TypeChecker = {
    check: (notebooks) =>
      Promise.resolve(
        new Map(
          notebooks.map(({ path: file, plan }) => [
            file,
            plan().map(() => ({
              kind: "cell" as const,
              diagnostics: [
                {
                  code: 2304,
                  message: "Cannot find name 'n'.",
                  start: { line: 1, column: 1 },
                  end: { line: 1, column: 2 },
                },
              ],
            })),
          ]),
        ),
      ),
  };
  const cells = [code("const n = 1;", ["look"]), code("n", [], "uses")];
  const built = await executeWith(scripted({}), cells, { dependencies: { types } });
  expect(built.failures).toMatchObject([{ ename: "LookError", cell: { id: "uses" } }]);
});
