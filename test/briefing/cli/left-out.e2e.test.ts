import { expect, test } from "vitest";
import { runBriefing } from "./run-briefing.js";
import { writeFiles } from "../../support/files.js";
import { temporaryFolder } from "../../support/temporary.js";
import { stored, textCell } from "../../support/notebook.js";

/** Only words, so that no kernel is needed. */
const chapter = (title: string): string =>
  stored([
    textCell("raw", "front", `---\ntitle: ${title}\n---`),
    textCell("markdown", "words", `The words of ${title}.`),
  ]);

// It is included where its requirement exists: test/briefing/engine/project/find-project.test.ts.
test("a build reports which chapter it omits", async () => {
  const cwd = temporaryFolder("left-out");
  writeFiles(cwd, {
    "notebooks/a.ipynb": chapter("a"),
    "notebooks/b.ipynb": chapter("b"),
    "notebooks/briefing.yml": "title: T\norder: [a, { notebook: b, needs: data/cube/cube.json }]\n",
  });
  const { stdout } = await runBriefing(["build"], { cwd });
  expect(stdout).toContain("b.ipynb is left out: it needs data/cube/cube.json, which does not exist.\n");
  expect(stdout).toContain("1 chapter,");
  const json = JSON.parse((await runBriefing(["build", "--json"], { cwd })).stdout) as object;
  expect(json).toMatchObject({ leftOut: [{ notebook: "b.ipynb", needs: "data/cube/cube.json" }] });
});
