import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fileSystem } from "../../src/render/output-effects.js";
import { writeOutput } from "../../src/render/write.js";
import { asContents, contents, inode, killedBefore, output, put, temporaryFolder } from "./output-folder.js";

let temporary = temporaryFolder();
let folder = "";
beforeEach(() => {
  temporary = temporaryFolder();
  folder = path.join(temporary.base, "output");
});
afterEach(() => {
  temporary.remove();
});

const before = output({
  "briefing.md": "old",
  "figures/a.svg": "a",
  "figures/gone.svg": "g",
  "same.txt": "same",
});
const after = output({
  "briefing.md": "new",
  "figures/a.svg": "a2",
  "notebooks/n.ipynb": "n",
  "same.txt": "same",
});

describe("writing the output", () => {
  it("makes the folder hold the files, and says what it did", async () => {
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

  it("does not touch a file that stays the same", async () => {
    await writeOutput(folder, before);
    const same = inode(folder, "same.txt");
    await writeOutput(folder, after);
    expect(inode(folder, "same.txt")).toBe(same);
    const all = Object.keys(asContents(after)).map((name) => inode(folder, name));
    expect(await writeOutput(folder, after)).toMatchObject({ written: [], removed: [], unchanged: 5 });
    expect(Object.keys(asContents(after)).map((name) => inode(folder, name))).toEqual(all);
  });

  it("leaves alone what is none of ours", async () => {
    put(folder, "README.md", "mine");
    put(folder, "figures/mine.svg", "mine");
    await writeOutput(folder, before);
    await writeOutput(folder, after);
    expect(contents(folder)).toEqual({
      ...asContents(after),
      "README.md": "mine",
      "figures/mine.svg": "mine",
    });
  });

  it("removes a folder that has become empty", async () => {
    await writeOutput(folder, output({ "figures/deep/a.svg": "a" }));
    await writeOutput(folder, output({ "briefing.md": "b" }));
    expect(existsSync(path.join(folder, "figures"))).toBe(false);
  });

  it("repairs a file that someone changed or removed", async () => {
    await writeOutput(folder, before);
    put(folder, "briefing.md", "scribble");
    await writeOutput(folder, before);
    expect(contents(folder)).toEqual(asContents(before));
  });
});

describe("a writer killed at any moment", () => {
  const dropped = output({ "briefing.md": "third", "same.txt": "same" });

  it.each([
    ["the same build", after],
    ["the build before it", before],
    ["a build that drops what it added", dropped],
  ])("is put right by %s", async (_, next) => {
    let kills = 0;
    for (let n = 1; ; n += 1) {
      const place = path.join(temporary.base, `output-${n}`);
      put(place, "README.md", "mine");
      await writeOutput(place, before);
      const { effects, wasKilled } = killedBefore(n);
      await writeOutput(place, after, { effects }).catch(() => undefined);
      if (!wasKilled()) break;
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

  it("while it repairs is put right too", async () => {
    for (let first = 1; first < 16; first += 1) {
      for (let second = 1; second < 16; second += 1) {
        const place = path.join(temporary.base, `output-${first}-${second}`);
        await writeOutput(place, before);
        await writeOutput(place, after, killedBefore(first)).catch(() => undefined);
        await writeOutput(place, dropped, killedBefore(second)).catch(() => undefined);
        await writeOutput(place, dropped);
        expect(contents(place), `killed before ${first}, then before ${second}`).toEqual(asContents(dropped));
      }
    }
  });

  it("that fails before it renames leaves the old output as it was", async () => {
    await writeOutput(folder, before);
    const effects = { ...fileSystem, writeFile: () => Promise.reject(new Error("disk full")) };
    await expect(writeOutput(folder, after, { effects })).rejects.toThrow("disk full");
    const left = Object.entries(contents(folder)).filter(([name]) => !name.startsWith(".briefing-staging"));
    expect(Object.fromEntries(left)).toEqual(asContents(before));
  });
});

describe("a path that would leave the folder", () => {
  it.each([
    "../escape",
    "a/../../escape",
    "/etc/escape",
    "a//b",
    "a/./b",
    "",
    "a\\b",
    ".briefing-lock",
    "a\0b",
  ])("is refused: %j", async (name) => {
    await expect(writeOutput(folder, [{ path: name, content: "" }])).rejects.toThrow(
      "would leave the output folder",
    );
    expect(existsSync(path.join(temporary.base, "escape"))).toBe(false);
  });

  it("is refused where two names are one to some disks", async () => {
    await expect(
      writeOutput(folder, output({ "figures/Peak.svg": "", "figures/peak.svg": "" })),
    ).rejects.toThrow("Two files would be written as figures/peak.svg and figures/Peak.svg");
  });

  it("is not taken out of a report.json that someone wrote", async () => {
    put(temporary.base, "precious", "p");
    put(folder, "report.json", JSON.stringify({ files: { "../precious": "x", "/etc/hostname": "x" } }));
    await writeOutput(folder, after);
    expect(readFileSync(path.join(temporary.base, "precious"), "utf8")).toBe("p");
  });

  it("is not followed through a link to a folder, and nothing is changed", async () => {
    const outside = path.join(temporary.base, "outside");
    mkdirSync(outside);
    put(folder, "briefing.md", "old");
    symlinkSync(outside, path.join(folder, "figures"));
    await expect(writeOutput(folder, after)).rejects.toThrow(/figures is a link or a file, no folder/);
    expect(contents(outside)).toEqual({});
    expect(contents(folder)).toMatchObject({ "briefing.md": "old" });
  });

  it("is not followed through a link to a file: the link is replaced", async () => {
    put(temporary.base, "precious", "p");
    mkdirSync(folder);
    symlinkSync(path.join(temporary.base, "precious"), path.join(folder, "briefing.md"));
    await writeOutput(folder, after);
    expect(readFileSync(path.join(temporary.base, "precious"), "utf8")).toBe("p");
    expect(contents(folder)).toEqual(asContents(after));
  });

  it("through which a listed file would be removed is not followed", async () => {
    const outside = path.join(temporary.base, "outside");
    put(outside, "gone.svg", "precious");
    put(folder, "report.json", JSON.stringify({ files: { "figures/gone.svg": "x" } }));
    symlinkSync(outside, path.join(folder, "figures"));
    await writeOutput(folder, output({ "briefing.md": "b" }));
    expect(contents(outside)).toEqual({ "gone.svg": "precious" });
  });

  it("is refused where a folder stands, before anything is changed", async () => {
    put(folder, "briefing.md/child", "c");
    await expect(writeOutput(folder, after)).rejects.toThrow("there is a folder or device of that name");
    expect(contents(folder)).toEqual({ "briefing.md/child": "c" });
  });
});
