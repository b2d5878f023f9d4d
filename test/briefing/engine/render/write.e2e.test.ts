import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { writeOutput } from "../../../../src/briefing/engine/render/write.js";
import { asContents, contents, inode, output, reportOf } from "./output-folder.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { writeFiles } from "../../../support/files.js";

/** Called before every change on disk except the lock's; if it throws, the change does not happen. */
const disk = vi.hoisted((): { beforeChange?: ((change: string) => void) | undefined } => ({}));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>();
  const guarded = ["mkdir", "writeFile", "rename", "rm", "rmdir"].map((name) => [
    name,
    async (...args: readonly unknown[]) => {
      if (!String(args[0]).endsWith(".briefing-lock")) disk.beforeChange?.(name);
      return await real[name]?.(...args);
    },
  ]);
  return { ...real, ...(Object.fromEntries(guarded) as object) };
});

/** Writes like a process that is killed before its n-th change: later changes do not happen. */
async function writeKilledBefore(
  n: number,
  ...written: Parameters<typeof writeOutput>
): Promise<"killed" | "done"> {
  let changes = 0;
  disk.beforeChange = () => {
    changes += 1;
    if (changes >= n) throw new Error("killed");
  };
  await writeOutput(...written).catch(() => undefined);
  disk.beforeChange = undefined;
  return changes >= n ? "killed" : "done";
}

let temporary = "";
let folder = "";
beforeEach(() => {
  temporary = temporaryFolder();
  folder = path.join(temporary, "output");
});
afterEach(() => {
  disk.beforeChange = undefined;
});

const figures = { "figures/a.svg": "a", "figures/gone.svg": "g" };
const before = output({ "briefing.md": "old", ...figures, "same.txt": "same" });
const changes = { "figures/a.svg": "a2", "notebooks/n.ipynb": "n" };
const after = output({ "briefing.md": "new", ...changes, "same.txt": "same" });

describe("writing the output", () => {
  it("makes the folder hold the files, and reports the changes", async () => {
    await writeOutput(folder, before);
    expect(contents(folder)).toEqual(asContents(before));
    const result = await writeOutput(folder, after);
    expect(contents(folder)).toEqual(asContents(after));
    expect(result).toEqual({
      written: ["briefing.md", "figures/a.svg", "notebooks/n.ipynb", "report.json"],
      removed: ["figures/gone.svg"],
      unchanged: 1,
    });
  });

  it("does not touch unchanged files", async () => {
    await writeOutput(folder, before);
    const same = inode(folder, "same.txt");
    await writeOutput(folder, after);
    expect(inode(folder, "same.txt")).toBe(same);
    const all = Object.keys(asContents(after)).map((name) => inode(folder, name));
    expect(await writeOutput(folder, after)).toMatchObject({ written: [], removed: [], unchanged: 5 });
    expect(Object.keys(asContents(after)).map((name) => inode(folder, name))).toEqual(all);
  });

  it("preserves files of others", async () => {
    writeFiles(folder, { "README.md": "mine", "figures/mine.svg": "mine" });
    await writeOutput(folder, before);
    await writeOutput(folder, after);
    expect(contents(folder)).toEqual({
      ...asContents(after),
      "README.md": "mine",
      "figures/mine.svg": "mine",
    });
  });

  it("removes a folder that became empty", async () => {
    await writeOutput(folder, output({ "figures/deep/a.svg": "a" }));
    await writeOutput(folder, output({ "briefing.md": "b" }));
    expect(existsSync(path.join(folder, "figures"))).toBe(false);
  });

  it("restores a deleted file", async () => {
    await writeOutput(folder, before);
    rmSync(path.join(folder, "briefing.md"));
    await writeOutput(folder, before);
    expect(contents(folder)).toEqual(asContents(before));
  });
});

/** Writing is rejected with each of these words, and changes nothing. */
async function expectRefused(
  files: Parameters<typeof writeOutput>[1],
  ...words: readonly (string | RegExp)[]
) {
  const there = contents(folder);
  const written = writeOutput(folder, files);
  for (const each of words) await expect(written).rejects.toThrow(each);
  expect(contents(folder)).toEqual(there);
}

describe("files of others", () => {
  const any = { overwrite: "any" } as const;

  it.each([
    ["of another program", JSON.stringify({ files: { "thesis.docx": 1, "b.txt": 2 } })],
    ["with another schema", JSON.stringify({ $schema: "urn:x:report:1", version: 1, files: {} })],
    ["of a version that does not match its schema", reportOf({}).replace('"version":1', '"version":2')],
    ["without hashes", reportOf({ "thesis.docx": 1 })],
    ["that lists files outside the folder", reportOf({ "../thesis.docx": "0".repeat(64) })],
    ["with conflict markers", `<<<<<<< HEAD\n${reportOf({})}\n=======`],
  ])("report.json %s is rejected, and no file that it lists is removed", async (_, text) => {
    writeFiles(folder, { "report.json": text, "thesis.docx": "mine" });
    await expectRefused(after, "holds files that this command did not write", "report.json");
    await writeOutput(folder, after, any);
    expect(contents(folder)).toEqual({ ...asContents(after), "thesis.docx": "mine" });
  });

  it("a listed file with other content is not removed", async () => {
    writeFiles(folder, { "report.json": reportOf({ "thesis.docx": "0".repeat(64) }), "thesis.docx": "mine" });
    await expectRefused(after, "changed after they had been written: thesis.docx");
    await writeOutput(folder, after, any);
    expect(contents(folder)).toMatchObject({ "thesis.docx": "mine" });
  });

  it("at the path of a page are rejected by name, and overwritten on request", async () => {
    await writeOutput(folder, before);
    writeFiles(folder, { "notebooks/n.ipynb": "mine" });
    await expectRefused(after, "notebooks/n.ipynb");
    await writeOutput(folder, after, any);
    expect(contents(folder)).toEqual(asContents(after));
  });

  it("a page that was changed by hand is neither replaced nor removed by default", async () => {
    await writeOutput(folder, before);
    writeFiles(folder, { "briefing.md": "my words", "figures/gone.svg": "my line" });
    await expectRefused(after, "changed after they had been written: briefing.md, figures/gone.svg");
    await writeOutput(folder, after, any);
    expect(contents(folder)).toEqual({ ...asContents(after), "figures/gone.svg": "my line" });
  });

  it("are not mistaken for leftovers of a killed run", async () => {
    await writeOutput(folder, before);
    writeFiles(folder, { ".briefing-ready/report.json": JSON.stringify({ files: { "same.txt": 1 } }) });
    await expectRefused(after, ".briefing-ready/report.json");
  });
});

describe("a writer killed at any moment", () => {
  const dropped = output({ "briefing.md": "third", "same.txt": "same" });

  it.each([
    ["the same build", after],
    ["the build before it", before],
    ["a build that drops what it added", dropped],
  ])("is repaired by %s", async (_, next) => {
    let kills = 0;
    for (let n = 1; ; n += 1) {
      const place = path.join(temporary, `output-${n}`);
      writeFiles(place, { "README.md": "mine" });
      await writeOutput(place, before);
      if ((await writeKilledBefore(n, place, after)) === "done") break;
      kills += 1;
      for (const [name, content] of Object.entries(contents(place))) {
        if (name.startsWith(".briefing-") || name === "README.md") continue;
        expect([asContents(before)[name], asContents(after)[name]], `${name}, killed before ${n}`).toContain(
          content,
        );
      }
      await writeOutput(place, next);
      expect(contents(place), `killed before change ${n}`).toEqual({
        ...asContents(next),
        "README.md": "mine",
      });
    }
    expect(kills).toBeGreaterThan(12);
  });

  it("is repaired even if the repair is killed", async () => {
    for (let first = 1; first < 16; first += 1) {
      for (let second = 1 + (first % 3); second < 16; second += 3) {
        const place = path.join(temporary, `output-${first}-${second}`);
        await writeOutput(place, before);
        await writeKilledBefore(first, place, after);
        await writeKilledBefore(second, place, dropped);
        await writeOutput(place, dropped);
        expect(contents(place), `killed before ${first}, then before ${second}`).toEqual(asContents(dropped));
      }
    }
  });

  it("leaves the old output unchanged if it fails before the rename", async () => {
    await writeOutput(folder, before);
    disk.beforeChange = (name) => {
      if (name === "writeFile") throw new Error("disk full");
    };
    await expect(writeOutput(folder, after)).rejects.toThrow("disk full");
    const left = Object.entries(contents(folder)).filter(([name]) => !name.startsWith(".briefing-staging"));
    expect(Object.fromEntries(left)).toEqual(asContents(before));
  });
});

describe("a path that would leave the folder", () => {
  const leaving = [
    "../escape",
    "a/../../escape",
    "/etc/escape",
    "a//b",
    "a/./b",
    "",
    "a\\b",
    ".briefing-lock",
    "a\0b",
  ];
  it.each(leaving)("is rejected: %j", async (name) => {
    await expect(writeOutput(folder, [{ path: name, content: "" }])).rejects.toThrow(
      "would leave the output folder",
    );
    expect(existsSync(path.join(temporary, "escape"))).toBe(false);
  });

  it("is rejected if some file systems treat two names as equal", async () => {
    await expect(
      writeOutput(folder, output({ "figures/Peak.svg": "", "figures/peak.svg": "" })),
    ).rejects.toThrow("Two files would be written as figures/peak.svg and figures/Peak.svg");
  });

  it("is not followed through a link to a folder, and nothing is changed", async () => {
    const outside = path.join(temporary, "outside");
    mkdirSync(outside);
    mkdirSync(folder);
    symlinkSync(outside, path.join(folder, "figures"));
    await expectRefused(after, /figures is a link or a file, not a folder/);
    expect(contents(outside)).toEqual({});
  });

  it("is not followed through a link to a file: the link is replaced", async () => {
    writeFiles(temporary, { precious: "p" });
    mkdirSync(folder);
    symlinkSync(path.join(temporary, "precious"), path.join(folder, "briefing.md"));
    await expect(writeOutput(folder, after)).rejects.toThrow("briefing.md");
    await writeOutput(folder, after, { overwrite: "any" });
    expect(readFileSync(path.join(temporary, "precious"), "utf8")).toBe("p");
    expect(contents(folder)).toEqual(asContents(after));
  });

  it("is not followed through a link to remove a listed file", async () => {
    const outside = path.join(temporary, "outside");
    writeFiles(outside, { "gone.svg": "g" });
    await writeOutput(folder, output({ "figures/gone.svg": "g" }));
    rmSync(path.join(folder, "figures"), { recursive: true });
    symlinkSync(outside, path.join(folder, "figures"));
    await writeOutput(folder, output({ "briefing.md": "b" }), { overwrite: "any" });
    expect(contents(outside)).toEqual({ "gone.svg": "g" });
  });

  it("is rejected if a folder has its name, before anything is changed", async () => {
    writeFiles(folder, { "briefing.md/child": "c" });
    await expectRefused(after, "there is a folder or device of that name");
  });
});

describe("concurrent builds", () => {
  it("a build waits for another that is writing, and names it if it gives up", async () => {
    const lock = path.join(folder, ".briefing-lock");
    mkdirSync(folder);
    symlinkSync("1 on another-machine", lock);
    await expect(writeOutput(folder, before, { waitMs: 150 })).rejects.toThrow(
      "is being written by another build (process 1 on another-machine)",
    );
    const written = writeOutput(folder, before, { waitMs: 20_000 });
    await delay(250);
    expect(Object.keys(contents(folder))).not.toContain("briefing.md");
    unlinkSync(lock);
    await written;
    expect(contents(folder)).toEqual(asContents(before));
  });

  it("after many concurrent builds, the folder holds one complete output", async () => {
    const outputs = Array.from({ length: 8 }, (_, index) => output({ [`only-${index}.md`]: `${index}` }));
    await Promise.all(outputs.map((each) => writeOutput(folder, each)));
    expect(outputs.map(asContents)).toContainEqual(contents(folder));
  });
});
