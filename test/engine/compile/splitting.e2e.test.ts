import fc from "fast-check";
import { expect, test } from "vitest";
import { executeAsCells, executeAsModule, newCompiler } from "./support/session.js";

const compiler = newCompiler();

/** Statements over variables a…d, functions and a class that exist from the start, so that any order is valid. */
const prelude = [
  "let a: any = 1, b: any = 2, c: any = [3], d: any = { n: 4, deep: { n: 5 } };",
  "const log: any[] = [];",
  "let f: any = function () { return [typeof this, a]; };",
  "class Base { v: any = a; static made = 0; constructor() { Base.made++; } }",
];
const name = fc.constantFrom("a", "b", "c", "d", "f");
const two = fc.tuple(name, name).filter(([x, y]) => x !== y);
const statement = fc.oneof(
  two.map(([x, y]) => `${x} = ${y};`),
  two.map(([x, y]) => `[${x}, ${y}] = [${y}, ${x}];`),
  two.map(([x, y]) => `({ ${x} = 7, y: ${y} } = { y: ${x} } as any);`),
  two.map(([x, y]) => `${x} = { ${y}, ${x} };`),
  two.map(([x, y]) => `${x} = () => [${y}];`),
  two.map(([x, y]) => `${x} = ((${y}: any) => ({ ${y} }))(${x});`),
  name.map((x) => `log.push(typeof ${x}, ${x}?.name);`),
  name.map((x) => `try { log.push(${x}()); } catch (e: any) { log.push(e.name); }`),
  name.map((x) => `for (${x} of [1, 2]) log.push(${x});`),
  name.map((x) => `${x} ??= class {};`),
  name.map((x) => `await (async () => { ${x} = await ${x}; })();`),
  name.map((x) => `{ const ${x} = 9; log.push({ ${x} }); }`),
  fc.constant("a = new (class extends Base { w = b; })();"),
  fc.constant("b = `${typeof a}${Base.made}`;"),
);

test("splitting code into cells anywhere does not change its meaning", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(statement, fc.boolean()), { maxLength: 12 }), async (program) => {
      const probes = ["a", "b", "c", "d", "f", "log", "Base.made"];
      const cells = [...prelude];
      for (const [text, startsCell] of program) {
        const last = cells.pop() ?? "";
        if (startsCell) cells.push(last, text);
        else cells.push(`${last}\n${text}`);
      }
      const asModule = await executeAsModule(compiler.folder, cells, probes);
      expect(await executeAsCells(compiler, cells, probes, "run")).toEqual(asModule);
    }),
    { numRuns: 200, seed: 11 },
  );
}, 600_000);
