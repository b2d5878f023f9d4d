/** Cells that depend on assumptions, or change objects under them, against builds with parameters. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutJudgement, withoutOrigins } from "../../../../src/briefing/engine/execute/answer-content.js";
import { answersOf, type CellAnswer } from "../../../../src/briefing/engine/notebook/answers.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";
import { recordedFacts } from "../../../../src/briefing/engine/report/bundles.js";
import { settingOf, settingsOf, valueText } from "../../../../src/briefing/model/assumption.js";
import { codeCell, textCell } from "../../../support/notebook.js";
import { answerIn, assumptions, executeAnswered, failuresOf, imports } from "./answered.js";

/** Objects that cells can change, each with what it holds and ways to change it. */
const objects = [
  {
    made: (name: string) => `const ${name}: number[] = [1];`,
    read: (name: string) => `${name}.reduce((sum, each) => sum + each, 0)`,
    changes: [
      (name: string, n: string) => `${name}.push(${n});`,
      (name: string, n: string) => `${name}[0] = ${n};`,
      (name: string, n: string) => `const view = ${name};\nview[1] = ${n};`,
      (name: string, n: string) => `for (const each of [1, 2]) ${name}.unshift(each * ${n});`,
    ],
  },
  {
    made: (name: string) =>
      `class Box${name} { n = 1; put(n: number) { this.n = this.n * 3 + n; } }\nconst ${name} = new Box${name}();`,
    read: (name: string) => `${name}.n`,
    changes: [
      (name: string, n: string) => `${name}.put(${n});`,
      (name: string, n: string) => `${name}.n += ${n};`,
      (name: string, n: string) => `const put = (n: number) => ${name}.put(n);\nput(${n});`,
      (name: string, n: string) => `Object.assign(${name}, { n: ${n} });`,
    ],
  },
  {
    made: (name: string) =>
      `const ${name} = { n: 1, put: (n: number) => { ${name}.n = 2 * ${name}.n + n; } };`,
    read: (name: string) => `${name}.n`,
    changes: [
      (name: string, n: string) => `${name}.put(${n});`,
      (name: string, n: string) => `const { put } = ${name};\nput(${n});`,
    ],
  },
  {
    made: (name: string) =>
      `let ${name} = 1;\nconst put${name} = (n: number) => { ${name} = ${name} * 2 + n; };`,
    read: (name: string) => name,
    changes: [
      (name: string, n: string) => `${name} += ${n};`,
      (name: string, n: string) => `put${name}(${n});`,
    ],
  },
] as const;

interface Step {
  readonly does: "declares" | "makes" | "changes" | "reads";
  readonly from: number;
  readonly form: number;
}

const step = fc.record({
  does: fc.constantFrom("declares", "makes", "changes", "reads"),
  from: fc.nat(20),
  form: fc.nat(20),
});

const oneOf = <T>(all: readonly T[], place: number): T | undefined => all[place % all.length];

/** Each cell declares a name from earlier ones, makes an object, or changes or reads one. */
function cellsOf(steps: readonly Step[]): readonly Cell[] {
  const names = ["base", "Number(double)", "fixed"];
  const made: { readonly name: string; readonly of: (typeof objects)[number] }[] = [];
  const sources = steps.map(({ does, from, form }, index): string => {
    const used = oneOf(names, from) ?? "";
    const name = `n${index}`;
    const changed = oneOf(made, from);
    if (does === "makes" || (changed === undefined && does !== "declares")) {
      const of = oneOf(objects, form) ?? objects[0];
      made.push({ name, of });
      return of.made(name);
    }
    if (does === "changes" && changed !== undefined)
      return `{\n${oneOf(changed.of.changes, form)?.(changed.name, oneOf(names, form + from) ?? "") ?? ""}\n}`;
    names.push(name);
    if (does === "reads" && changed !== undefined)
      return `const ${name} = ${changed.of.read(changed.name)} + ${index};\n${name};`;
    const forms = [
      `const ${name} = ${used} * 2 + ${index};\n${name};`,
      `const f${index} = () => ${used} + 1;\nconst ${name} = f${index}();\n${name};`,
      `const ${name} = [1, 2, 3].filter((x) => x > ${used}).length;\n${name};`,
      `const o${index} = { value: ${used} - 1 };\nconst { value: ${name} } = o${index};\n${name};`,
    ];
    return oneOf(forms, form) ?? "";
  });
  const all = [...names.slice(2), ...made.map(({ name, of }) => of.read(name))];
  const words = all.map((each) => `\`{ts} fmt.count(${each})\``).join(", ");
  const last = all.at(-1) ?? "";
  return [
    codeCell("fixed", "const fixed = 7;"),
    ...sources.map((source, index) => codeCell(`cell-${index}`, source)),
    textCell("markdown", "words", `${words} [so]{holds='${last} > 3'}`),
  ];
}

/** For every setting, a build with parameters gives what the page carries. */
async function expectAnswers(cells: readonly Cell[]): Promise<void> {
  const execution = await executeAnswered(cells);
  const code = cells.map(({ source }) => source).join("\n");
  expect(failuresOf(execution), code).toEqual([]);
  const found = answersOf(execution.notebook);
  for (const setting of settingsOf(found?.assumptions ?? [])) {
    const parameters = Object.fromEntries(
      Object.entries(setting).map(([id, value]) => [id, valueText(value)]),
    );
    const anew = await executeAnswered(cells, { parameters, answers: "omit" });
    for (const cell of execution.notebook.cells) {
      if (cell.id.startsWith("assume-")) continue;
      const on = found?.cells.find((each) => each.cell === cell.id)?.on ?? [];
      const carried = answerIn(execution, cell.id, settingOf(setting, on)) ?? contentOf(cell);
      const same = anew.notebook.cells.find(({ id }) => id === cell.id);
      expect([setting, cell.id, uncounted(carried)], code).toEqual([
        setting,
        cell.id,
        uncounted(same && contentOf(same)),
      ]);
    }
  }
}

test("executed again is executed anew, whatever cells change", async () => {
  const [steps = []] = fc.sample(fc.array(step, { minLength: 9, maxLength: 9 }), 1);
  await expectAnswers([imports, ...assumptions, ...cellsOf(steps)]);
});

test("what is set in an object, by a method or in a closure follows the setting", async () => {
  const base = codeCell(
    "assume-base",
    'const base = assume.select("base", [1, 2, 3], { label: "Base", value: 1 });',
  );
  await expectAnswers([
    codeCell(
      "made",
      [
        'import { assume, fmt } from "briefing";',
        "const totals: number[] = [];",
        "class Box { n = 0; add(x: number) { this.n = x; } }",
        "const box = new Box();",
        "const closure = { n: 0, add: (x: number) => { closure.n = x; } };",
      ].join("\n"),
    ),
    base,
    codeCell("list", "totals[0] = base * 10;"),
    codeCell("instance", "box.add(base * 10);"),
    codeCell("closure", "closure.add(base * 10);"),
    textCell("markdown", "direct", "The base is `{ts} fmt.count(base)`."),
    textCell(
      "markdown",
      "through",
      "`{ts} fmt.count(totals[0]!)`, `{ts} fmt.count(box.n)`, `{ts} fmt.count(closure.n)`",
    ),
  ]);
});

/** As in an answer; execution counts differ, because parameters are set in a cell of their own. */
function contentOf(cell: Cell): CellAnswer {
  if (cell.cell_type !== "code") return { inline: (recordedFacts(cell)?.inline ?? []).map(withoutJudgement) };
  return { outputs: cell.outputs.map(withoutOrigins) };
}

const uncounted = (answer: CellAnswer | undefined): unknown =>
  JSON.parse(JSON.stringify(answer ?? null).replace(/"execution_count":\d+/g, '"execution_count":0'));
