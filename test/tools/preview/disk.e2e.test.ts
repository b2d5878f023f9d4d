import type * as files from "node:fs/promises";
import { mkdir, mkdtemp, rename, rm, symlink, unlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { changesBetween, lookAt } from "../../../src/tools/preview/disk.js";

/** A file system that counts in steps of two seconds, as those of memory cards do. */
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof files>();
  const ms = 2000n;
  const stat = async (file: string): Promise<unknown> => {
    const stats = await real.stat(file, { bigint: true });
    const [mtimeMs, ctimeMs] = [stats.mtimeMs - (stats.mtimeMs % ms), stats.ctimeMs - (stats.ctimeMs % ms)];
    return Object.assign(stats, {
      mtimeMs,
      ctimeMs,
      mtimeNs: mtimeMs * 1_000_000n,
      ctimeNs: ctimeMs * 1_000_000n,
    });
  };
  return { ...real, stat };
});

let folder = "";
const at = (...names: string[]): string => path.join(folder, ...names);
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "preview-disk-"));
  await mkdir(at("notebooks/lib"), { recursive: true });
  for (const name of ["01.ipynb", "02.ipynb", "lib/words.ts"]) await writeFile(at("notebooks", name), name);
});
afterEach(async () => {
  await rm(folder, { recursive: true });
});

const places = () => ({ roots: [at("notebooks"), at("data")], ignored: [at("notebooks/output")] });
/** What another look finds after something was done. */
async function changed(act: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await lookAt(places());
  await act();
  const after = await lookAt(places(), before);
  return changesBetween(before, after)
    .map((file) => path.relative(folder, file))
    .sort();
}

describe("what changed on disk", () => {
  test("nothing", async () => {
    expect(await changed(() => Promise.resolve())).toEqual([]);
  });

  test("files written, new and gone, in folders too, and in a place that was not there", async () => {
    expect(
      await changed(async () => {
        await writeFile(at("notebooks/01.ipynb"), "longer than before");
        await unlink(at("notebooks/02.ipynb"));
        await writeFile(at("notebooks/lib/more.ts"), "");
        await mkdir(at("data"));
        await writeFile(at("data/a.csv"), "");
      }),
    ).toEqual(["data/a.csv", "notebooks/01.ipynb", "notebooks/02.ipynb", "notebooks/lib/more.ts"]);
  });

  test("a file that another took the place of", async () => {
    await writeFile(at("aside"), "99.ipynb");
    expect(await changed(() => rename(at("aside"), at("notebooks/01.ipynb")))).toEqual([
      "notebooks/01.ipynb",
    ]);
  });

  test("other content of the same length, written in the same tick of the clock", async () => {
    const file = at("notebooks/01.ipynb");
    await writeFile(file, "first");
    expect(await changed(() => writeFile(file, "other"))).toEqual(["notebooks/01.ipynb"]);
  });

  test("a folder that is gone as a whole", async () => {
    expect(await changed(() => rm(at("notebooks"), { recursive: true }))).toEqual([
      "notebooks/01.ipynb",
      "notebooks/02.ipynb",
      "notebooks/lib/words.ts",
    ]);
  });

  test("nothing of what a build writes, editors keep, or packages hold", async () => {
    expect(
      await changed(async () => {
        for (const name of ["output", "node_modules", ".ipynb_checkpoints"]) {
          await mkdir(at("notebooks", name));
          await writeFile(at("notebooks", name, "a.ipynb"), "");
        }
        for (const name of ["01.ipynb~", ".01.ipynb.swp", "01.ipynb.part"])
          await writeFile(at("notebooks", name), "");
      }),
    ).toEqual([]);
  });

  test("through links, one that leads back up among them", async () => {
    await mkdir(at("elsewhere"));
    await writeFile(at("elsewhere/a.csv"), "");
    await symlink(at("elsewhere"), at("data"));
    await symlink(at("notebooks"), at("notebooks/lib/up"));
    await symlink(at("nowhere"), at("notebooks/broken"));
    expect(await changed(() => writeFile(at("elsewhere/a.csv"), "1"))).toEqual(["data/a.csv"]);
  });

  test("once, whether the files before it were young or old", async () => {
    const file = at("notebooks/01.ipynb");
    vi.useFakeTimers({ toFake: ["Date"] });
    try {
      let state = await lookAt(places());
      const changes = async (): Promise<readonly string[]> => {
        const next = await lookAt(places(), state);
        const found = changesBetween(state, next);
        state = next;
        return found;
      };
      for (let look = 0; look < 3; look += 1) {
        expect(await changes()).toEqual([]);
        vi.setSystemTime(Date.now() + 60_000);
      }
      await writeFile(file, "later");
      expect(await changes()).toEqual([file]);
      expect(await changes()).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });
});
