/** Remembered results: never stale, and of cells that use them the same is recorded as of cells that compute them. */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../support/temporary.js";
import { printed, runCells, traceback } from "./run-cells.js";

const folder = temporaryFolder("remember");
const env = { BRIEFING_CACHE_DIR: path.join(folder, "cache") };

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

const tableOf = (...rows: readonly string[]): string => `a\n${rows.join("\n")}\n`;
const schema = { fields: [{ name: "a", type: "string" }] };
const files = {
  "data/datapackage.json": JSON.stringify({
    name: "d",
    resources: [{ name: "pairs", path: "pairs.csv", schema }],
  }),
  "data/pairs.csv": tableOf("US", "CN"),
  "notes.txt": "one",
  "deeper.ts": "export const factor = 1;\n",
  // Random, so that a result shows whether it was computed again.
  "draws.ts": `import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { load, remember } from "briefing";
import { factor } from "./deeper.js";
export function draw({ n }: { n: number }): number {
  const read = [load("pairs").length, readFileSync("notes.txt", "utf8"), process.env["SCALE"], existsSync("more.txt")];
  return read.length * n * factor * Math.random();
}
export function write(): number {
  writeFileSync("written.txt", "");
  return Math.random();
}
export const later = async (): Promise<number> => Math.random();
const early = load("pairs").length;
export const byModule = () => [early, Math.random()];
export const outer = () => [remember("inner", {}, inner), Math.random()];
export const inner = () => (require("./late") as { value: number }).value;
export const slow = () => {
  console.log("computing");
  for (const end = Date.now() + Number(process.env["MS"] ?? 1500); Date.now() < end; );
  return Math.random();
};
export const endless = () => { load("pairs"); for (;;); };
export class Scale {}
`,
  "late.ts": "export const value = 1;\n",
};

beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  write(files);
  // A file that is as new as the kernel may be newer.
  await delay(100);
});

const imports =
  'import { load, remember } from "briefing";\nimport { byModule, draw, endless, inner, later, outer, Scale, slow, write } from "./draws";';

/** What one cell prints in a kernel of its own. */
async function run(code: string, more: Readonly<Record<string, string>> = {}) {
  const cells = await runCells([imports, `console.log(${code})`], { folder, env: { ...env, ...more } });
  return { text: printed(cells, 2), trace: cells.outcomes[1]?.trace, error: traceback(cells, 2) };
}

const drawn = 'remember("draws", { n: 1 }, draw)';

test("projects that share a cache do not share results", async () => {
  write({
    "other/data/datapackage.json": files["data/datapackage.json"],
    "other/data/pairs.csv": tableOf("US"),
  });
  const rowsIn = async (project: string): Promise<string> => {
    const cells = [
      'import { load, remember } from "briefing";',
      'console.log(remember("n", "pairs", load).length)',
    ];
    return printed(await runCells(cells, { folder: project, env }), 2);
  };
  expect(await rowsIn(folder)).toBe("2\n");
  expect(await rowsIn(path.join(folder, "other"))).toBe("1\n");
});

test("other kernels get the result and record the same, under each name and for each inputs", async () => {
  const first = await run(drawn);
  const second = await run(drawn);
  expect(Number(first.text)).toBeGreaterThan(0);
  expect(second.text).toBe(first.text);
  expect(second.trace?.files).toContain(path.join(folder, "notes.txt"));
  expect(second.trace?.functions.map(({ name }) => name)).toContain("draw");
  expect(second.trace?.environment).toContain("SCALE");
  expect(second.trace?.reads?.map(({ rows }) => rows)).toEqual([2, undefined]);
  expect(second.trace).toEqual(first.trace);
  expect((await run('remember("draws", { n: 2 }, draw)')).text).not.toBe(first.text);
  expect((await run('remember("others", { n: 1 }, draw)')).text).not.toBe(first.text);
});

describe("kernels that ask for the same at the same time", () => {
  const ask = 'console.log(remember("slow", {}, slow))';

  test("compute it once", async () => {
    const both = await Promise.all([1, 2].map(() => runCells([imports, ask], { folder, env })));
    const texts = both.map((cells) => printed(cells, 2)).sort((a, b) => a.length - b.length);
    const [short = "", long] = texts;
    expect(Number(short)).toBeGreaterThan(0);
    expect(long).toBe(`computing\n${short}`);
  });

  test("do not wait for a kernel whose computation was interrupted, even if that kernel is still alive", async () => {
    const interrupted = { code: ask, interruptAfterMs: 300 };
    const first = runCells([imports, interrupted, "await new Promise((end) => setTimeout(end, 5000))"], {
      folder,
      env: { ...env, MS: "30000" },
    });
    await delay(2000);
    const second = run('remember("slow", {}, slow)', { MS: "0" });
    const earliest = Promise.race([first.then(() => "first"), second.then(() => "second")]);
    expect(await earliest).toBe("second");
    expect((await second).text).toMatch(/^computing\n0\.\d+\n$/);
    const errors = (await first).outcomes.map(({ error }) => error?.ename);
    expect(errors).toEqual([undefined, expect.any(String), undefined]);
  }, 15_000);

  test("can be interrupted while they wait", async () => {
    const first = runCells([imports, ask], { folder, env: { ...env, MS: "5000" } });
    await delay(1500);
    const waiting = { code: `console.log("asked"); ${ask}`, interruptAfterMs: 300 };
    const second = runCells([imports, waiting, "console.log('next')"], { folder, env });
    const earliest = Promise.race([first.then(() => "first"), second.then(() => "second")]);
    expect(await earliest).toBe("second");
    expect(printed(await second, 2)).toBe("asked\n");
    expect(printed(await second, 3)).toBe("next\n");
    expect(printed(await first, 2)).toMatch(/^computing\n0\.\d+\n$/);
  }, 15_000);
});

test("a change of what the function used computes the result again", async () => {
  const first = await run(drawn);
  expect((await run(drawn)).text).toBe(first.text);
  const seen = new Set([first.text]);
  const changes: readonly (readonly [
    what: string,
    files: Readonly<Record<string, string>>,
    env?: Readonly<Record<string, string>>,
  ])[] = [
    ["the function", { "draws.ts": files["draws.ts"].replace("read.length", "2") }],
    ["a module that it imports", { "deeper.ts": "export const factor = 2;\n" }],
    ["a table", { "data/pairs.csv": tableOf("US", "DE") }],
    ["a file", { "notes.txt": "two" }],
    ["whether a file exists", { "more.txt": "" }],
    ["an environment variable", {}, { SCALE: "2" }],
  ];
  for (const [what, changed, more] of changes) {
    write(changed);
    const after = await run(drawn, more);
    expect(after.error, what).toBe("");
    expect(seen, what).not.toContain(after.text);
    seen.add(after.text);
  }
});

test.each([
  {
    what: "a table that its module read when it was loaded",
    call: 'remember("m", {}, byModule)',
    changed: { "data/pairs.csv": tableOf("US", "DE") },
  },
  {
    what: "a module that a remembered result inside depends on",
    before: 'remember("inner", {}, inner)',
    call: 'remember("outer", {}, outer)',
    changed: { "late.ts": "export const value = 2;\n" },
  },
])("a change of $what computes the result again", async ({ before, call, changed }) => {
  if (before !== undefined) await run(before);
  const first = await run(call);
  expect((await run(call)).text).toBe(first.text);
  write(changed);
  const after = await run(call);
  expect(after.error).toBe("");
  expect(after.text).not.toBe(first.text);
});

test("after an interrupted computation, cells report what they read", async () => {
  const endlessly = { code: 'console.log(1); remember("endless", {}, endless)', interruptAfterMs: 50 };
  const { outcomes } = await runCells([imports, endlessly, 'load("pairs").length'], { folder, env });
  expect(outcomes[1]?.error?.ename).toBe("KeyboardInterrupt");
  expect(outcomes[2]?.trace.reads?.map(({ rows }) => rows)).toEqual([2]);
});

describe("what is not remembered", () => {
  test("results of functions with side effects", async () => {
    const code = 'remember("writes", {}, write)';
    expect((await run(code)).text).not.toBe((await run(code)).text);
  });

  test("functions of cells, which can use variables of other cells, and what cannot be copied", async () => {
    const calls = [
      [
        'remember("own", {}, () => 1)',
        'remember("own", …): the function must be exported by a module, such as notebooks/fits.ts.',
      ],
      ['remember("later", {}, later)', 'remember("later", …): the result contains an instance of Promise.'],
      ['remember("f", () => 1, draw as never)', "the inputs contain a function."],
      ['remember("s", new Scale() as never, draw)', "the inputs contain an instance of Scale."],
    ];
    const cells = await runCells([imports, ...calls.map(([code = ""]) => code)], { folder, env });
    for (const [index, [code, message]] of calls.entries())
      expect(traceback(cells, index + 2), code).toContain(message);
  });
});

describe("a large table", () => {
  const rows = Array.from({ length: 50_000 }, (_, index) => `economy ${index}`);
  const results = path.join(folder, "cache/store/results");

  const writeTable = async (more: readonly string[], constraints = {}): Promise<void> => {
    const described = { fields: [{ name: "a", type: "string", constraints }] };
    const resources = [{ name: "pairs", path: "pairs.csv", schema: described }];
    write({
      "data/datapackage.json": JSON.stringify({ name: "d", resources }),
      "data/pairs.csv": tableOf(...rows, ...more),
    });
    await delay(100);
  };

  const loadInKernel = async () => {
    const code = 'console.log(load("pairs").at(-1)?.a, load("pairs", { a: "economy 7" }).length)';
    const cells = await runCells(['import { load } from "briefing";', code], { folder, env });
    return { text: printed(cells, 2), trace: cells.outcomes[1]?.trace, error: traceback(cells, 2) };
  };

  test("is read by one kernel and kept for the others, which record the same", async () => {
    await writeTable([]);
    const first = await loadInKernel();
    expect(first.text).toBe("economy 49999 1\n");
    // A kernel that reads the table again writes a new file.
    const kept = () => readdirSync(results).map((file) => statSync(path.join(results, file)).ino);
    const before = kept();
    expect(before).toHaveLength(1);
    const second = await loadInKernel();
    expect(second).toEqual(first);
    expect(second.trace?.files).toContain(path.join(folder, "data/pairs.csv"));
    expect(second.trace?.reads?.map((read) => read.rows)).toEqual([50_000, 1]);
    expect(kept()).toEqual(before);
  });

  test("is read again when it has changed", async () => {
    await writeTable([]);
    await loadInKernel();
    await writeTable(["another"]);
    expect((await loadInKernel()).text).toBe("another 1\n");
  });

  test("is refused by every kernel if a cell violates its description", async () => {
    await writeTable(['""'], { required: true });
    for (const kernel of [1, 2])
      expect((await loadInKernel()).error, `kernel ${kernel}`).toContain("pairs.csv:50002");
    expect(readdirSync(results)).toEqual([]);
  });
});
