import path from "node:path";
import { describe, expect, test } from "vitest";
import { type Cell, fixtureProject, runNamed } from "./run-cells.js";

const inProject = (...parts: string[]): string => path.join(fixtureProject, ...parts);

const cells = {
  reads:
    "import * as fs from 'fs'; import { readFile } from 'fs/promises'; import { createReadStream } from 'node:fs'; fs.readFileSync('rows.csv', 'utf8'); await readFile(new URL('file://' + process.cwd() + '/settings.json')); fs.existsSync('x'); fs.writeFileSync('/dev/null', 'w')",
  streamRead: "for await (const chunk of createReadStream('rows.csv')) void chunk",
  callbackRead: "await new Promise<void>((r) => fs.readFile('rows.csv', () => r()))",
  missing: "try { fs.readFileSync('absent') } catch {}",
  imports: "import { outer } from './lib/outer'; outer({ n: 1 })",
  json: "require('./settings.json').answer",
  environment:
    "process.env.FIRST; process.env['SECOND']; 'THIRD' in process.env; const copy = { ...process.env }; Object.keys(process.env); process.env.WRITTEN = 'x'; console.log(new Date(0)); copy.SECOND",
  environmentModule:
    "import { env } from 'process'; [env.FOURTH, process.env.WRITTEN, typeof process.env.PATH]",
  danfojs: "import * as dfd from 'danfojs-node'; new dfd.DataFrame([{ a: 1 }]).shape",
  native: "require('@duckdb/node-api'); fs.readFileSync('/proc/version', 'utf8').length",
  linked: "import { fmt } from 'decoupling-briefing'; fmt.count(3).text",
  nothing: "1 + 1",
  asks: "fs.existsSync('rows.csv'); fs.existsSync('absent.csv'); await fs.promises.stat('lib').catch(() => 0)",
  readsInVain: "try { fs.readFileSync('nowhere.csv') } catch {}",
  readsOne: "fs.readFileSync('rows.csv', 'utf8').length",
  lists: "fs.readdirSync('lib').length",
  writes: "fs.writeFileSync('/dev/null', 'x')",
  writesAStream:
    "await new Promise<void>((done) => fs.createWriteStream('/dev/null').end('x', () => done()))",
  starts: "import { execSync } from 'child_process'; execSync('true')",
  fetches: "await fetch('http://127.0.0.1:65001/').catch(() => 0)",
  requests:
    "import http from 'http'; await new Promise((done) => http.get('http://127.0.0.1:65001/').on('error', done))",
  threads: "import { Worker } from 'worker_threads'; await new Worker('1', { eval: true }).terminate()",
  awaits: "await new Promise((resolve) => setTimeout(resolve, 20))",
  setsATimer: "const fired = new Promise((resolve) => setTimeout(resolve, 1500))",
  waitsForTheTimer: "await fired",
  leavesARead: "fs.readFile('/', () => { setTimeout(() => {}, 1e6) })",
  rejectsInVain: "void Promise.reject(new Error('in vain')); 1",
} satisfies Readonly<Record<string, Cell>>;

describe("the trace of a cell", async () => {
  const options = { folder: fixtureProject, env: { SECOND: "2" } };
  const { run, bundles, outcome, numberOf } = await runNamed(cells, options);
  const trace = (name: keyof typeof cells) => {
    const found = outcome(name);
    if (found === undefined) throw new Error(`no outcome of ${name}`);
    expect(found.error).toBeUndefined();
    return found.trace;
  };

  test("names the data files, by whatever function they are read, and only files that were read", () => {
    expect(trace("reads").files).toEqual([inProject("rows.csv"), inProject("settings.json")]);
    expect(trace("streamRead").files).toEqual([inProject("rows.csv")]);
    expect(trace("callbackRead").files).toEqual([inProject("rows.csv")]);
    expect(trace("missing").files).toEqual([]);
  });

  test("a JSON module is a module", () => {
    expect(trace("json").modules).toEqual([inProject("settings.json")]);
  });

  test("names the variables that are read by name, and the environment works as before", () => {
    expect(trace("environment").environment).toEqual(["FIRST", "SECOND", "THIRD"]);
    expect(bundles("environment", "execute_result")).toEqual([{ "text/plain": "'2'" }]);
    expect(trace("environmentModule").environment).toEqual(["FOURTH", "PATH", "WRITTEN"]);
    expect(bundles("environmentModule", "execute_result")).toEqual([
      { "text/plain": "[ undefined, 'x', 'string' ]" },
    ]);
  });

  test.runIf(process.platform === "linux")(
    "a package looks at the machine as it is loaded, and only a person's reading counts",
    () => {
      expect(trace("native").files).toEqual(["/proc/version"]);
    },
  );

  test("a linked package is a project's: functions by their source file", () => {
    const { modules, functions } = trace("linked");
    expect(modules).toEqual(
      expect.arrayContaining([expect.stringMatching(/\/dist\/authoring\/show\/fmt\.js$/)]),
    );
    expect(functions).toEqual(
      expect.arrayContaining([
        { module: expect.stringMatching(/\/src\/authoring\/show\/fmt\.ts$/) as string, name: "count" },
      ]),
    );
  });

  test("the kernel's own work is not in it", () => {
    const { files, modules, environment, functions } = trace("nothing");
    expect({ files, modules, environment }).toEqual({ files: [], modules: [], environment: [] });
    expect(functions.filter(({ module }) => /engine\/(?:kernel|compile)\//.test(module))).toEqual([]);
    expect(trace("reads").modules).toEqual([]);
  });

  test("what is looked for is recorded, found or not; a file that is read is recorded as read", () => {
    const asked = (name: keyof typeof cells) => trace(name).surroundings?.asked;
    expect(asked("asks")).toEqual(["absent.csv", "lib", "rows.csv"].map((name) => inProject(name)));
    expect(asked("readsInVain")).toEqual([inProject("nowhere.csv")]);
    expect(asked("readsOne")).toEqual([]);
    expect(trace("lists").surroundings?.listed).toEqual([inProject("lib")]);
  });

  test.each([
    ["writes", "writing"],
    ["writesAStream", "writing"],
    ["starts", "process"],
    ["fetches", "network"],
    ["requests", "network"],
    ["threads", "thread"],
  ] as const)("a cell that %s is recorded as %s", (name, contact) => {
    expect(trace(name).surroundings?.contacts).toEqual([contact]);
  });

  test("neither the kernel nor loading a module is a contact", () => {
    for (const name of ["nothing", "danfojs", "imports"] as const)
      expect(trace(name).surroundings).toEqual({ asked: [], listed: [], contacts: [] });
  });

  test("an open timer or request is something left, until it has ended; else nothing is", () => {
    const names = ["nothing", "awaits", "setsATimer", "waitsForTheTimer", "leavesARead"] as const;
    expect(names.map((name) => trace(name).pending)).toEqual(["none", "none", "some", "none", "some"]);
  });

  test("a promise rejected in vain is reported before nothing is said to be left", () => {
    const cell = numberOf("rejectsInVain");
    expect(run.events.filter((event) => event.cell === cell && event.type === "error")).toHaveLength(1);
  });
});
