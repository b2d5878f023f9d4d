import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { readInputs } from "../../../../src/briefing/engine/report/inputs.js";
import { showing } from "./tea.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { writeFiles } from "../../../support/files.js";

let base = "";
beforeEach(() => {
  base = temporaryFolder("inputs");
});

function put(file: string, text: string): string {
  writeFiles(base, { [file]: text });
  return path.join(base, file);
}

/** The inputs of a project with a cell that read these files and loaded these modules. */
function inputsOf(files: readonly string[], modules: readonly string[] = []) {
  const notebook = showing("c", {});
  const trace = { files, modules, environment: [], functions: [] };
  const metadata = { briefing: { status: "executed", trace } };
  const executed = { ...notebook, cells: notebook.cells.map((cell) => ({ ...cell, metadata })) };
  return readInputs([executed], path.join(base, "project"));
}

describe("files that a kernel touched", () => {
  it("in the project are named by their path in it and hashed", async () => {
    const file = put("project/data/a.csv", "a\n1\n");
    const found = await inputsOf([file]);
    expect(found.get(file)).toEqual({
      kind: "project",
      path: "data/a.csv",
      sha256: "309b0e45a73d3fc5325e2b6ed0a01ef8b9cde6b05a5633c1f893f970d52bfddc",
    });
  });

  it("in packages are named by name and version, wherever they are installed", async () => {
    put("project/node_modules/@scope/tea/package.json", '{ "name": "@scope/tea", "version": "1.2.3" }');
    put("project/node_modules/@scope/tea/dist/package.json", '{ "type": "module" }');
    const inside = put("project/node_modules/@scope/tea/dist/index.js", "");
    put("elsewhere/package.json", '{ "name": "cup", "version": "4.5.6" }');
    const outside = put("elsewhere/dist/index.js", "");
    const found = await inputsOf([], [inside, outside]);
    expect(found.get(inside)).toEqual({ kind: "package", name: "@scope/tea@1.2.3" });
    expect(found.get(outside)).toEqual({ kind: "package", name: "cup@4.5.6" });
  });

  it("from anywhere else do not reveal their folder", async () => {
    const file = put("secret/b.csv", "b");
    const found = await inputsOf([file]);
    expect(found.get(file)).toMatchObject({ kind: "outside", path: "(outside)/b.csv" });
  });

  it("that are modules are hashed by code, ignoring comments and layout", async () => {
    const code = "const a = /\\/\\* no comment/;\nconst b = `// none`; ";
    const plain = put("project/a.js", code);
    const commented = put(
      "project/b.js",
      `/* why */\n${code.replace("\n", "\n\n  // how\n")}\n//# sourceMappingURL=b.js.map\n`,
    );
    const other = put("project/c.js", code.replace("none", "some"));
    const found = await inputsOf([], [plain, commented, other]);
    const hash = (file: string) => {
      const input = found.get(file);
      return input?.kind === "project" ? input.sha256 : undefined;
    };
    expect(hash(plain)).toMatch(/^[0-9a-f]{64}$/);
    expect(hash(commented)).toBe(hash(plain));
    expect(hash(other)).not.toBe(hash(plain));
  });

  it("that were removed are left out", async () => {
    const file = path.join(base, "project/gone.csv");
    expect((await inputsOf([file])).size).toBe(0);
  });
});
