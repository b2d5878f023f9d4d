/** Figures and parts of the page whose pictures differ: before, after, and with the pixels that differ marked. */
import { limited, plural } from "../../../lib/plural.js";
import { markup, type Html } from "../../render/template.js";
import type { DiffResult } from "../diff-briefings.js";
import { addressOf } from "../fingerprint.js";
import type { Shot } from "../screenshots/compare-pages.js";
import type { PictureDifference } from "../screenshots/picture-difference.js";
import { pictureName, pictureState } from "../screenshots/picture-words.js";
import type { Opened } from "./html-opening.js";
import type { Outline } from "./outline.js";

/** Total size in base64. */
const mostBytes = 12_000_000;
const mostPlaces = 6;

const titles = { before: "Before", after: "After", marked: "Pixels that differ" } as const;
const states = ["before", "after", "marked"] as const;

export function openedScreenshots(
  { pictures, entries }: Pick<Outline, "pictures" | "entries">,
  shots: DiffResult["shots"] = [],
): readonly Opened[] {
  if (pictures === undefined || pictures.differing.length === 0) return [];
  let left = mostBytes;
  const body = pictures.differing.map((difference, index) => {
    const places = (shots[index] ?? []).map((shot) => {
      const bytes = states.reduce((sum, state) => sum + (shot[state]?.length ?? 0), 0);
      if (bytes > left) return undefined;
      left -= bytes;
      return shotHtml(shot, difference);
    });
    const drawn = places.filter((place) => place !== undefined);
    const isCut = drawn.length < places.length;
    return markup`<div class="part">
<h3>${nameHtml(difference, entries)}</h3>
<p>${pictureState(difference)}</p>
${limited(drawn, mostPlaces, (more) => markup`<p class="note">It differs in ${plural(more, "more place")}.</p>\n`)}${isCut && markup`<p class="note">Further pictures are left out to keep this page small.</p>\n`}</div>
`;
  });
  return [
    {
      id: "pictures",
      title: "Pictures that differ",
      count: pictures.differing.length,
      body: markup`${body}`,
    },
  ];
}

/** With a link to what changed in it, if that is described. */
function nameHtml(difference: PictureDifference, entries: Outline["entries"]): Html {
  const { what, id, title } = difference;
  const kind = what === "figure" ? "figure" : "section";
  const entry = entries.find(({ change }) => change.kind === kind && change.id === id);
  const name = what === "figure" && title !== "" && title !== id ? title : pictureName(difference);
  const named =
    entry === undefined ? markup`${name}` : markup`<a href="#${addressOf(entry.change)}">${name}</a>`;
  return what === "figure" ? markup`${named} <code>${id}</code>` : named;
}

function shotHtml(shot: Shot, { title }: PictureDifference): Html {
  const shown = states.flatMap((state) => {
    const png = shot[state];
    return png === undefined
      ? []
      : markup`<figure><figcaption>${titles[state]}</figcaption><img src="data:image/png;base64,${png}" alt="${titles[state]}: ${title}"></figure>`;
  });
  return markup`<div class="pictures">\n<div class="stage photo${shown.length > 2 && " three"}">${shown}</div>\n</div>\n`;
}
