import { readFileSync, utimesSync, writeFileSync } from "node:fs";
import { beforeEach, describe, expect, test } from "vitest";
import type { Cell } from "../../../../../src/briefing/engine/notebook/contract.js";
import { casesOf } from "../../../../support/cases.js";
import { code, markdown, raw } from "../harness.js";
import { Bench, node20, type Surroundings, type Tells } from "./bench.js";
import { notebookOf } from "../../../../support/notebook.js";

let bench: Bench;
beforeEach(() => {
  bench = new Bench();
});

/** What differs from the first execution, and the reason of the miss. */
const changes = casesOf("changes.yml", import.meta.url) as readonly [string, Surroundings, string][];
const tells: Readonly<Record<string, Tells>> = {
  "load()": {
    files: ["data/pairs.csv"],
    modules: ["lib/outer.js", "lib/middle.js", "lib/inner.js", "node_modules/tides/index.js"],
    environment: ["REGION"],
    asked: ["data/extra.csv", "lib/sought.ts"],
    listed: ["data"],
  },
};
const cells: readonly Cell[] = [
  raw("title: A chapter"),
  code("const n = 1;", ["parameters"], "settings"),
  code("load()", [], "load"),
  markdown("There are `{ts} n` of them.", "prose"),
  code("show()", ["hide-input"], "show"),
  code("", [], "empty"),
  code("never()", ["skip-execution"], "skipped"),
];
const notebook = notebookOf(cells);
const withCell = (id: string, change: Partial<Cell>) =>
  notebookOf(cells.map((cell) => (cell.id === id ? ({ ...cell, ...change } as Cell) : cell)));
const around: Surroundings = { tells, environment: { REGION: "north" } };

const layOut = () =>
  bench.write({
    "lib/outer.js": "outer",
    "lib/middle.js": "middle",
    "lib/inner.js": "inner",
    "node_modules/tides/index.js": "tides",
    "node_modules/tides/package.json": '{ "name": "tides", "version": "1.0.0" }',
    "data/pairs.csv": "a,b\n1,2\n",
  });

const first = "not in the cache yet";

describe("an execution in the cache", () => {
  beforeEach(layOut);

  test("is used as long as nothing changed, byte by byte, and no kernel is asked", async () => {
    const cold = await bench.execute(notebook, around);
    expect(cold.said).toBe(first);
    expect(cold.asked).toEqual(["const n = 1;", "load()", "n", "show()"]);
    const hit = await bench.execute(notebook, around);
    expect(hit.said).toBe("hit");
    expect(hit.asked).toEqual([]);
    expect(hit.text).toBe(cold.text);
  });

  // Every kind of change: test/briefing/engine/store/fingerprint.test.ts.
  test.each([
    ["lib/inner.js", "INNER", "lib/inner.js changed"],
    ["data/extra.csv", "x", "data/extra.csv appeared, the files in data changed"],
    ["lib/sought.ts", "x", "lib/sought.ts appeared"],
  ])("does not count once %s changed", async (file, content, why) => {
    await bench.execute(notebook, around);
    await bench.write({ [file]: content });
    const again = await bench.execute(notebook, around);
    expect(again.said).toBe(why);
    expect(again.asked).toHaveLength(4);
    expect((await bench.execute(notebook, around)).said).toBe("hit");
  });

  test.each(changes)("does not count once %s is another", async (_, change, why) => {
    await bench.execute(notebook, around);
    expect((await bench.execute(notebook, { ...around, ...change })).said).toBe(why);
    // What was kept before is kept still: going back finds it.
    expect((await bench.execute(notebook, around)).said).toBe("hit");
  });

  test("does not depend on what no cell read, or on when a file was saved", async () => {
    await bench.execute(notebook, around);
    await bench.write({ "lib/unused.js": "x", "data/pairs.csv": "a,b\n1,2\n" });
    expect(
      (await bench.execute(notebook, { ...around, environment: { REGION: "north", OTHER: "x" } })).said,
    ).toBe("hit");
  });

  test("sees an edit that leaves size and times as they were", async () => {
    const old = new Date("2020-01-01T00:00:00.5Z");
    utimesSync(bench.at("data/pairs.csv"), old, old);
    await bench.write({ unrelated: "" });
    await bench.execute(notebook, around);
    writeFileSync(bench.at("data/pairs.csv"), "a,b\n1,3\n");
    utimesSync(bench.at("data/pairs.csv"), old, old);
    expect((await bench.execute(notebook, around)).said).toMatch(/^data\/pairs\.csv changed/);
  });

  test("is not kept where a file changed while it was executed", async () => {
    const later = new Date(Date.now() + 60_000);
    writeFileSync(bench.at("data/pairs.csv"), "a,b\n9,9\n");
    utimesSync(bench.at("data/pairs.csv"), later, later);
    const said = `${first}; data/pairs.csv changed during execution`;
    expect((await bench.execute(notebook, around)).said).toBe(said);
  });

  test("is reported with two reasons and the number of the others", async () => {
    await bench.execute(notebook, around);
    await bench.write({ "data/pairs.csv": "" });
    const changed = withCell("show", { source: "shown()" });
    const { said } = await bench.execute(changed, { ...around, runtime: { ...node20, node: "v24.0.0" } });
    expect(said).toBe("cell show changed, data/pairs.csv changed and 1 more");
  });
});

describe("of a notebook that was edited", () => {
  beforeEach(layOut);
  const edited = async (changed: ReturnType<typeof notebookOf>) => {
    await bench.execute(notebook, around);
    return bench.execute(changed, around);
  };

  test.each([
    ["a code cell", withCell("show", { source: "shown()" }), "cell show changed"],
    ["a new cell", notebookOf([...cells, code("more()", [], "more")]), "cell more is new"],
    ["a cell that went", notebookOf(cells.filter(({ id }) => id !== "show")), "cell show was removed"],
    [
      "a tag that counts",
      withCell("show", { metadata: { tags: ["raises-exception"] } }),
      "the tags of cell show changed",
    ],
    [
      "a new number",
      withCell("prose", { source: "`{ts} n` and `{ts} n + 1`" }),
      "the numbers in prose changed",
    ],
    [
      "a number that went",
      notebookOf(cells.filter(({ id }) => id !== "prose")),
      "the numbers in prose were removed",
    ],
  ])("%s is executed again", async (_, changed, why) => {
    const { said, asked } = await edited(changed);
    expect(said).toBe(why);
    expect(asked.length).toBeGreaterThan(0);
  });

  test.each([
    ["prose around a number", withCell("prose", { source: "In all, there are **many**: `{ts} n`." })],
    ["a new paragraph", notebookOf([...cells, markdown("The end.")])],
    ["front matter", notebookOf([raw("title: Another"), ...cells.slice(1)])],
    ["a tag of the page", withCell("show", { metadata: { tags: ["remove-input"] } })],
    [
      "the id of a cell",
      notebookOf(cells.map((cell) => (cell.id === "show" ? { ...cell, id: "shown" } : cell))),
    ],
    ["a cell that is skipped", withCell("skipped", { source: "neverEver()" })],
  ])("%s is not, and it comes out as if it were", async (_, changed) => {
    const hit = await edited(changed);
    expect(hit.said).toBe("hit");
    const { text } = await new Bench().execute(changed, { ...around, tells: {} });
    const withoutPaths = (notebookText: string) =>
      notebookText.replaceAll(/"(?:files|modules|environment)": \[[^\]]*\]/g, "");
    expect(withoutPaths(hit.text)).toBe(withoutPaths(text));
  });

  test("a number that moves past a code cell is evaluated again", async () => {
    const moved = notebookOf([...cells.filter(({ id }) => id !== "prose"), markdown("`{ts} n`", "prose")]);
    expect((await edited(moved)).said).toBe("the order of the cells changed");
  });
});

describe("the cache takes no notebook", () => {
  const one = (source = "run()", tags: readonly string[] = []) => notebookOf([code(source, tags, "only")]);

  test.each([
    ["network", "cell only opened a network connection"],
    ["process", "cell only started another process"],
    ["thread", "cell only started a thread, which is not observed"],
    ["writing", "cell only wrote to disk"],
    ["clock", "cell only reads the clock"],
    ["chance", "cell only uses random numbers"],
  ] as const)("with %s", async (contact, why) => {
    const surroundings = { tells: { "run()": { contacts: [contact] } } };
    expect((await bench.execute(one(), surroundings)).said).toBe(`${first}; ${why}`);
    expect((await bench.execute(one(), surroundings)).said).toBe(`${first}; ${why}`);
  });

  test("that leaves work running, loads native code, or forbids it", async () => {
    const kept = async (tell: Tells, metadata = {}) =>
      (
        await bench.execute(notebookOf([{ ...code("run()", [], "only"), metadata }]), {
          tells: { "run()": tell },
        })
      ).said;
    expect(await kept({ pending: "some" })).toMatch(/work was still pending/);
    expect(await kept({ modules: ["sharp.node"] })).toMatch(/cell only loaded native code/);
    expect(await kept({}, { briefing: { cache: false } })).toMatch(/cell only sets cache: false/);
  });

  test("that failed; one whose cell may fail is kept", async () => {
    const failing = { fails: ["run()"], tells: {} };
    expect((await bench.execute(one(), failing)).execution.failures).toHaveLength(1);
    expect((await bench.execute(one(), failing)).said).toBe(first);
  });

  test("whose errors are let pass: it is not even looked up", async () => {
    await bench.execute(one());
    expect((await bench.execute(one(), { settings: { onCellError: "continue" } })).said).toBe(
      "not looked up",
    );
  });
});

describe("on disk", () => {
  const one = notebookOf([code("run()", [], "only")]);

  test("a damaged entry is not used, and made again", async () => {
    const cold = await bench.execute(one);
    const [entry = ""] = bench.entries;
    writeFileSync(entry, readFileSync(entry, "utf8").replace("run()", "ran()"));
    const again = await bench.execute(one);
    expect(again.said).toBe("its cache entry was damaged or removed");
    expect(again.text).toBe(cold.text);
    expect((await bench.execute(one)).said).toBe("hit");
  });

  test("so many states of a notebook are kept, and no more", async () => {
    for (let n = 0; n < 7; n += 1) await bench.execute(notebookOf([code(`run(${n})`, [], "only")]));
    expect(bench.entries).toHaveLength(4);
    expect((await bench.execute(notebookOf([code("run(6)", [], "only")]))).said).toBe("hit");
  });
});
