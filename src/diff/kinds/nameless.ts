import type { CodeChange, OutputChange, ProseChange } from "../contract.js";
import { blockText, type NamelessBlock, type Placed, type StoredBlock } from "../pair/blocks.js";
import { compareTexts } from "../words/compare-fields.js";
import { compareLines } from "../words/lines.js";
import { plainWords } from "../words/tokens.js";
import { omit } from "../../report/omit.js";
import { steady } from "../shown/steady-text.js";
import { sameNumbers } from "../shown/same-numbers.js";
import { blockBase, type BlockPair, type KindContext, shorten, toleranceOf } from "./context.js";

type NamelessDraft = Omit<ProseChange, "why"> | Omit<CodeChange, "why"> | Omit<OutputChange, "why">;

/** Words, code or output of a cell; that a cell got another id is no change, for nobody sees it. */
export function compareNameless(pair: BlockPair, context: KindContext): NamelessDraft | undefined {
  const later = pair.is ?? pair.was;
  const base = omit(blockBase(pair, context, idOf), "renamed");
  const isPaired = pair.was !== undefined && pair.is !== undefined;
  if (later.block.kind === "prose") {
    const side = pair.is === undefined ? context.was : context.is;
    const words = (block: StoredBlock | undefined) => (block?.kind === "prose" ? block.text : []);
    const { differs, runs } = compareTexts(words(pair.was?.block), words(pair.is?.block), context);
    if (isPaired && !differs && base.moved === undefined) return undefined;
    const title = shorten(plainWords(later.block.text, side).replace(/^#+ /, ""));
    return { ...base, kind: "prose", title, runs: differs ? runs : [] };
  }
  const text = (block: StoredBlock | undefined) => (block === undefined ? undefined : shownText(block));
  const within = () => {
    context.withinTolerance(base.before, base.after);
  };
  const rules =
    later.block.kind === "code" ? {} : { key: steady, isSame: sameNumbers(toleranceOf(context), within) };
  const lines = compareLines(text(pair.was?.block), text(pair.is?.block), rules);
  if (isPaired && lines === undefined && base.moved === undefined) return undefined;
  const found = lines ?? [];
  if (later.block.kind === "code") {
    return { ...base, kind: "code", title: `Code of cell ${later.block.cell}`, lines: found };
  }
  const form = formOf(later.block as NamelessBlock);
  const key = `output:${base.id}`;
  return { ...base, key, kind: "output", form, title: `Output of cell ${later.block.cell}`, lines: found };
}

function idOf({ block, section }: Placed): string {
  return `${section.id}/${block.cell}`;
}

function shownText(block: StoredBlock): string {
  if (block.kind !== "error") return blockText(block);
  const [head, frames] = [
    `${block.ename}: ${block.evalue}`,
    block.traceback.filter((each) => !isForeign(each)),
  ];
  return [head, ...frames].join("\n");
}

/** A frame of a library, as IPython tells it: another version of the library has other lines there. */
function isForeign(frame: string): boolean {
  return /^File [^\n]*(?:site-packages|dist-packages|[\\/]lib[\\/]python\d)/.test(frame.trimStart());
}

function formOf({ kind }: NamelessBlock): OutputChange["form"] {
  return kind === "html" || kind === "markdown" || kind === "error" ? kind : "text";
}

interface CellPlace {
  readonly notebook: string;
  readonly cell: string;
}

/**
 * Code and output that only moved along with something of the same cells that is reported to have moved say nothing
 * new.
 */
export function withoutFollowers<
  D extends {
    readonly kind: string;
    readonly moved?: true;
    readonly before?: CellPlace;
    readonly after?: CellPlace;
  },
>(drafts: readonly D[]): readonly D[] {
  const cell = (at: CellPlace | undefined) => `${at?.notebook ?? ""}#${at?.cell ?? ""}`;
  const place = ({ before, after }: D) => `${cell(before)}\n${cell(after)}`;
  const leaders = new Set(
    drafts.filter(({ kind, moved }) => moved && kind !== "code" && kind !== "output").map(place),
  );
  const movers = new Set(drafts.filter(({ kind, moved }) => moved && kind === "code").map(place));
  return drafts.filter((draft) => {
    if (!draft.moved || !isOnlyMoved(draft)) return true;
    if (draft.kind === "output" && movers.has(place(draft))) return false;
    return !((draft.kind === "code" || draft.kind === "output") && leaders.has(place(draft)));
  });
}

function isOnlyMoved(draft: object): boolean {
  return "lines" in draft && Array.isArray(draft.lines) && draft.lines.length === 0;
}
