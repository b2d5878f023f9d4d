import { claim } from "./claim.js";
import { arrow, capital, lineDetail, sentenceDetail, type Description, type Detail } from "./description.js";
import { figure } from "./figure.js";
import { firstPage } from "./first-page.js";
import { file, image } from "./image.js";
import type { Draft as DraftOf, Kind } from "./kind.js";
import type { Location } from "../shapes.js";
import type { Sides } from "../briefing.js";
import { code, output } from "./lines.js";
import { margin } from "./margin.js";
import type { ChangeKind } from "./names.js";
import { sentence } from "./sentence.js";
import { stale } from "./stale.js";
import { table } from "./table.js";
import { citation, frontMatter, prose, section, source } from "./texts.js";
import { value } from "./value.js";

const kinds = {
  stale,
  sentence,
  value,
  margin,
  claim,
  table,
  figure,
  image,
  file,
  output,
  "first-page": firstPage,
  prose,
  section,
  citation,
  source,
  "front-matter": frontMatter,
  code,
} satisfies Readonly<Record<ChangeKind, unknown>>;

type ChangeOf<K> = K extends Kind<infer C> ? C : never;
export type Change = { [K in ChangeKind]: ChangeOf<(typeof kinds)[K]> }[ChangeKind];
export type Draft = DraftOf<Change>;

/** The changes found by all kinds, and the places of numbers that differ within the tolerance. */
export interface Compared {
  readonly drafts: readonly Draft[];
  readonly tolerated: readonly Partial<Sides<Location>>[];
}

/** The kind of that name, for changes of which only the kind is known. */
export function kindNamed(name: ChangeKind): Kind<Change> {
  return kinds[name] as Kind<Change>;
}

export const kindOf = ({ kind }: Pick<Change, "kind">): Kind<Change> => kindNamed(kind);

/** The description of a change, except for its place and its causes. */
export function describe(change: Change): Description {
  const { nouns, describe: ofKind } = kindOf(change);
  const label = change.status === "changed" ? nouns[0] : `${nouns[0]} ${change.status}`;
  const { details = [], ...own } = ofKind(change);
  const described = { label: capital(label), title: change.title, head: [], amount: "", ...own };
  return {
    ...described,
    ...(change.accepted === true && { label: `Accepted: ${described.label}` }),
    details: [...details, ...nameAndPlace(change)],
  };
}

/** Whether it was renamed, and whether it moved within its chapter or to another one. */
function nameAndPlace(change: Change): readonly Detail[] {
  const { before, after, renamed, moved } = change;
  const details: Detail[] = [];
  if (renamed !== undefined) details.push(lineDetail(arrow(renamed.from, renamed.to), "renamed"));
  if (moved !== true || before === undefined || after === undefined || after.cell === "") return details;
  if (before.section !== after.section)
    details.push(lineDetail(arrow(before.section, after.section), "moved to another chapter"));
  else if (before.cell !== after.cell)
    details.push(lineDetail(arrow(before.cell, after.cell), "moved to another cell"));
  else if (change.kind === "prose" && change.sentence !== undefined)
    details.push(sentenceDetail("It moved to another place in its passage."));
  else details.push(sentenceDetail("It moved to another place in its chapter."));
  return details;
}

/** Whether one line suffices: something small was added or removed. */
export function isSlim(change: Change): boolean {
  const { role, files } = kindOf(change);
  if (change.status === "changed" || files !== undefined || "lines" in change) return false;
  return role === "part" || role === undefined;
}
