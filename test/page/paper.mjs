// How the page is laid out for printing: no figure leaves the foot of a sheet empty if a smaller drawing or text fits.
import { readFileSync } from "node:fs";
import path from "node:path";
import { check, root } from "../checks.mjs";

const dist = (name) => import(path.join(root, "src/briefing/dist/engine/render", name));

/** `browser` is a running Chromium. */
export async function lookAtPaper({ browser }) {
  console.log("--- paper");
  const { pageStyle } = await dist("html/style.js");
  const program = readFileSync(path.join(root, "src/briefing/dist/browser/paper.js"), "utf8");
  const page = await browser.newPage({ viewport: { width: 658, height: 979 } });
  await page.emulateMedia({ media: "print" });

  /** The children of a chapter after it was laid out, in order: their ids, and the size of the drawing. */
  const laidOut = async (...blocks) => {
    await page.setContent(
      `<style>${pageStyle()}</style><main class="page"><section class="chapter">${blocks.join("")}</section></main>`,
    );
    await page.evaluate(program);
    return page.evaluate(() => {
      const size = document.querySelector("figure").style.getPropertyValue("--print-size");
      const ids = [...document.querySelector("section").children].map(({ id }) => id).join(" ");
      return size === "" ? ids : `${ids} at ${size}`;
    });
  };
  const text = (id, height) => `<p id="${id}" style="height:${height}px;margin:0">Text.</p>`;
  const heading = '<h3 id="heading">Heading</h3>';
  const figure = (height) =>
    `<figure class="shown" id="figure"><div class="drawing wide"><svg viewBox="0 0 680 ${height}" style="width:100%"></svg></div></figure>`;
  const all = async (name, expected, ...blocks) => {
    const found = await laidOut(...blocks);
    check(`${name}: ${expected}`, found === expected, found);
  };

  await all("a figure that fits stays", "a figure b", text("a", 300), figure(400), text("b", 300));
  await all("a small gap stays", "a figure b", text("a", 900), figure(400), text("b", 300));
  await all("a figure is drawn smaller", "a figure b at 0.9", text("a", 620), figure(400), text("b", 300));
  await all(
    "text goes before it",
    "a b figure c",
    text("a", 650),
    figure(700),
    text("b", 250),
    text("c", 300),
  );
  await all(
    "a heading goes with its text only",
    "a heading b figure",
    text("a", 600),
    figure(700),
    heading,
    text("b", 200),
  );
  await all(
    "or the figure before the text",
    "heading figure a b",
    heading,
    text("a", 500),
    figure(700),
    text("b", 900),
  );
  await all("without such text it stays", "top heading figure", text("top", 600), heading, figure(700));
  await page.close();
}
