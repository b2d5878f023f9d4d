/** Drawings of figures under other settings: what a reader's browser draws them from, as differences. */
import { jsonPatch, type JsonPatch } from "../../../lib/json-patch.js";
import type { FigureBlock, Report } from "../../../model/report.js";
import type { SectionAnswers, VariantContent } from "../../report/answers.js";
import { FigureError } from "../errors.js";
import { tableOf } from "../figure/carried-figure.js";
import type { Draw } from "../figure/draw.js";
import { finishSvg } from "../figure/finish.js";
import { interactiveSpec } from "../figure/interactive.js";
import type { Drawings } from "../figure/render-figure.js";
import { drawRequests } from "../figure/requests.js";

/** By figure and by its specification under a setting; a reason if it cannot be drawn. */
export type VariantFigures = ReadonlyMap<
  string,
  ReadonlyMap<string, JsonPatch | { readonly failed: string }>
>;

export const figureKey = ({ spec, data }: Pick<FigureBlock, "spec" | "data">): string =>
  JSON.stringify([spec, data]);

/** Every figure that differs from the published one; `onWarning` receives those that cannot be drawn. */
export async function drawVariants(
  { sections }: Pick<Report, "sections">,
  answers: readonly SectionAnswers[],
  drawings: Drawings,
  { draw, onWarning }: { readonly draw: Draw; readonly onWarning?: (warning: string) => void },
): Promise<VariantFigures> {
  const published = new Map(
    sections.flatMap(({ blocks }) =>
      blocks.flatMap((block) => (block.kind === "figure" ? [[block.id, block] as const] : [])),
    ),
  );
  const found = new Map<string, Map<string, JsonPatch | { failed: string }>>();
  const wanted = new Map<string, FigureBlock>();
  for (const figure of variantFigures(answers)) {
    const before = published.get(figure.id);
    if (before === undefined || figureKey(before) === figureKey(figure)) continue;
    wanted.set(`${figure.id} ${figureKey(figure)}`, figure);
  }
  await Promise.all(
    [...wanted.values()].map(async (figure) => {
      const before = published.get(figure.id);
      const drawn = drawings.get(figure.id);
      if (before === undefined || drawn === undefined) return;
      const ofFigure = found.get(figure.id) ?? new Map<string, JsonPatch | { failed: string }>();
      found.set(figure.id, ofFigure);
      try {
        const vega = await drawnUnder(figure, draw);
        const carried = { vega: drawn.interactive, table: tableOf(before) };
        ofFigure.set(figureKey(figure), jsonPatch(carried, { vega, table: tableOf(figure) }));
      } catch (error) {
        if (!(error instanceof FigureError)) throw error;
        onWarning?.(`Under another setting: ${error.message}`);
        ofFigure.set(figureKey(figure), { failed: error.message });
      }
    }),
  );
  return found;
}

function* variantFigures(answers: readonly SectionAnswers[]): Generator<FigureBlock> {
  const seen = new Set<VariantContent>();
  for (const { cells } of answers)
    for (const { under } of cells)
      for (const variant of under) {
        if ("failed" in variant || seen.has(variant.content)) continue;
        seen.add(variant.content);
        for (const block of variant.content.blocks) if (block.kind === "figure") yield block;
      }
}

/** Drawn as a page is, so that what cannot be drawn is found by the build. */
async function drawnUnder(figure: FigureBlock, draw: Draw) {
  const { wide, narrow } = drawRequests(figure);
  const drawn = await Promise.all([draw(wide), draw(narrow)]);
  for (const { svg } of drawn)
    finishSvg(svg, { id: figure.id, title: "", description: "", prefix: "under", colours: "scheme" });
  return interactiveSpec(drawn[0].vega, drawn[1].vega);
}
