// Every chapter, executed in JupyterLab with the extension and without it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { inlineExpressions } from "../../../../src/briefing/dist/engine/notebook/inline.js";
import { findReferences } from "../../../../src/briefing/dist/engine/notebook/markdown/read.js";
import { parseNotebook } from "../../../../src/briefing/dist/engine/notebook/parse.js";
import { becomes, check, part } from "../../../checks.mjs";
import { openNotebook, outputs, runAll } from "./driver.mjs";

export async function checkChapter({ browser, lab, project }, name) {
  const file = `notebooks/${name}`;
  const { cells } = parseNotebook(readFileSync(path.join(project, file), "utf8"), file);
  const expressions = cells.filter((cell) => cell.cell_type === "markdown").flatMap(inlineExpressions).length;
  await part(name, async () => {
    const { page, heard, close } = await openNotebook(browser, lab, file);
    check(`${name}: opening changes nothing`, !(await isDirty(page)));
    check(`${name}: every cell is executed`, (await runAll(page)) === true);
    const found = await shown(page, expressions);
    check(`${name}: no error`, found.errors.length === 0, found.errors);
    for (const kind of ["figures", "tables", "claims"])
      check(`${name}: all ${kind} are drawn`, found.drawn[kind] === found.bundles[kind], found);
    const values = found.values.length;
    check(`${name}: every expression has its value`, values === expressions, [values, expressions]);
    check(`${name}: no citation and no cross-reference is left raw`, found.raw.length === 0, found.raw);
    check(`${name}: they are shown`, cites(cells) === found.references > 0, found.references);
    check(`${name}: no expression fails`, found.faults.length === 0, found.faults);
    check(
      `${name}: assumptions show what is published and what readers can choose`,
      String(found.chosen) === String(found.choices),
      [found.chosen, found.choices],
    );
    check(`${name}: nothing is written into the figures`, found.pictures === 0, found.pictures);
    check(`${name}: no error in the page`, heard.length === 0, heard);
    await close();
  });
  await part(`${name} without the extension`, async () => {
    const { page, close } = await openNotebook(browser, lab, file, {
      without: "**/lab/extensions/briefing/**",
    });
    check(`${name}, plain: every cell is executed`, (await runAll(page)) === true);
    const { errors, bundles, assumptions, steps } = await executed(page);
    check(`${name}, plain: no error`, errors.length === 0, errors);
    const plain = () =>
      page.evaluate(() => [
        document.querySelectorAll(".jp-OutputArea-output .vega-embed :is(canvas, svg)").length,
        document.querySelectorAll(".jp-OutputArea-output.jp-RenderedHTML").length,
      ]);
    const wanted = [bundles.figures, bundles.tables + bundles.claims + assumptions + steps];
    check(
      `${name}, plain: figures are Vega-Lite, tables, claims and assumptions HTML`,
      await becomes(async () => String(await plain()) === String(wanted)),
      [wanted, await plain()],
    );
    await close();
  });
}

/** What the page shows once all values, figures, tables and claims are there. */
async function shown(page, expressions) {
  const look = () =>
    page.evaluate(() => {
      const texts = (state) =>
        [
          ...document.querySelectorAll(`:is(.jp-briefing-inline, .jp-briefing-guard)[data-state="${state}"]`),
        ].map((span) => span.textContent);
      const leftOut = [...document.querySelectorAll('[data-guard="when"][data-state="false"]')].map(
        (span) => span.textContent,
      );
      const count = (selector) =>
        document.querySelectorAll(`.jp-OutputArea-output.jp-briefing ${selector}`).length;
      return {
        drawn: {
          figures: count('figure:has(figcaption):has(.drawing[role="img"]:not([aria-label=""]) svg path)'),
          tables: count("figure:has(figcaption) table tbody tr:first-child"),
          claims: count(".claim .verdict"),
        },
        // No citation or cross-reference is left as raw Markdown.
        raw: [...document.querySelectorAll(".jp-MarkdownOutput")].flatMap((output) => {
          const prose = /** @type {Element} */ (output.cloneNode(true));
          for (const code of prose.querySelectorAll("code, pre")) code.remove();
          return prose.textContent.match(/\[@[^\]]*\]|@(?:fig|tbl)-[\w-]+/g) ?? [];
        }),
        // A notebook has no control: the kernel executes what the code says.
        chosen: [...document.querySelectorAll(".jp-OutputArea-output.jp-RenderedHTML > p:has(> strong)")].map(
          (line) => line.textContent,
        ),
        references: document.querySelectorAll(".jp-briefing-reference").length,
        // The conditions of the chapters are true; a sentence whose `when` is false is omitted.
        values: [...texts("value"), ...texts("true"), ...leftOut],
        faults: texts("error"),
      };
    });
  const known = await executed(page);
  await becomes(async () => {
    const { values, drawn } = await look();
    const isDrawn = Object.entries(known.bundles).every(([kind, count]) => drawn[kind] === count);
    return values.length === expressions && isDrawn;
  });
  return { ...known, ...(await look()) };
}

/** What the cells' outputs contain. */
async function executed(page) {
  const cells = (await outputs(page)).flatMap((cell) => cell.outputs);
  const types = cells.flatMap(({ data }) => Object.keys(data ?? {}));
  const count = (type) => types.filter((name) => name === type).length;
  const own = (kind) => count(`application/vnd.briefing.${kind}+json`);
  const isOwn = (name) => name.startsWith("application/vnd.briefing.");
  return {
    bundles: { figures: own("figure"), tables: own("table"), claims: own("claim") },
    assumptions: own("assumption"),
    choices: cells.flatMap(({ data = {} }) =>
      "application/vnd.briefing.assumption+json" in data ? [String(data["text/plain"])] : [],
    ),
    // Rows that a step shows are a table of the kernel, which is not on the page.
    steps: cells.filter(({ data = {} }) => "text/html" in data && !Object.keys(data).some(isOwn)).length,
    errors: cells.filter((output) => output.output_type === "error").map(({ evalue }) => evalue),
    pictures: count("image/png"),
  };
}

/** Whether the prose has a citation or a cross-reference. */
const cites = (cells) =>
  cells.some(({ cell_type: type, source }) => type === "markdown" && findReferences(source).length > 0);

function isDirty(page) {
  return page.evaluate(() => window.jupyterapp.shell.currentWidget.context.model.dirty);
}
