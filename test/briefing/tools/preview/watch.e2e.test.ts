import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { watchPlaces } from "../../../../src/briefing/tools/preview/watch.js";
import { temporaryFolder } from "../../../support/temporary.js";

test("files that are saved, moved or removed are reported, even in folders added later; others are not", async () => {
  const root = temporaryFolder("preview-watch");
  const at = (name: string): string => path.join(root, name);
  await mkdir(at("notebooks/output"), { recursive: true });
  for (const name of ["01.ipynb", "02.ipynb"]) await writeFile(at(`notebooks/${name}`), name);
  const changed = new Set<string>();
  const watching = await watchPlaces({
    root,
    watched: [at("notebooks"), at("data")],
    ignored: [at("notebooks/output")],
    onChange: (file) => changed.add(path.relative(root, file)),
    onError: (error) => {
      throw error;
    },
  });
  onTestFinished(() => watching.close());
  for (const name of ["output/a.json", ".01.ipynb.swp", "01.ipynb~", "01.ipynb.part"])
    await writeFile(at(`notebooks/${name}`), "");
  await writeFile(at("README.md"), "");
  await writeFile(at("notebooks/01.ipynb"), "other");
  await rm(at("notebooks/02.ipynb"));
  await writeFile(at("aside"), "");
  await rename(at("aside"), at("notebooks/03.ipynb"));
  await mkdir(at("data"));
  await writeFile(at("data/a.csv"), "");
  const expected = ["data/a.csv", ...["01", "02", "03"].map((name) => `notebooks/${name}.ipynb`)];
  await vi.waitFor(
    () => {
      expect([...changed].sort()).toEqual(expected);
    },
    { timeout: 5000 },
  );
});
