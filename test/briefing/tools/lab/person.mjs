// User actions in JupyterLab besides executing everything.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { becomes, check } from "../../../checks.mjs";
import { openNotebook, outputs, runAll, within } from "./driver.mjs";
import { git } from "./project.mjs";
import { codeCell, notebookText, textCell } from "../../../notebooks.mjs";

export async function worksAsAPersonDoes({ browser, lab, project }) {
  writeFileSync(path.join(project, "notebooks/90-scratch.ipynb"), scratchNotebook());
  const { page, close } = await openNotebook(browser, lab, "notebooks/90-scratch.ipynb");
  /** Executes one cell with this code, as a user would; resolves to its outputs. */
  const execute = async (code, meanwhile = () => Promise.resolve()) => {
    const done = page.evaluate(async (source) => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.activeCellIndex = content.widgets.findIndex(({ model }) => model.type === "code");
      content.activeCell.model.sharedModel.setSource(source);
      await window.jupyterapp.commands.execute("notebook:run-cell");
      return content.activeCell.model.outputs.toJSON();
    }, code);
    await meanwhile();
    return Promise.race([done, within(30_000, `the cell ${code} did not end`)]);
  };
  const ask = (method, content) =>
    page.evaluate(
      async ([name, request]) =>
        (await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel[name](request)).content,
      [method, content],
    );
  const inline = () =>
    page
      .locator(".jp-briefing-inline")
      .evaluateAll((all) => all.map(({ dataset, textContent }) => [dataset.state, textContent]));

  check(
    "before the first cell, expressions wait",
    (await inline()).every(([state]) => state === "waiting"),
    await inline(),
  );
  await execute(
    'import { fmt } from "briefing"; import { affinity } from "briefing-collaboration"; const papers = 1234;',
  );
  const named = async () => (await inline())[1];
  check(
    "what fails says why, in its place",
    await becomes(async () => (await named())?.[0] === "error" && (await named())[1].includes("absent")),
    await inline(),
  );
  check("the first value is shown", (await inline())[0]?.[1] === "1,234", await inline());
  const guards = () =>
    page
      .locator(".jp-briefing-guard")
      .evaluateAll((all) => all.map(({ dataset, textContent }) => [dataset.state, textContent.trim()]));
  const judged = [
    ["true", "It rose to 1,234 papers, says Who."],
    ["false", "It fell. (no longer true): papers < 0"],
    ["error", "It is. TypeScriptError: TS2322: Type 'number' is not assignable to type 'boolean'."],
    ["false", "Early. (left out: papers < 1)"],
  ];
  check(
    "a sentence is struck where its condition is false, and no bracket is left",
    await becomes(async () => JSON.stringify(await guards()) === JSON.stringify(judged)),
    await guards(),
  );
  const titles = await page.locator(".jp-briefing-guard").evaluateAll((all) => all.map(({ title }) => title));
  check(
    "and says by how much its condition holds",
    titles[0] === "holds=papers > 0\nHolds by 1,234.\npapers = 1234",
    titles,
  );
  const faults = () => page.locator(".jp-briefing-fault").allTextContents();
  check(
    "a malformed guard is reported below its text",
    await becomes(async () => {
      const found = await faults();
      return found.length === 1 && found[0].startsWith("GuardError: a guard has no attribute hold.");
    }),
    await faults(),
  );
  await execute("const papers = 99;");
  check(
    "values follow the next cell",
    await becomes(async () => (await inline())[0]?.[1] === "99"),
    await inline(),
  );

  const completed = await ask("requestComplete", { code: "fmt.perc", cursor_pos: 8 });
  check("completion", completed.matches?.includes("percent"), completed);
  const inspected = await ask("requestInspect", { code: "affinity.ric", cursor_pos: 12, detail_level: 0 });
  const text = inspected.data?.["text/plain"] ?? "";
  check("inspection shows the docstring", text.includes("Relative intensity of collaboration"), text);

  const thrown = await execute('const first = 1;\nthrow new Error("on purpose");');
  const trace = String(thrown[0]?.traceback?.join("\n"));
  check("an error shows the cell's lines", trace.includes(":2:") && trace.includes("on purpose"), trace);

  const interrupted = await execute("await null; for (;;) {}", async () => {
    await page.waitForFunction(
      () => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.status === "busy",
    );
    await page.waitForTimeout(300);
    await page.evaluate(() => window.jupyterapp.commands.execute("notebook:interrupt-kernel"));
  });
  check("an endless loop is interrupted", interrupted[0]?.output_type === "error", interrupted);
  check("and the kernel continues", JSON.stringify(await execute("papers")).includes("99"));

  const module = path.join(project, "notebooks/built.cjs");
  writeFileSync(module, "exports.value = 1;\n");
  await execute('require("./built.cjs").value');
  writeFileSync(module, "exports.value = 22;\n");
  const stale = JSON.stringify(await execute('require("./built.cjs").value'));
  check(
    "a module that was compiled again is reported",
    stale.includes("built.cjs. Restart the kernel"),
    stale,
  );
  const once = JSON.stringify(await execute('require("./built.cjs").value'));
  check("once", !once.includes("Restart"), once);
  await page.evaluate(() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart());
  check(
    "a restart forgets the values",
    await becomes(async () => (await inline()).every(([state]) => state === "waiting")),
    await inline(),
  );
  const fresh = JSON.stringify(await execute('require("./built.cjs").value'));
  check("and picks the module up", fresh.includes("22") && !fresh.includes("Restart"), fresh);
  await close();
}

export async function savesTheStoredForm({ browser, lab, project }) {
  const file = "notebooks/01-headline.ipynb";
  const status = () => git(project, "status", "--porcelain", "notebooks/01-headline.ipynb");
  const { page, close } = await openNotebook(browser, lab, file);
  await save(page);
  check("opened and saved, no byte changes", status() === "", status());
  await runAll(page);
  await save(page);
  check("executed and saved, no byte changes", status() === "", status());
  const shownOutputs = (await outputs(page)).flatMap((cell) => cell.outputs).length;
  check("the open view keeps its outputs", shownOutputs > 0);
  await page.evaluate(() => {
    const { widgets } = window.jupyterapp.shell.currentWidget.content;
    const { sharedModel } = widgets.find(({ model }) => model.type === "markdown").model;
    sharedModel.setSource(`${sharedModel.getSource()}\n\nA sentence that was added.`);
  });
  await save(page);
  await save(page);
  const diff = git(project, "diff", "--unified=0", file)
    .split("\n")
    .filter((line) => /^[+-](?![+-])/.test(line));
  check(
    "an edit is all that git shows",
    diff.length <= 5 && diff.some((line) => line.includes("A sentence that was added.")),
    diff,
  );
  check("no dialog asks anything", (await page.locator(".jp-Dialog").count()) === 0);
  await close();
  git(project, "checkout", "--quiet", file);
}

function save(page) {
  return page.evaluate(() => window.jupyterapp.shell.currentWidget.context.save());
}

function scratchNotebook() {
  const markdown = "There are `{ts} fmt.count(papers)` papers and `{ts} absent.name`.";
  const guarded = [
    '[It rose to `{ts} fmt.count(papers)` papers, *says* [Who](#x).]{holds="papers > 0"} [It fell.]{holds="papers < 0"}',
    "\n\n- [It is.]{holds=papers}\n- Early. {when='papers < 1'}",
  ];
  return notebookText([
    textCell("markdown", "prose", [markdown]),
    textCell("markdown", "guarded", guarded),
    textCell("markdown", "malformed", ['[It rose.]{hold="papers > 0"} Code such as `]{hold="x"}` is not.']),
    codeCell("code", []),
  ]);
}
