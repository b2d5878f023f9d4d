import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Report } from "../../../model/report.js";
import type { Drawings } from "../figure/render-figure.js";
import { FigureError } from "../errors.js";
import { cardFigure, cardFile, cardSvg } from "./card.js";
import { trueTypeOf } from "./true-type.js";

/** The semibold face of the page bears a family name of its own, by which nothing would find it. */
const weights = [400, 700];

/** A PNG, the same bytes on every machine: no font of the machine is asked. Undefined where the page has no card. */
export async function drawCard(report: Report, drawings: Drawings): Promise<Uint8Array | undefined> {
  const figure = cardFigure(report);
  const drawing = figure && drawings.get(figure.id);
  if (figure === undefined || drawing === undefined) return undefined;
  // Of native code, and most builds draw no card.
  const { Resvg } = await import("@resvg/resvg-js").catch((cause: unknown) => {
    throw new FigureError(
      `${cardFile}, the picture for links to the page, cannot be drawn on this machine.`,
      {
        cause,
        hint: "Install the packages with their optional dependencies, or leave url out of briefing.yml.",
      },
    );
  });
  const folder = await mkdtemp(path.join(tmpdir(), "briefing-card-"));
  try {
    const fontFiles = await Promise.all(weights.map((weight) => fontFile(weight, folder)));
    const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "Source Sans 3" };
    return new Resvg(cardSvg(figure, drawing, report), { font }).render().asPng();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The page's font as a file that resvg reads. */
async function fontFile(weight: number, folder: string): Promise<string> {
  const sheet = createRequire(import.meta.url).resolve("@fontsource/source-sans-3");
  const woff = path.join(path.dirname(sheet), `files/source-sans-3-latin-${weight}-normal.woff`);
  const file = path.join(folder, `${weight}.ttf`);
  await writeFile(file, trueTypeOf(await readFile(woff)));
  return file;
}
