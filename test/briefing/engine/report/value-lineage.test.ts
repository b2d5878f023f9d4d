import { expect, test } from "vitest";
import { documentedIn } from "../../../../src/briefing/engine/report/value-lineage/docs.js";
import { partOfText } from "../../../../src/briefing/engine/report/value-lineage/element-texts.js";
import { isLengthOfAll } from "../../../../src/briefing/engine/report/value-lineage/lengths.js";
import {
  commentOn,
  isOfTool,
  subjectDefinedBy,
  subjectOf,
} from "../../../../src/briefing/engine/report/value-lineage/names.js";
import {
  missingYears,
  printedYears,
  yearsDefining,
  yearsIn,
} from "../../../../src/briefing/engine/report/value-lineage/years.js";
import { NotebookProgram } from "../../../../src/briefing/engine/notebook/program.js";
import { inlineReader } from "../../../../src/briefing/engine/notebook/statements.js";
import type { Cell } from "../../../../src/briefing/engine/notebook/contract.js";

const cells = (...sources: readonly string[]): readonly Cell[] =>
  sources.map((source, index) => ({
    cell_type: "code",
    id: `cell-${index + 1}`,
    source,
    metadata: {},
    outputs: [],
    execution_count: index + 1,
  }));

/** `cell:statement` of all that an expression at the end of a notebook depends on. */
function behind(expression: string, ...sources: readonly string[]): readonly string[] {
  const found = inlineReader(expression, sources.length);
  if (found === undefined) throw new Error("no expression");
  const statements = new NotebookProgram({ cells: cells(...sources) }).behind(found.reader);
  return statements.map(({ place }) => `${place.cell + 1}:${place.index}`).sort();
}

test("a value depends on the definitions of its names, and on theirs, not on the rest of their cells", () => {
  const first = 'const joint = load("joint");\nconst money = load("money");';
  const second = "const last = joint.at(-1);\nconst total = sum(money);";
  expect(behind("fmt.count(last.papers)", first, second)).toEqual(["1:0", "2:0"]);
  expect(behind("fmt.money(total)", first, second)).toEqual(["1:1", "2:1"]);
  expect(behind("fmt.count(5)", first, second)).toEqual([]);
});

test("it depends on statements that change a value, and on the newest definition before it", () => {
  expect(
    behind("rows.length", "const rows = [];", "rows.push(load());", "figure({ spec: line(rows) });"),
  ).toEqual(["1:0", "2:0"]);
  expect(behind("x", "let x = 1;", "x = load();")).toEqual(["1:0", "2:0"]);
  expect(behind("x", 'var x = load("a");', 'var x = load("b");')).toEqual(["2:0"]);
});

test("it depends on changes in patterns, in loops, after an await, and at the end of a cell", () => {
  const first = "let a = 1, rows = [], totals = {};";
  for (const change of [
    "[a, totals.b, ...rows] = load();",
    "({ x: a = 2, y: totals.z, rows } = load());",
    "for (const each of load()) if (each) { fill(a, rows, totals); }",
    "for (const each of load()) Object.assign(totals, fill(rows, a));\nuse(1);",
    "await fill(a, rows, totals);",
  ])
    for (const name of ["a", "rows.length", "totals.b"])
      expect(behind(name, first, change), `${name} after ${change}`).toEqual(["1:0", "2:0"]);
  expect(behind("totals", first, "const all = Object.assign(totals, a);")).toEqual(["1:0", "2:0"]);
  expect(behind("a", first, "const all = Object.assign(totals, a);"), "only the first argument").toEqual([
    "1:0",
  ]);
  expect(behind("rows", first, "for (rows of load()) use(1);")).toEqual(["1:0", "2:0"]);
});

test("the last call of a cell that shows something is for its result", () => {
  const [first, second] = cells("const rows = [];", "summary(rows);");
  const shown = { output_type: "execute_result", data: {}, metadata: {}, execution_count: 2 } as const;
  const code = new NotebookProgram({ cells: [first, { ...second, outputs: [shown] }] as readonly Cell[] });
  const found = inlineReader("rows.length", 2);
  expect(found && code.behind(found.reader).map(({ place }) => place.cell)).toEqual([0]);
});

test("names of the tool are not behind a value, whatever the modules of their cell read", () => {
  const imports =
    'import { fmt } from "briefing";\nimport { limit } from "./limits.js";\nconst { count } = fmt;\nconst { most } = limit;';
  const found = inlineReader("count(most)", 1);
  const statements = found && new NotebookProgram({ cells: cells(imports) }).behind(found.reader);
  const places = statements?.filter((each) => !isOfTool(each)).map(({ place }) => place.index);
  expect(places?.toSorted()).toEqual([1, 3]);
});

test("functions are followed to what they read", () => {
  expect(behind("shareIn(2021)", "const rows = load();", "const shareIn = (year) => rows.at(year);")).toEqual(
    ["1:0", "2:0"],
  );
});

test("a number is called what the comment on its definition says, a question is no name", () => {
  const code = new NotebookProgram({
    cells: cells(
      "// Papers missing, over all baselines. They may be negative.\nconst gap = missing();",
      "// Did it fall?\nconst fell = change() < 0;",
    ),
  });
  const found = inlineReader('fmt.range(hundreds(gap.least), hundreds(gap.most), "count")', 2);
  const subject = found && subjectOf(found.node, found.reader, code);
  expect(subject).toMatchObject({ root: "gap", last: "least" });
  const other = inlineReader('fmt.number(gap["Fläche (km²)"])', 2);
  expect(other && subjectOf(other.node, other.reader, code)).toMatchObject({
    root: "gap",
    last: "Fläche (km²)",
  });
  expect(subject && commentOn(subject.definition)).toBe("Papers missing, over all baselines");
  const statement = code.at("cell-2", 0);
  expect(statement && commentOn(statement)).toBeUndefined();
});

test("a value that is made with its name is called as the comment on it says", () => {
  const code = new NotebookProgram({
    cells: cells("// Lost since then.\nconst lost = fmt.points(loss);\nconst [a, b] = both;\nshow(lost);"),
  });
  const subject = (place: number) => {
    const statement = code.at("cell-1", place);
    return statement && subjectDefinedBy(statement);
  };
  const lost = subject(0);
  expect(lost && [lost.last, commentOn(lost.definition)]).toEqual(["lost", "Lost since then"]);
  expect([subject(1), subject(2)]).toEqual([undefined, undefined]);
});

test("a value in a text is found by the words around it", () => {
  const source = [
    "figure({",
    '  id: "rise",',
    "  title: text`From ${place} up by ${fmt.percent(rise)} and ${fmt.count(more)} papers`,",
    "});",
  ].join("\n");
  const statement = new NotebookProgram({ cells: cells(source) }).at("cell-1", 0);
  const textAt = (before: string, after: string) => {
    const origin = { element: "rise", field: "title", before, after };
    const part = statement && partOfText(statement.node, origin);
    return part && source.slice(part.start, part.end);
  };
  expect(textAt("From Kenya up by ", " and ")).toBe("fmt.percent(rise)");
  expect(textAt(" and ", " papers")).toBe("fmt.count(more)");
});

test("exported functions are documented by the first sentence of their comments", () => {
  const module = [
    "/**\n * The sum of all rows, in tonnes. Throws for none.\n */\nexport function total(rows) {}",
    "/** Share of a whole */\nexport const share = () => 1;",
    "/** Not exported. */\nfunction inner() {}",
  ].join("\n\n");
  expect([...documentedIn(module)]).toEqual([
    ["total", "The sum of all rows, in tonnes."],
    ["share", "Share of a whole"],
  ]);
});

test("a number is named with the years that its code names and the notebook prints", () => {
  const known = printedYears([
    { format: "year", expression: "fromYear", raw: 2015 },
    { format: "year", expression: "fmt.year(us.year)", raw: 2021 },
    { format: "year", expression: "last", raw: 2021 },
    { format: "count", expression: "count", raw: 2000 },
  ]);
  const years = (expression: string) => {
    const found = inlineReader(expression, 1);
    return found && yearsIn(found.node, `(${expression}\n)`, known);
  };
  expect(years("fmt.percent(share.in(fromYear))")).toEqual([2015]);
  expect(years("fmt.percent(change(rows, fromYear, us.year))")).toEqual([2015, 2021]);
  expect(years("fmt.percent(parts(rows, last))"), "the end of a span that is not known").toEqual([]);
  expect(years("fmt.percent(history.last)"), "a property").toEqual([]);
  expect(years("fmt.percent(share.in(last - 1))"), "another year").toEqual([]);
  expect(years("rows.map((last) => last)"), "a name inside a function").toEqual([]);

  const code = new NotebookProgram({
    cells: cells("const inFrom = shares(fromYear), other = 1;", "const a = f(last);"),
  });
  const subject = (expression: string) => {
    const found = inlineReader(expression, 2);
    return found && subjectOf(found.node, found.reader, code);
  };
  const one = subject("fmt.percent(a)");
  expect(one && yearsDefining(one, known)).toEqual([2021]);
  const several = subject("fmt.percent(inFrom)");
  expect(several && yearsDefining(several, known), "of several definitions").toEqual([]);
  const part = subject("fmt.percent(a.now)");
  expect(part && yearsDefining(part, known), "a part of what was defined").toEqual([]);
  expect(missingYears([2021, 2015, 2021], "Joint papers")).toEqual(["2015", "2021"]);
  expect(missingYears([2015], "Joint papers from 2015")).toEqual([]);
  expect(missingYears([2015, 2018, 2021]), "too many to name one number").toEqual([]);
});

test("the length of a complete list is no finding, that of a selection is", () => {
  const code = new NotebookProgram({
    cells: cells(
      'import { fmt, load } from "briefing";\nimport { rowsOf } from "./rows.js";',
      'const rows = load("joint");\nconst partners = rows.map(name).sort();\nlet listed = ["CH", "DE"];',
      "const fell = partners.filter(isLower);\nconst largest = partners.slice(0, 3).map(name);",
      'const risen = (country) => rows.filter(isOf(country));\nconst usRose = risen("US");',
      'const some = load("joint", { year: 2020 });\nconst others = rowsOf("joint");',
      "const all = [...fell, 1];\nconst { few } = found;\nconst open = [1];\nif (isLate) open.push(2);",
    ),
  });
  const isLength = (expression: string) => {
    const found = inlineReader(expression, 6);
    return found && isLengthOfAll(found.node, found.reader, code);
  };
  for (const all of ["rows.length", "partners.length", "listed.length", "partners.toReversed().length"])
    expect(isLength(`fmt.count(${all})`), all).toBe(true);
  expect(isLength("partners.length")).toBe(true);
  for (const list of ["fell", "largest", "usRose", "some", "others", "all", "few", "open", "unknown"])
    expect(isLength(`fmt.count(${list}.length)`), list).toBe(false);
  for (const other of ["2 * partners.length", "partners"])
    expect(isLength(`fmt.count(${other})`), other).toBe(false);
});
