// A text notebook in JupyterLab: opened as a notebook, executed and saved, no byte changes; an edit is all that changes.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { briefing, check } from "../../../checks.mjs";
import { openNotebook, outputs, runAll } from "./driver.mjs";

/** As a person may write it: no ids, two Markdown cells in a row, code that is shown, a setting of the notebook. */
const byHand = `---
title: By hand
jupyter:
  briefing:
    timeout: 60
---

# By hand

Prose before code.


A second cell of prose.

\`\`\`sh
briefing build
\`\`\`

\`\`\`typescript tags=["remove-output"]
const fence = \`
don't
\`;
fence.length
\`\`\`

<!-- #region -->
\`\`\`typescript
const shown = 1;
\`\`\`
<!-- #endregion -->

\`\`\`typescript
fence.length + 1
\`\`\`
`;

export async function opensTextNotebooks({ browser, lab, project }) {
  const chapter = "notebooks/05-citations.md";
  const { status, stderr } = briefing(["convert", "notebooks/05-citations.ipynb"], { cwd: project });
  check("text: a chapter is converted", status === 0, stderr);
  writeFileSync(path.join(project, "notebooks/by-hand.md"), byHand);
  const byHandCells = ["raw", "markdown", "markdown", "code", "markdown", "code"];
  for (const { file, cells } of [{ file: chapter }, { file: "notebooks/by-hand.md", cells: byHandCells }]) {
    const before = readFileSync(path.join(project, file), "utf8");
    const text = () => readFileSync(path.join(project, file), "utf8");
    const { page, heard, close } = await openNotebook(browser, lab, file);
    check(`${file}: opening changes nothing`, !(await isDirty(page)));
    const types = await page.evaluate(() =>
      window.jupyterapp.shell.currentWidget.content.widgets.map(({ model }) => model.type),
    );
    if (cells !== undefined)
      check(`${file}: its cells are those of a build`, String(types) === String(cells), types);
    check(`${file}: every cell is executed`, (await runAll(page)) === true);
    const results = (await outputs(page)).flatMap((cell) => cell.outputs);
    check(`${file}: it has outputs`, results.length > 0, types);
    await save(page);
    check(`${file}: opened, executed and saved, no byte changes`, text() === before, [before, text()]);
    await page.evaluate(() => {
      const { widgets } = window.jupyterapp.shell.currentWidget.content;
      const { sharedModel } = widgets.find(({ model }) => model.type === "markdown").model;
      sharedModel.setSource(`${sharedModel.getSource()}\n\nA sentence that was added.`);
    });
    await save(page);
    const added = text()
      .split("\n")
      .filter((line) => !before.split("\n").includes(line));
    check(`${file}: an edit is all that changes`, String(added) === "A sentence that was added.", added);
    check(`${file}: no dialog asks anything`, (await page.locator(".jp-Dialog").count()) === 0);
    check(`${file}: no error in the page`, heard.length === 0, heard);
    await close();
  }
  const checked = briefing(["check", "--only", "types,notebooks", chapter, "notebooks/by-hand.md"], {
    cwd: project,
  });
  check("text: what JupyterLab saved is in the stored form", checked.status === 0, checked.stderr);
}

const isDirty = (page) => page.evaluate(() => window.jupyterapp.shell.currentWidget.context.model.dirty);
const save = (page) => page.evaluate(() => window.jupyterapp.shell.currentWidget.context.save());
