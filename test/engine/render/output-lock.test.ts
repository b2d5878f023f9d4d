import { mkdirSync, symlinkSync, unlinkSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEach, expect, it } from "vitest";
import { writeOutput } from "../../../src/engine/render/write.js";
import { asContents, contents, output } from "./output-folder.js";
import { temporaryFolder } from "../../support/temporary.js";

let folder = "";
let lock = "";
beforeEach(() => {
  folder = path.join(temporaryFolder(), "output");
  lock = path.join(folder, ".briefing-lock");
  mkdirSync(folder);
});

const files = output({ "briefing.md": "new" });

it("a build waits for another that is writing, and names it if it gives up", async () => {
  symlinkSync("1 on another-machine", lock);
  await expect(writeOutput(folder, files, { waitMs: 150 })).rejects.toThrow(
    "is being written by another build (process 1 on another-machine)",
  );
  const written = writeOutput(folder, files, { waitMs: 20_000 });
  await delay(250);
  expect(Object.keys(contents(folder))).not.toContain("briefing.md");
  unlinkSync(lock);
  await written;
  expect(contents(folder)).toEqual(asContents(files));
});

it("after many concurrent builds, the folder holds one complete output", async () => {
  const outputs = Array.from({ length: 8 }, (_, index) => output({ [`only-${index}.md`]: `${index}` }));
  await Promise.all(outputs.map((each) => writeOutput(folder, each)));
  expect(outputs.map(asContents)).toContainEqual(contents(folder));
});
