import path from "node:path";
import { beforeAll, expect, test } from "vitest";
import { fixtureProject, runCells, type Run } from "./run-cells.js";

const inProject = (...parts: string[]): string => path.join(fixtureProject, ...parts);

const cells = {
  nothing: "import * as fs from 'fs'; 1 + 1",
  asks: "fs.existsSync('rows.csv'); fs.existsSync('absent.csv'); await fs.promises.stat('lib').catch(() => 0)",
  readsInVain: "try { fs.readFileSync('nowhere.csv') } catch {}",
  reads: "fs.readFileSync('rows.csv', 'utf8').length",
  lists: "fs.readdirSync('lib').length",
  writes: "fs.writeFileSync('/dev/null', 'x')",
  writesAStream:
    "await new Promise<void>((done) => fs.createWriteStream('/dev/null').end('x', () => done()))",
  starts: "import { execSync } from 'child_process'; execSync('true')",
  fetches: "await fetch('http://127.0.0.1:65001/').catch(() => 0)",
  requests:
    "import http from 'http'; await new Promise((done) => http.get('http://127.0.0.1:65001/').on('error', done))",
  threads: "import { Worker } from 'worker_threads'; await new Worker('1', { eval: true }).terminate()",
  danfojs: "import * as dfd from 'danfojs-node'; new dfd.DataFrame([{ a: 1 }]).shape",
  imports: "import { outer } from './lib/outer'; outer({ n: 1 })",
};

let run: Run;
beforeAll(async () => {
  run = await runCells(Object.values(cells), { folder: fixtureProject });
});

function surroundings(name: keyof typeof cells) {
  const outcome = run.outcomes[Object.keys(cells).indexOf(name)];
  expect(outcome?.error).toBeUndefined();
  return outcome?.trace.surroundings;
}

test("what is looked for is recorded, found or not; a file that is read is recorded as read", () => {
  expect(surroundings("asks")?.asked).toEqual(
    ["absent.csv", "lib", "rows.csv"].map((name) => inProject(name)),
  );
  expect(surroundings("readsInVain")?.asked).toEqual([inProject("nowhere.csv")]);
  expect(surroundings("reads")?.asked).toEqual([]);
  expect(surroundings("lists")?.listed).toEqual([inProject("lib")]);
});

test.each([
  ["writes", "writing"],
  ["writesAStream", "writing"],
  ["starts", "process"],
  ["fetches", "network"],
  ["requests", "network"],
  ["threads", "thread"],
] as const)("a cell that %s is recorded as %s", (name, contact) => {
  expect(surroundings(name)?.contacts).toEqual([contact]);
});

test("neither the kernel nor loading a module is a contact", () => {
  for (const name of ["nothing", "danfojs", "imports"] as const)
    expect(surroundings(name)).toEqual({ asked: [], listed: [], contacts: [] });
});
