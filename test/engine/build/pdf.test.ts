import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { olderPdfs } from "../../../src/engine/build/pdf.js";

let output = "";
beforeEach(async () => {
  output = await mkdtemp(path.join(os.tmpdir(), "older-pdf-"));
});
afterEach(async () => {
  await rm(output, { recursive: true, force: true });
});

async function put(name: string, seconds: number): Promise<string> {
  const file = path.join(output, name);
  await writeFile(file, name);
  await utimes(file, seconds, seconds);
  return file;
}

describe("a PDF beside the page", () => {
  test("that was printed from an older page is told, with what to do", async () => {
    await put("briefing.html", 2000);
    await put("briefing.pdf", 1000);
    await put("summary.pdf", 1500);
    expect(await olderPdfs(output, [])).toEqual([
      expect.stringMatching(/briefing\.pdf is older than the page beside it: .*--pdf, or remove/),
      expect.stringMatching(/summary\.pdf is older than the page beside it: .*--summary, or remove/),
    ]);
  });

  test("of this page is not", async () => {
    await put("briefing.html", 2000);
    expect(await olderPdfs(output, [])).toEqual([]);
    await put("briefing.pdf", 2000);
    expect(await olderPdfs(output, [])).toEqual([]);
  });

  test("is told where another file is printed, and not where it is printed itself", async () => {
    await put("briefing.html", 2000);
    const file = await put("briefing.pdf", 1000);
    expect(await olderPdfs(output, [path.join(output, "other.pdf"), undefined])).toHaveLength(1);
    expect(await olderPdfs(output, [file])).toEqual([]);
  });
});
