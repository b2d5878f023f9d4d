/** The process behind the checks: it may be killed, hang or be abandoned, and must end with its parent. */
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { LanguageServer, type Project } from "../../../../src/briefing/engine/compile/language-server.js";
import { PACKAGE_FOLDER } from "../../../../src/briefing/engine/store/installation.js";
import { newCompiler, startSession } from "./support/session.js";
import { isRunning } from "../../../support/processes.js";
import { temporaryFolder } from "../../../support/temporary.js";

const faulty = "const n: number = 'x';";

function pidOf({ pid }: LanguageServer): number {
  if (pid === undefined) throw new Error("The server does not run.");
  return pid;
}

async function ends(pid: number): Promise<boolean> {
  for (let waited = 0; waited < 100 && isRunning(pid); waited += 1) await delay(100);
  return !isRunning(pid);
}

test("if killed between queries, it is restarted", async () => {
  const compiler = newCompiler();
  const { types } = startSession(compiler);
  expect(await types.check(faulty)).toHaveLength(1);
  const pid = pidOf(compiler.server);
  process.kill(pid, "SIGKILL");
  expect(await types.check(faulty)).toHaveLength(1);
  expect(pidOf(compiler.server)).not.toBe(pid);
});

/** A stand-in for TypeScript. */
function program(body: string): string {
  const file = path.join(temporaryFolder(), "tsc");
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}
const project: Project = { folder: "/", compilerOptions: {}, roots: [], texts: new Map() };
const ask = (server: LanguageServer) => server.ask(project, [], () => Promise.resolve("answer"));

test("one that exits on every query is started twice, then an error reports it", async () => {
  const counted = path.join(temporaryFolder(), "starts");
  const server = new LanguageServer(program(`echo started >> ${counted}; exit 3`));
  await expect(ask(server)).rejects.toThrow("TypeScript ended while it checked notebooks (exit code 3).");
  expect(spawnSync("wc", ["-l", counted], { encoding: "utf8" }).stdout).toMatch(/^2 /);
  await expect(ask(new LanguageServer("/nowhere/tsc"))).rejects.toThrow("ENOENT");
});

test("one that does not respond is killed after a timeout", async () => {
  const server = new LanguageServer(program("while read -r line; do :; done"), 1000);
  const asked = ask(server);
  await delay(300);
  const pid = pidOf(server);
  await expect(asked).rejects.toThrow("TypeScript has not checked the notebooks after 1 seconds.");
  expect(await ends(pid)).toBe(true);
});

test("if abandoned, pending queries reject, and the next query succeeds", async () => {
  const compiler = newCompiler();
  const { types } = startSession(compiler);
  const asked = types.check(faulty);
  await delay(50);
  types.abandon();
  await expect(asked).rejects.toThrow("TypeScript ended");
  expect(await types.check(faulty)).toHaveLength(1);
});

test("it ends with its parent, however that ends, and never queries npm", async () => {
  const folder = temporaryFolder();
  const called = path.join(folder, "called");
  for (const name of ["npm", "npx"]) {
    writeFileSync(path.join(folder, name), `#!/bin/sh\necho "$0 $*" >> ${called}\n`);
    chmodSync(path.join(folder, name), 0o755);
  }
  // A package without types, for which npm would be queried.
  writeFileSync(path.join(folder, "package.json"), '{ "dependencies": { "express": "*" } }');
  const module = pathToFileURL(path.join(PACKAGE_FOLDER, "dist/engine/compile/folder-types.js")).href;
  const owner = spawn(
    process.execPath,
    [
      "--input-type=module",
      "-e",
      `import { openFolderTypes } from ${JSON.stringify(module)};
       import { CellSession } from ${JSON.stringify(module.replace("folder-types", "cell-session"))};
       const types = openFolderTypes(${JSON.stringify(folder)});
       setInterval(() => undefined, 1000);
       await new CellSession(${JSON.stringify(folder)}, types).check('import x from "express"; x');
       console.log(types.server.pid);`,
    ],
    { env: { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}` } },
  );
  const pid = await new Promise<number>((resolve) => {
    owner.stdout.on("data", (text: Buffer) => {
      resolve(Number(text.toString()));
    });
  });
  expect(isRunning(pid)).toBe(true);
  owner.kill("SIGKILL");
  expect(await ends(pid)).toBe(true);
  expect(existsSync(called)).toBe(false);
});

test("idle, it does not keep the program alive; with a pending check, it does", () => {
  const module = pathToFileURL(path.join(PACKAGE_FOLDER, "dist/engine/compile/check-notebooks.js")).href;
  const folder = temporaryFolder();
  const units = [{ kind: "cell", source: faulty, effect: "declares" }];
  const script = `import { openNotebookTypes } from ${JSON.stringify(module)};
    const types = openNotebookTypes(${JSON.stringify(folder)});
    const plan = () => (${JSON.stringify(units)});
    const code = [{ path: ${JSON.stringify(path.join(folder, "n"))}, text: "", plan }];
    const found = await types.check(code, new AbortController().signal);
    console.log([...found.values()].flat()[0].diagnostics.length);`;
  const { stdout, status } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
    cwd: folder,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect([stdout, status]).toEqual(["1\n", 0]);
});
