import { readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { olderCopies, prepareBesidePage } from "../../../../src/briefing/engine/build/beside-page.js";
import { drawFigure } from "../../../../src/briefing/engine/render/figure/draw.js";
import { renderExecuted } from "../../../../src/briefing/engine/render/render-executed.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { stored } from "../../../support/notebook.js";

let output = "";
afterEach(() => {
  vi.unstubAllEnvs();
});
beforeEach(() => {
  output = temporaryFolder("older-copies");
});

async function put(name: string, seconds: number): Promise<string> {
  const file = path.join(output, name);
  await writeFile(file, name);
  await utimes(file, seconds, seconds);
  return file;
}

describe.each([
  ["pdf", "briefing.pdf"],
  ["summary", "summary.pdf"],
  ["docx", "briefing.docx"],
])("a copy of the page (%s)", (option, name) => {
  test("is reported with instructions if made from an older page", async () => {
    await put("briefing.html", 2000);
    await put(name, 1000);
    const [words, ...others] = await olderCopies(output, []);
    expect(words).toMatch(
      new RegExp(`${name.replace(".", "\\.")} is older than the page beside it: .*--${option}.*remove`),
    );
    expect(others).toEqual([]);
  });

  test("is not reported if made from this page", async () => {
    await put("briefing.html", 2000);
    expect(await olderCopies(output, [])).toEqual([]);
    await put(name, 2000);
    expect(await olderCopies(output, [])).toEqual([]);
  });

  test("is reported when another file is written, but not when it is rewritten itself", async () => {
    await put("briefing.html", 2000);
    const file = await put(name, 1000);
    expect(await olderCopies(output, [path.join(output, "other")])).toHaveLength(1);
    expect(await olderCopies(output, [file])).toEqual([]);
  });
});

describe("the Word document", () => {
  const notebook = stored([], {});

  test("is written beside the page and rewritten, but never over changes by the user", async () => {
    const { report, files } = await renderExecuted(notebook, "/nowhere/n.ipynb");
    // Without a LibreOffice, which a unit test may not start.
    vi.stubEnv("PATH", "");
    const { signal } = new AbortController();
    const onWarning = (warning: string) => expect.fail(warning);
    const briefing = { report, files, draw: drawFigure, signal, onWarning };
    const prepare = (overwrite: "own" | "any") => prepareBesidePage({ docx: {} }, { output, overwrite });
    const write = async () => {
      const [word] = await prepare("own");
      await word?.make(briefing);
      return word?.file ?? "";
    };
    const file = await write();
    expect(file).toBe(path.join(output, "briefing.docx"));
    const before = await readFile(file);
    await write();
    expect((await readFile(file)).equals(before)).toBe(true);
    await writeFile(file, "edited");
    await expect(write()).rejects.toThrow(/this command did not write it, or it was changed since/);
    await expect(prepare("any")).resolves.toHaveLength(1);
  });
});
