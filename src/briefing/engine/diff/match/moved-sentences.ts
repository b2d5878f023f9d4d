/** Sentences that moved from one passage to another: the earlier report has them where the later one has them. */
import type { StoredReport } from "../../report/stored-report.js";
import type { Sides } from "../briefing.js";
import { plainWords } from "../words/tokens.js";
import { type BlockOf, type Placed, type StoredBlock, type StoredSection } from "./blocks.js";
import { canMove, joinSentences, sentencesOf, type PassageSentence } from "./passage-sentences.js";
import { movedItems, pairByMarks, statesOf, type Pairing } from "./pairing.js";

export interface MovedSentence {
  readonly words: string;
  readonly before: Placed;
  readonly after: Placed;
}

type Sections = Pairing<StoredSection>;

/** Undefined if no sentence moved. */
export function moveSentences(
  reports: Sides<StoredReport>,
  { sections, blocks }: { readonly sections: Sections; readonly blocks: Pairing<Placed> },
): { readonly before: StoredReport; readonly moved: readonly MovedSentence[] } | undefined {
  const passages = passagesOf(reports, sections, blocks);
  const within = passages.flatMap(reordered);
  const between = pairByMarks(
    {
      before: passages.flatMap((passage) => lone(passage, "before")),
      after: passages.flatMap((passage) => lone(passage, "after")),
    },
    [({ sentence }) => sentence.key],
  ).pairs.filter(({ before, after }) => before.passage !== after.passage);
  const all = [...within, ...between];
  if (all.length === 0) return undefined;
  for (const { before } of all) before.passage.cut(before.sentence);
  for (const { before, after } of all) after.passage.insert(before.sentence, after.sentence);
  const moved = all.map(({ before, after }) => ({
    words: plainWords(after.sentence.text, reports.after).trim(),
    before: before.passage.placed("before"),
    after: after.passage.placed("after"),
  }));
  return { before: withPassages(reports.before, passages), moved: joined(moved) };
}

/** Sentences that moved together are one move. */
function joined(moved: readonly MovedSentence[]): readonly MovedSentence[] {
  const found: MovedSentence[] = [];
  for (const each of moved) {
    const last = found.at(-1);
    if (last?.before === each.before && last.after === each.after)
      found[found.length - 1] = { ...last, words: `${last.words} ${each.words}` };
    else found.push(each);
  }
  return found;
}

interface Place {
  readonly passage: Passage;
  readonly sentence: PassageSentence;
}

/** Sentences that only one side of a passage has. */
function lone(passage: Passage, side: "before" | "after"): readonly Place[] {
  const { removed, added } = passage.pairing;
  const sentences = side === "before" ? removed : added;
  return sentences.filter(canMove).map((sentence) => ({ passage, sentence }));
}

/** Sentences that changed places in a passage of which other words differ, too. */
function reordered(passage: Passage): readonly Sides<Place>[] {
  const { pairs, removed, added } = passage.pairing;
  if (removed.length + added.length === 0) return [];
  const at = passage.sentences;
  const moved = new Set(movedItems(pairs, (sentence, side) => at[side].indexOf(sentence)));
  return pairs.flatMap(({ before, after }) =>
    moved.has(after) && canMove(after)
      ? [{ before: { passage, sentence: before }, after: { passage, sentence: after } }]
      : [],
  );
}

type Text = Placed & { readonly block: BlockOf<"prose"> };
const isText = (placed: Placed | undefined): placed is Text => placed?.block.kind === "prose";

/** A text of both sides, or of one; its earlier sentences can be cut and inserted. */
class Passage {
  readonly before: Text | undefined;
  readonly after: Text | undefined;
  readonly sentences: Sides<readonly PassageSentence[]>;
  readonly pairing: Pairing<PassageSentence>;
  /** The place for a passage that the earlier side lacks: its chapter there, and the block before it. */
  readonly home: { readonly section: StoredSection; readonly previous: StoredBlock | undefined } | undefined;
  #earlier: PassageSentence[];
  readonly #partners = new Map<PassageSentence, PassageSentence>();

  constructor(states: Partial<Sides<Text | undefined>>, reports: Sides<StoredReport>, home: Passage["home"]) {
    this.before = states.before;
    this.after = states.after;
    this.home = home;
    this.sentences = {
      before: states.before === undefined ? [] : sentencesOf(states.before.block.text, reports.before),
      after: states.after === undefined ? [] : sentencesOf(states.after.block.text, reports.after),
    };
    this.pairing = pairByMarks(this.sentences, [({ key }) => key]);
    this.#earlier = [...this.sentences.before];
    for (const { before, after } of this.pairing.pairs) this.#partners.set(after, before);
  }

  placed(side: "before" | "after"): Placed {
    const placed = this[side];
    if (placed === undefined) throw new Error(`The passage has no side ${side}.`);
    return placed;
  }

  cut(sentence: PassageSentence): void {
    this.#earlier = this.#earlier.filter((each) => each !== sentence);
    for (const [after, before] of this.#partners) if (before === sentence) this.#partners.delete(after);
  }

  /** Behind the nearest sentence before it that both sides have, and others between that may stand for each other. */
  insert(former: PassageSentence, later: PassageSentence): void {
    const before = this.sentences.after.slice(0, this.sentences.after.indexOf(later));
    const place = before.findLastIndex((each) => this.#partners.has(each));
    const previous = before[place];
    const partner = previous && this.#partners.get(previous);
    const both = new Set(this.#partners.values());
    let at = partner === undefined ? 0 : this.#earlier.indexOf(partner) + 1;
    for (let left = before.length - place - 1; left > 0; left -= 1) {
      const next = this.#earlier[at];
      if (next === undefined || both.has(next)) break;
      at += 1;
    }
    const own = { ...later, text: former.text };
    this.#earlier.splice(at, 0, own);
    this.#partners.set(later, own);
  }

  /** With the blanks of the later side between sentences that both have. */
  block(): BlockOf<"prose"> | undefined {
    if (this.#earlier.length === 0) return undefined;
    const partners = new Map([...this.#partners].map(([after, before]) => [before, after]));
    const sentences = this.#earlier.map((each, index) => {
      const gap = index === 0 ? "" : (partners.get(each)?.gap ?? each.gap);
      return { ...each, gap: gap === "" && index > 0 ? " " : gap };
    });
    const { block } = this.before ?? this.placed("after");
    return { ...(block as BlockOf<"prose">), text: joinSentences(sentences) };
  }

  get isTouched(): boolean {
    return (
      this.#earlier.length !== this.sentences.before.length ||
      this.#earlier.some((each, index) => each !== this.sentences.before[index])
    );
  }
}

function passagesOf(
  reports: Sides<StoredReport>,
  sections: Sections,
  blocks: Pairing<Placed>,
): readonly Passage[] {
  const former = new Map(sections.pairs.map(({ before, after }) => [after, before]));
  const partners = new Map(blocks.pairs.map(({ before, after }) => [after.block, before]));
  const homeOf = ({ section, index }: Placed): Passage["home"] => {
    const home = former.get(section);
    if (home === undefined) return undefined;
    const previous = section.blocks
      .slice(0, index)
      .flatMap((block) => partners.get(block) ?? [])
      .findLast((each) => each.section === home);
    return { section: home, previous: previous?.block };
  };
  return statesOf(blocks).flatMap(({ before, after }) => {
    if (isText(before) && isText(after) && before.block.text === after.block.text) return [];
    const texts = { before: isText(before) ? before : undefined, after: isText(after) ? after : undefined };
    if (texts.before === undefined && texts.after === undefined) return [];
    const home = texts.after && texts.before === undefined ? homeOf(texts.after) : undefined;
    // Everything in an added chapter belongs to it.
    if (texts.before === undefined && home === undefined) return [];
    return [new Passage(texts, reports, home)];
  });
}

function withPassages(report: StoredReport, passages: readonly Passage[]): StoredReport {
  const touched = passages.filter(({ isTouched }) => isTouched);
  const replaced = new Map<StoredBlock, readonly StoredBlock[]>();
  const first = new Map<StoredSection, readonly StoredBlock[]>();
  for (const passage of touched) {
    const block = passage.block();
    if (passage.before !== undefined) replaced.set(passage.before.block, block === undefined ? [] : [block]);
  }
  for (const passage of touched) {
    const block = passage.block();
    if (passage.home === undefined || block === undefined) continue;
    const { section, previous } = passage.home;
    if (previous === undefined) first.set(section, [...(first.get(section) ?? []), block]);
    else replaced.set(previous, [...(replaced.get(previous) ?? [previous]), block]);
  }
  const sections = report.sections.map((section) => {
    const isTouched = first.has(section) || section.blocks.some((block) => replaced.has(block));
    if (!isTouched) return section;
    const blocks = section.blocks.flatMap((block) => replaced.get(block) ?? [block]);
    return { ...section, blocks: [...(first.get(section) ?? []), ...blocks] };
  });
  return { ...report, sections };
}
