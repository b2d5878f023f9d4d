// The pattern of a chapter, worked through in JupyterLab from top to bottom, reading what each step shows.
import { becomes, check } from "../../../checks.mjs";
import { openNotebook, within } from "./driver.mjs";

const chapter = "notebooks/05-citations.ipynb";

export async function worksThroughAChapter({ browser, lab }) {
  const { page, heard, close } = await openNotebook(browser, lab, chapter);
  const cells = await page.evaluate(() =>
    window.jupyterapp.shell.currentWidget.content.widgets.map(({ model }) => ({
      id: model.id,
      type: model.type,
      tags: model.sharedModel.getMetadata("tags") ?? [],
    })),
  );
  const shown = new Map();
  for (const [index, { id, type }] of cells.entries()) {
    const done = page.evaluate(async (at) => {
      const { content } = window.jupyterapp.shell.currentWidget;
      content.activeCellIndex = at;
      await window.jupyterapp.commands.execute("notebook:run-cell");
      return content.widgets[at].model.type === "code" ? content.widgets[at].model.outputs.toJSON() : [];
    }, index);
    const outputs = await Promise.race([done, within(60_000, `cell ${id} did not end`)]);
    if (type !== "code") continue;
    const html = outputs.map(({ data }) => [data?.["text/html"] ?? ""].flat().join("")).join("");
    shown.set(id, { errors: outputs.filter((each) => each.output_type === "error"), html, outputs });
  }
  for (const [id, { errors }] of shown) check(`steps: ${id} has no error`, errors.length === 0, errors);
  const looks = cells.filter(({ tags }) => tags.includes("look")).map(({ id }) => id);
  check("steps: there are looks", looks.length > 0);
  const steps = cells.filter(({ tags }) => tags.includes("remove-output")).map(({ id }) => id);
  check("steps: there are steps that the page does not show", steps.length > 0);
  for (const id of [...looks, ...steps]) {
    const { outputs, html } = shown.get(id);
    check(`steps: ${id} shows one value`, outputs.length === 1, outputs);
    const numbers = html.match(/(?<=<td align="right">)-?[\d.]+/g) ?? [];
    const long = numbers.filter((each) => each.includes(".") && each.replace(/^-?[0.]*|\./g, "").length > 4);
    check(`steps: ${id} has four significant digits`, long.length === 0, long);
  }
  const changes = shown.get("changes").html;
  check("steps: a frame of all pairs is described in a table", /<th>change<\/th>/.test(changes), changes);
  check("steps: fields are a table", shown.get("fields").html.includes("<td>computing</td>"));
  const failing = () =>
    page.locator('.jp-briefing-guard[data-state="error"], .jp-briefing-inline[data-state="error"]');
  check("steps: every sentence has its values", await becomes(async () => (await failing().count()) === 0));
  check("steps: no error in the page", heard.length === 0, heard);
  await close();
}
