import type { FigureBlock } from "../../model/report.js";
import { safeName } from "../names.js";
import type { Opening } from "../opening.js";
import type { Drawings } from "./figure-specs.js";
import { drawingHtml } from "./drawing.js";
import type { ProseRenderer } from "./prose.js";
import { markup, type Html } from "./template.js";

/** What the chapters found, a sentence each with the way to it, and the figures that carry it. */
export function answerHtml(
  { points, figures }: Opening,
  drawings: Drawings,
  prose: ProseRenderer,
): Html | undefined {
  if (points.length === 0) return undefined;
  const items = points.map(({ section, text }) => {
    const link = markup`<a href="#${safeName(section.id)}">${prose.words(section.title)}</a>`;
    return markup`<li>${text && markup`${prose.inline(text)} `}${link}</li>\n`;
  });
  const shown = figures.map((figure, index) =>
    figureHtml(figure, index === 0 ? "lead" : "second", drawings, prose),
  );
  return markup`<section class="answer" aria-labelledby="answer">
<h2 id="answer">In short</h2>
<ol class="answers">
${items}</ol>
${figures.length > 0 && markup`<div class="carrying">\n${shown}</div>\n`}${prose.panels()}</section>
`;
}

/** The first one as wide as the text, the others side by side where there is room; what they rest on is in the chapter. */
function figureHtml(
  figure: FigureBlock,
  rank: "lead" | "second",
  drawings: Drawings,
  prose: ProseRenderer,
): Html | undefined {
  const drawn = drawings.get(figure.id)?.opening;
  if (drawn === undefined) return undefined;
  const { title, subtitle, caption, number } = figure;
  const finding = title ?? caption;
  return markup`<figure class="carries ${rank}" data-of="fig-${safeName(figure.id)}">
<p class="finding">${prose.plain(finding)}</p>
${subtitle && markup`<p class="measure">${prose.plain(subtitle)}</p>\n`}${
    rank === "lead" && drawingHtml(drawn.wide, "wide")
  }${drawingHtml(drawn.narrow, rank === "lead" ? "narrow" : "narrow only")}<figcaption><a href="#fig-${safeName(figure.id)}">Figure ${number}: how to read it, data and source</a></figcaption>
</figure>
`;
}
