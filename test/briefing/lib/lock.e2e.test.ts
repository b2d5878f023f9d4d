import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { withLock } from "../../../src/briefing/lib/lock.js";
import { temporaryFolder } from "../../support/temporary.js";

let folder = "";
let lock = "";
beforeEach(() => {
  folder = temporaryFolder("lock");
  lock = path.join(folder, "lock");
});

const wait = () => undefined;
/** Gives up at once. */
const refuse = (holder: string) => {
  throw new Error(`held by ${holder}`);
};
const done = () => Promise.resolve("done");

/** A process that lives until it is asked to end. */
async function otherProcess(): Promise<{ readonly name: string; readonly end: () => Promise<void> }> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  await once(child, "spawn");
  const end = async () => {
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  return { name: `${child.pid ?? 0} on ${hostname()}`, end };
}

describe("a lock", () => {
  it("is gone after the work, also after work that failed", async () => {
    const deep = path.join(folder, "deep/lock");
    expect(await withLock(deep, { onTaken: refuse }, done)).toBe("done");
    await expect(
      withLock(deep, { onTaken: refuse }, () => Promise.reject(new Error("broken"))),
    ).rejects.toThrow("broken");
    expect(existsSync(path.dirname(deep))).toBe(true);
    expect(await withLock(deep, { onTaken: refuse }, done)).toBe("done");
  });

  it("lets one at a time work", async () => {
    let working = 0;
    const most: number[] = [];
    const work = async () => {
      working += 1;
      most.push(working);
      await new Promise((resolve) => setTimeout(resolve, 10));
      working -= 1;
    };
    await Promise.all(Array.from({ length: 5 }, () => withLock(lock, { onTaken: wait }, work)));
    expect(most).toEqual([1, 1, 1, 1, 1]);
  });

  it("that was left over is taken over by one at a time, of however many processes find it", async () => {
    const journal = path.join(folder, "journal");
    const contender = `
      import { appendFileSync } from "node:fs";
      import { setTimeout } from "node:timers/promises";
      import { withLock } from ${JSON.stringify(new URL("../../../src/briefing/dist/lib/lock.js", import.meta.url).href)};
      const [lock, journal] = process.argv.slice(1);
      const work = async () => {
        appendFileSync(journal, "in ");
        await setTimeout(3);
        appendFileSync(journal, "out ");
      };
      const contend = () => withLock(lock, { onTaken: () => undefined }, work);
      await Promise.all([contend(), contend(), contend()]);`;
    const dead = await otherProcess();
    await dead.end();
    symlinkSync(dead.name, lock);
    const processes = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ["--input-type=module", "-e", contender, lock, journal]),
    );
    await Promise.all(processes.map((child) => once(child, "exit")));
    expect(readFileSync(journal, "utf8")).toBe("in out ".repeat(12));
  });

  it("of a living process is waited for, by its name", async () => {
    const other = await otherProcess();
    symlinkSync(other.name, lock);
    await expect(withLock(lock, { onTaken: refuse }, done)).rejects.toThrow(`held by ${other.name}`);
    const waits: number[] = [];
    const release = (_: string, waitedMs: number) => {
      waits.push(waitedMs);
      if (waits.length === 3) unlinkSync(lock);
    };
    expect(await withLock(lock, { onTaken: release }, done)).toBe("done");
    expect(waits).toEqual([0, 100, 200]);
    await other.end();
  });

  it("of a dead process, or of an earlier one with the same number, is taken over at once", async () => {
    const other = await otherProcess();
    await other.end();
    for (const holder of [other.name, `${process.pid} on ${hostname()}`]) {
      symlinkSync(holder, lock);
      expect(await withLock(lock, { onTaken: refuse }, done)).toBe("done");
    }
  });

  it("of another machine, or a file of that name, is respected", async () => {
    symlinkSync("1 on another-machine", lock);
    await expect(withLock(lock, { onTaken: refuse }, done)).rejects.toThrow("held by 1 on another-machine");
    unlinkSync(lock);
    writeFileSync(lock, "mine");
    await expect(withLock(lock, { onTaken: refuse }, done)).rejects.toThrow("held by unknown");
  });

  it("is no longer waited for when the command is interrupted", async () => {
    symlinkSync("1 on another-machine", lock);
    const controller = new AbortController();
    setTimeout(() => {
      controller.abort();
    }, 50);
    await expect(withLock(lock, { onTaken: wait, signal: controller.signal }, done)).rejects.toThrow();
  });
});
