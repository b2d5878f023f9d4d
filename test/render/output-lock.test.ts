import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, unlinkSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { writeOutput } from "../../src/render/write.js";
import { asContents, contents, output, temporaryFolder } from "./output-folder.js";

let temporary = temporaryFolder();
let folder = "";
let lock = "";
beforeEach(() => {
  temporary = temporaryFolder();
  folder = path.join(temporary.base, "output");
  lock = path.join(folder, ".briefing-lock");
  mkdirSync(folder);
});
afterEach(() => {
  temporary.remove();
});

const files = output({ "briefing.md": "new" });

/** A process that lives until it is told to end. */
async function otherProcess(): Promise<{ readonly pid: number; readonly end: () => Promise<void> }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  const end = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { pid: child.pid ?? 0, end };
}

describe("the lock", () => {
  it("is gone afterwards, also after a failure", async () => {
    await writeOutput(folder, files);
    expect(contents(folder)).toEqual(asContents(files));
    mkdirSync(path.join(folder, "a"));
    await expect(writeOutput(folder, output({ a: "" }))).rejects.toThrow();
    expect(contents(folder)).toEqual(asContents(files));
  });

  it("of a living process is waited for, and its holder named in the end", async () => {
    const other = await otherProcess();
    symlinkSync(`${other.pid}@${hostname()}`, lock);
    await expect(writeOutput(folder, files, { waitMs: 300 })).rejects.toThrow(
      `is being written by another build (process ${other.pid} on ${hostname()})`,
    );
    const written = writeOutput(folder, files, { waitMs: 20_000 });
    await delay(250);
    expect(Object.keys(contents(folder))).not.toContain("briefing.md");
    unlinkSync(lock);
    await written;
    expect(contents(folder)).toEqual(asContents(files));
    await other.end();
  });

  it("of a process that is dead is taken over at once", async () => {
    const other = await otherProcess();
    await other.end();
    symlinkSync(`${other.pid}@${hostname()}`, lock);
    symlinkSync(`${other.pid}@${hostname()}`, `${lock}-takeover`);
    await writeOutput(folder, files, { waitMs: 5000 });
    expect(contents(folder)).toEqual(asContents(files));
  });

  it("of another machine is respected: whether it lives cannot be known", async () => {
    symlinkSync("1@another-machine", lock);
    await expect(writeOutput(folder, files, { waitMs: 150 })).rejects.toThrow("process 1 on another-machine");
  });

  it("lets the writers of one process follow one another", async () => {
    const outputs = Array.from({ length: 8 }, (_, index) => output({ [`only-${index}.md`]: `${index}` }));
    await Promise.all(outputs.map((each) => writeOutput(folder, each)));
    expect(contents(folder)).toEqual(asContents(outputs.at(-1) ?? []));
  });
});
