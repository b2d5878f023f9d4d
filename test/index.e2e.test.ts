import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const notebooks = join(root, "notebooks");

/** What the compiler says of each source, all of them compiled as one program: most of the work is reading declarations. */
function faultsOf(sources: readonly string[]): readonly string[] {
  // Inside the notebooks' folder: that is where a notebook's imports are resolved from.
  const folder = mkdtempSync(join(notebooks, ".types-"));
  try {
    const files = sources.map((source, index) => {
      const file = join(folder, `cell-${index}.ts`);
      writeFileSync(file, source);
      return file;
    });
    const program = ts.createProgram(files, {
      noEmit: true,
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      esModuleInterop: true,
      // Declarations are checked too: a type that cannot be read would silently be `any`.
      skipLibCheck: false,
      lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      types: [],
    });
    const faults = ts.getPreEmitDiagnostics(program).map(({ messageText, file }) => ({
      file: file?.fileName ?? "",
      text: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }));
    // What is wrong with a declaration is wrong with every source.
    return files.map((file) =>
      faults
        .filter((fault) => fault.file === file || !files.includes(fault.file))
        .map(({ text }) => text)
        .join("\n"),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("what a notebook imports", () => {
  const right = `
      import { bar, bumpChart, change, claim, divergingBars, figure, fmt, heat, holds, line, type LineOptions, load, scoreboard, table, text } from "briefing";
import { counting } from "briefing-collaboration";
      const rows = load("copublications");
      const precision: "exact" | "bounds" = rows[0].precision;
      const other: string | number | boolean | null = load("anything")[0]["x"];
      const top = change.peak(rows.map((row) => ({ year: row.year, value: row })));
      figure({ id: "a", caption: text\`\${fmt.year(top.year!)}\`, alt: "b", source: "c", data: rows,
        spec: line(rows, { x: "year", y: "lower", low: "lower", high: "upper", style: "count" }) });
      table({ id: "t", rows, key: ["year"], columns: [{ field: "year", title: "Year", format: (year: number) => fmt.year(year) }], caption: "c", source: "s" });
      claim({ id: "c", statement: "s", by: "b", parts: [
        { reads: "r", holds: top.value === 1, evidence: text\`\${fmt.ordinal(1)} with \${fmt.money(2, { currency: "USD" })}\` },
        { reads: "r", needs: "n" }, { reads: "r", notComputed: "n" } ] });
      const cells = [{ year: 1, field: "a", share: 0.5 }];
      const options: LineOptions<typeof cells[0]> = { x: "year", y: "share", facet: "field" };
      const specs = [line(cells, options), bumpChart([{ name: "a", year: 1, rank: 1 }], { x: "year", y: "rank", by: "name", colours: { a: "first" } }),
        scoreboard([{ label: "a", verdict: "partly", parts: ["holds", "fails"] }], { label: "label", verdict: "verdict", parts: "parts" }),
        divergingBars([{ label: "a", value: 1 }], { x: "value", y: "label" }),
        heat(cells, { x: "year", y: "field", value: "share" })];
      specs.forEach((spec) => figure({ id: "b", caption: "c", alt: "a", source: "s", spec }));
      const words: string = holds("x", true).text + bar(cells, { x: "share", y: "field" }) + counting.share(1, 2).value + precision + other;
    `;
  const wrong: readonly (readonly [what: string, code: string, message: string])[] = [
    [
      "a bare number as a caption",
      'figure({ id: "a", spec: {}, caption: 3 });',
      "'number' is not assignable",
    ],
    [
      "a verdict typed by hand",
      'claim({ id: "c", statement: "s", by: "b", verdict: "supported", parts: [] });',
      "'verdict' does not exist",
    ],
    [
      "a part of a claim that is decided and is not",
      'claim({ id: "c", statement: "s", by: "b", parts: [{ reads: "r", holds: true, notComputed: "n" }] });',
      "not assignable",
    ],
    [
      "a bare number as evidence",
      'claim({ id: "c", statement: "s", by: "b", parts: [{ reads: "r", holds: true, evidence: 3 }] });',
      "'number' is not assignable",
    ],
    ["a bare number in a text", "text`${2020}`;", "'number' is not assignable"],
    ["a field that no row has", 'load("copublications")[0].edtion;', "Did you mean 'edition'"],
    ["a unit of an amount of money", 'fmt.money(1, { unit: "€" });', "'unit' does not exist"],
    ["an invalid condition", 'holds("x", 1);', "'number' is not assignable"],
  ];

  test("compiles with the resolution that notebooks have, declarations checked; what is wrong is a type error", () => {
    const names = 'import { claim, figure, fmt, holds, load, text } from "briefing";\n';
    const [ofRight, ...ofWrong] = faultsOf([right, ...wrong.map(([, code]) => names + code)]);
    expect(ofRight).toBe("");
    for (const [index, [what, , message]] of wrong.entries()) expect(ofWrong[index], what).toContain(message);
  });

  test("its declarations need no package", () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const [, name = ""] of readFileSync(file, "utf8").matchAll(
        /(?:^(?:import|export)\b[^"';]*\bfrom\s*|import\()["']([^"']+)["']/gm,
      )) {
        expect(name, file).toMatch(/^\.\.?\//);
        visit(join(dirname(file), name.replace(/\.js$/, ".d.ts")));
      }
    };
    for (const entry of ["index", "analysis", "tables"])
      visit(join(root, "src/briefing/dist", `${entry}.d.ts`));
    expect(seen.size).toBeGreaterThan(10);
  });

  test("loads without TypeScript, zod, vega or zeromq", () => {
    const require = createRequire(join(notebooks, "x.js"));
    const before = new Set(Object.keys(require.cache));
    require("briefing");
    require("briefing-collaboration");
    const loaded = Object.keys(require.cache).filter((file) => !before.has(file));
    expect(loaded.filter((file) => /typescript|zod|vega|zeromq|tslab/.test(file.slice(root.length)))).toEqual(
      [],
    );
  });
});
