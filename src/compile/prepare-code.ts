/**
 * Started when the command has been compiled: has some cells compiled and keeps what V8 made of TypeScript meanwhile,
 * for ahead-worker.ts, once for each Node and TypeScript. Notes the compiler's version as well.
 */
import { createCellCompiler } from "./compiler.js";
import { PACKAGE_FOLDER } from "./installation.js";
import { noteCompilerVersion } from "./store-key.js";
import { optimizeLate } from "./tier-up.js";
import { loadPreparedTypeScript } from "./typescript.js";

/** What notebooks are made of, so that the functions of TypeScript they need are compiled. */
const cells = [
  `import * as fs from "fs";
   import { load, figure, text } from "decoupling-briefing";
   interface Row { readonly year: number; readonly name?: string }
   type Names = keyof Row;
   enum Side { Left, Right }
   const rows: Row[] = [1, 2, 3].map((year) => ({ year, name: String(year) }));`,
  `class Total<T extends { year: number }> {
     #sum = 0;
     constructor(private readonly given: readonly T[]) {}
     get value(): number { for (const { year } of this.given) this.#sum += year; return this.#sum; }
   }
   const total = new Total(rows).value;
   let { year, ...others } = rows[0];
   const byName = new Map(rows.map((row) => [row.name ?? "", row] as const));
   \`\${total} of \${byName.size}\``,
  `async function* later() { try { yield await Promise.resolve(year); } catch (error) { throw error; } }
   for await (const each of later()) console.log(each, others.name?.length, total > 2 ? "a" : "b");
   function sum(...given: number[]) { return given.reduce((a, b) => a + b, 0); }
   sum(...rows.map((row) => row.year))`,
];

noteCompilerVersion();
optimizeLate();
const typeScript = loadPreparedTypeScript();
if (typeScript.code === "made") {
  const compiler = createCellCompiler({ folder: PACKAGE_FOLDER, store: undefined, documentation: "dropped" });
  let declarations = "";
  for (const source of cells) {
    const compilation = compiler.compile(declarations, source);
    if (compilation.status === "compiled") ({ declarations } = compilation);
  }
  compiler.compileExpressions(declarations, { total: "total", name: "rows[0].name" });
  typeScript.keep();
}
