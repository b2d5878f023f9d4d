/**
 * What edits of code left as it was, in notebooks that do not record their inputs. Where inputs are recorded, each change
 * names the cells it depends on, so that readers need no such hint.
 */
import { own } from "../../lib/own.js";
import { listed, plural } from "../../lib/plural.js";
import type { StoredReport } from "../report/stored-report.js";
import type { KindContext } from "./kinds/kind.js";
import { kindOf, type Draft } from "./kinds/index.js";
import { onlyPlaced } from "./kinds/kind.js";
import { comparePictures } from "./kinds/pictures.js";
import type { Location } from "./shapes.js";
import { hasOtherLiterals } from "./words/literals.js";

type Place = Pick<Location, "notebook" | "cell">;
const placeName = ({ notebook, cell }: Place): string => `${notebook}#${cell}`;
const isRecorded = ({ provenance }: StoredReport, place: Place): boolean =>
  own(provenance, placeName(place)) !== undefined;

/** How many pictures are the same although the code of their cells changed; for the notes of a comparison. */
export function samePictureNotes({
  alignment,
  briefings,
}: Pick<KindContext, "alignment" | "briefings">): readonly string[] {
  const edited = new Set<string>();
  for (const { before, after } of alignment.blocks.pairs)
    if (before.block.kind === "code" && after.block.kind === "code") {
      const place = { notebook: after.section.notebook, cell: after.block.cell };
      const isEdited = before.block.source.trim() !== after.block.source.trim();
      if (isEdited && !isRecorded(alignment.after, place)) edited.add(placeName(place));
    }
  const cells = alignment.blocks.pairs.flatMap(({ before, after }) => {
    if (before.block.kind !== "image" || after.block.kind !== "image") return [];
    const { cell } = after.block;
    if (!edited.has(placeName({ notebook: after.section.notebook, cell }))) return [];
    const { picture } = comparePictures(before.block.file, after.block.file, { briefings });
    return picture === "same" ? [cell] : [];
  });
  if (cells.length === 0) return [];
  const names = [...new Set(cells)];
  const same = plural(cells.length, "picture is", "pictures are");
  const where = names.length === 1 ? `cell ${names.join("")}` : `cells ${listed(names)}`;
  return [`${same} the same although the code changed (${where}).`];
}

/** Edits of a literal that no output of their cell shows; it may still be behind a change of another cell. */
export function changedSettings(drafts: readonly Draft[], after: StoredReport): ReadonlySet<Draft> {
  const places = ({ before, after }: Draft) => [
    ...(before === undefined ? [] : [`before ${placeName(before)}`]),
    ...(after === undefined ? [] : [`after ${placeName(after)}`]),
  ];
  const isSeen = (draft: Draft) => draft.status !== "changed" || kindOf(draft).weigh(draft) !== onlyPlaced;
  const changed = new Set(drafts.filter((draft) => draft.kind !== "code" && isSeen(draft)).flatMap(places));
  return new Set(
    drafts.filter(
      (draft) =>
        draft.kind === "code" &&
        draft.status === "changed" &&
        draft.after !== undefined &&
        !isRecorded(after, draft.after) &&
        hasOtherLiterals(draft.lines) &&
        places(draft).every((place) => !changed.has(place)),
    ),
  );
}
