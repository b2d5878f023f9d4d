/** Photographs the pages of both sides in one browser and compares their figures and parts. */
import { findChromium, withChromium, type BrowserLimits } from "../../render/chromium.js";
import type { Environment } from "../../render/programs.js";
import { sideNames, type Briefing, type SideName, type Sides } from "../briefing.js";
import type { Comparison } from "../comparison.js";
import { isOnlyDrawn } from "../kinds/figure-respects.js";
import type { Change } from "../kinds/index.js";
import { plainWords, shorten } from "../words/tokens.js";
import { compareRasters, pngOf, type RasterDifference } from "./compare-rasters.js";
import { photographPage, type Photographs, type Raster } from "../../render/photograph.js";
import type { PictureDifference, PictureDifferences } from "./picture-difference.js";

const pageFile = "briefing.html";

/** Files that have to be read for it, if they can be. */
export const pageFiles: readonly string[] = [pageFile];

export interface PictureRequest {
  readonly browser: string;
  readonly signal: AbortSignal;
  readonly onProgress?: (text: string) => void;
}

/** One place of an item that looks different: PNG files in base64; for an item of one side, only that side. */
export type Shot = Partial<Sides<string>> & { readonly marked?: string };

export interface ComparedPictures {
  /** Undefined if there was nothing to photograph; a note says why. */
  readonly pictures?: PictureDifferences;
  readonly notes: readonly string[];
  /** The pictures of each entry of `pictures.differing`, at the same place. */
  readonly shots: readonly (readonly Shot[])[];
}

export const findPictureBrowser = (environment: Environment): string =>
  findChromium(environment, {
    use: "--pictures takes them with one",
    without: "Without --pictures everything else is compared.",
  });

const limitMs = 300_000;

export async function comparePages(
  sides: Sides<Briefing>,
  { changes }: Pick<Comparison, "changes">,
  { browser: program, signal, onProgress = () => undefined }: PictureRequest,
): Promise<ComparedPictures> {
  const pages = { before: sides.before.files.get(pageFile), after: sides.after.files.get(pageFile) };
  const missing = sideNames.filter((side) => pages[side] === undefined).map((side) => sides[side].name);
  if (pages.before === undefined || pages.after === undefined)
    return without(`Pictures were not compared: ${missing.join(" and ")} has no ${pageFile}.`);
  if (pages.before === pages.after)
    return without(`Pictures were not compared: ${pageFile} is the same file on both sides.`);
  const html = { before: pages.before, after: pages.after };
  let count = 0;
  const onPicture = () => {
    count += 1;
    onProgress(`picture ${count}`);
  };
  const limits: BrowserLimits = { signal, limitMs };
  const photographs = await withChromium(program, limits, async (browser) => {
    const photograph = (side: SideName) =>
      photographPage(browser, { html: html[side], figures: figureIds(sides[side]), onPicture });
    const [before, after] = await Promise.all([photograph("before"), photograph("after")]);
    return { before, after };
  });
  return comparePhotographs(photographs, sides, changes);
}

const without = (note: string): ComparedPictures => ({ notes: [note], shots: [] });

type Found = readonly [PictureDifference, readonly Shot[]];

function comparePhotographs(
  photographs: Sides<Photographs>,
  sides: Sides<Briefing>,
  changes: readonly Change[],
): ComparedPictures {
  const figures = pairs(
    photographs.before.figures,
    photographs.after.figures,
    renamedIn(changes, ({ kind }) => kind === "figure"),
  );
  const parts = pairs(
    photographs.before.parts,
    photographs.after.parts,
    renamedIn(changes, ({ kind }) => kind === "section"),
  );
  const titles = { before: figureTitles(sides.before), after: figureTitles(sides.after) };
  const found = [
    ...figures.flatMap((pair) => figureDifference(pair, titles, changes)),
    ...parts.flatMap(partDifference),
  ];
  const isOfBoth = ({ before, after }: Pair<unknown>) => before !== undefined && after !== undefined;
  return {
    pictures: {
      figures: figures.filter(isOfBoth).length,
      parts: parts.filter(isOfBoth).length,
      differing: found.map(([difference]) => difference),
    },
    notes: [],
    shots: found.map(([, shots]) => shots),
  };
}

interface Pair<T> extends Partial<Sides<T>> {
  readonly id: string;
  readonly formerId: string;
}

/** By id, in the order of the later page; what only the earlier page has comes last. */
function pairs<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  renamed: ReadonlyMap<string, string>,
): readonly Pair<T>[] {
  const paired = [...after].map(([id, later]): Pair<T> => {
    const formerId = renamed.get(id) ?? id;
    const former = before.get(formerId);
    return { id, formerId, after: later, ...(former !== undefined && { before: former }) };
  });
  const found = new Set(paired.map(({ formerId }) => formerId));
  const gone = [...before].filter(([id]) => !found.has(id));
  return [...paired, ...gone.map(([id, former]) => ({ id, formerId: id, before: former }))];
}

/** Earlier ids by later ones. */
function renamedIn(changes: readonly Change[], isWanted: (change: Change) => boolean) {
  return new Map(
    changes.flatMap((change): readonly (readonly [string, string])[] =>
      change.renamed !== undefined && isWanted(change) ? [[change.renamed.to, change.renamed.from]] : [],
    ),
  );
}

function figureDifference(
  { id, formerId, before, after }: Pair<Raster>,
  titles: Sides<ReadonlyMap<string, string>>,
  changes: readonly Change[],
): readonly Found[] {
  const title = titles.after.get(id) ?? titles.before.get(formerId) ?? id;
  const item = { what: "figure" as const, id, title };
  if (before === undefined || after === undefined) return [alone(item, before, after)];
  const difference = compareRasters(before, after);
  if (difference === undefined) return [];
  const change = changes.find(
    (each) => each.kind === "figure" && each.status === "changed" && each.id === id,
  );
  const isExplained = change?.kind === "figure" && !isOnlyDrawn(change) && isDescribed(change);
  const { share } = difference;
  return [
    [
      { ...item, status: "changed", share, ...(!isExplained && { drawnDifferently: true as const }) },
      [shotOf(difference)],
    ],
  ];
}

/** A figure that was only moved or renamed is drawn from the same as before. */
const isDescribed = ({ data, spec, texts, unread }: Extract<Change, { kind: "figure" }>): boolean =>
  data !== undefined || unread !== undefined || spec.length + texts.length > 0;

function partDifference({ id, before, after }: Pair<Part>): readonly Found[] {
  const item = { what: "part" as const, id, title: shorten(after?.title ?? before?.title ?? id) };
  // What a new chapter says is described in words; its picture would only be long.
  if (before === undefined) return [[{ ...item, status: "added" }, []]];
  if (after === undefined) return [[{ ...item, status: "removed" }, []]];
  const difference = compareRasters(before.picture, after.picture);
  if (difference === undefined) return [];
  const { share, regions } = difference;
  return [[{ ...item, status: "changed", share }, regions.map((rows) => shotOf(difference, rows))]];
}

type Part = Photographs["parts"] extends ReadonlyMap<string, infer P> ? P : never;
type Item = Pick<PictureDifference, "what" | "id" | "title">;

function alone(item: Item, before: Raster | undefined, after: Raster | undefined): Found {
  if (before !== undefined) return [{ ...item, status: "removed" }, [{ before: pngOf(before) }]];
  return [{ ...item, status: "added" }, after === undefined ? [] : [{ after: pngOf(after) }]];
}

const shotOf = (
  { before, after, marked }: RasterDifference,
  rows?: RasterDifference["regions"][number],
): Shot => ({ before: pngOf(before, rows), after: pngOf(after, rows), marked: pngOf(marked, rows) });

const figuresOf = ({ report }: Briefing) =>
  report.sections.flatMap(({ blocks }) => blocks).flatMap((block) => (block.kind === "figure" ? block : []));

const figureIds = (side: Briefing): readonly string[] => [...new Set(figuresOf(side).map(({ id }) => id))];

const figureTitles = (side: Briefing): ReadonlyMap<string, string> =>
  new Map(
    figuresOf(side).map((figure) => {
      const words = figure.origin === "authored" ? (figure.title ?? figure.caption) : figure.alt;
      return [figure.id, shorten(plainWords(words, side.report))];
    }),
  );
