/**
 * Words by which an English sentence claims something that other data can make false: a comparison, a rank, an exception
 * or the lack of one, a change. Chosen with the sentences of real chapters: a word that mostly stands elsewhere ("at
 * most", "all", "first") counts only with its context.
 */
import type { Range } from "../../engine/notebook/markdown/syntax.js";
import { filler } from "./prose-mask.js";

/** What kind of claim a word makes; messages name it. */
export type FactualKind = "comparison" | "superlative" | "exception" | "change" | "number";

export interface FactualWord extends Range {
  readonly kind: FactualKind;
}

/** Changes, also for the claims of the front matter: true of one edition of the data, perhaps false for the next. */
export const changeWords =
  "rose|risen|rises|fell|fallen|falls|grew|grown|grows|shrank|shrunk|shrinks|doubled|tripled|halved|peaked|dropped|declined|increased|decreased|" +
  "narrowed|widened|overtook|overtaken|surpassed|gained|lost ground|no longer";
export const comparatives = "more|fewer|less|higher|lower";

const otherComparatives =
  "larger|smaller|greater|bigger|better|worse|closer|nearer|faster|slower|stronger|weaker|wider|narrower|rarer|steeper|" +
  "cheaper|richer|poorer|warmer|colder|heavier|lighter|deeper|shallower|sharper|broader";

/** Superlatives that are formed regularly, without nouns and verbs that end alike. */
const superlative =
  "(?!(?:fore|inte?r|t|con|pro|re|atte|dige|ine|arre|ge|gue|que|reque|hone|mode|harve|sugge|inve|che|manife|ne|pe|ve|cre|ze|conque|" +
  "lat|w|ea|bequ|unr|infe|dishone|immode|prie|earn|temp|rainfore|northw|southw|midw)(?:est|st)\\b)\\p{Ll}{2,}est";

const patterns: Readonly<Record<Exclude<FactualKind, "number">, readonly string[]>> = {
  comparison: [
    "(?<!(?:rather|other|else|sooner|later|earlier) )than(?! (?:an?|one|two|three) (?:year|month|week|day|hour)\\b)",
    "(?<!(?:or|any|the|one|once) )more(?! (?:details?|information|about|or less)\\b)",
    "(?<!or )less(?! than (?:an?|one|two|three) (?:year|month|week|day|hour)\\b)",
    "fewer",
    "(?<!(?:the|a|an|its|their|next|at a|of) )(?:higher|lower)",
    `(?<!(?:the|an?|of|with|its|their) )(?:${otherComparatives})`,
    "(?:twice|half|third) as (?:many|much|\\p{Ll}+) as",
    "ahead of|level with|outnumber(?:s|ed)?|exceed(?:s|ed)?",
    "as (?:many|much|high|low|large|small|often|fast|strong) as(?! (?:one|the sizes|possible|of)\\b)",
    "leads?(?= (?:in|by|the)\\b)|led (?:in|by)",
    "(?:above|below)(?= (?:that|those|the (?:level|mean|median|average))\\b)",
  ],
  superlative: [
    `${superlative}(?! (?:edition|editions|version|release|years?|counts?|data|point)\\b)`,
    "(?<!at )(?:most|least)(?! \\p{Ll}+ed\\b)",
    "(?:is|are|was|were|has been|be|comes?|came|ranks?|ranked|stood|took|place) (?:the )?(?:first|second|third|last)(?= (?:in|among|of|place|again)\\b|[.,;:])",
    "first place",
  ],
  exception: [
    "only",
    "every(?: one| single)?",
    "no(?! (?:longer|matter|doubt)\\b)(?= \\p{L})",
    "none|nobody|nowhere|never|neither",
    "(?<!(?:at|after|in|of|above|first of|once and for) )all(?= (?:of|the|these|those|other|others|but|\\p{Ll}+s)\\b)",
    "always|without exception",
  ],
  change: [
    changeWords,
    "(?<!(?:can|could|may|might|would|will|to|should|must|not) )(?:grow|shrink)",
    "fall (?:behind|short)",
  ],
};

const joined = Object.entries(patterns).map(([kind, sources]) => ({
  kind: kind as FactualKind,
  pattern: new RegExp(
    `(?<![\\p{L}\\p{N}-])(?:${sources.join("|").replaceAll(" ", "\\s+")})(?![\\p{L}\\p{N}-])`,
    "giu",
  ),
}));

/** The words of a text that make a claim, by position; what is not prose is blanked in `prose`. */
export function factualWords(prose: string): readonly FactualWord[] {
  return joined
    .flatMap(({ kind, pattern }) =>
      [...prose.matchAll(pattern)].map(({ 0: found, index }) => ({
        kind,
        start: index,
        end: index + found.length,
      })),
    )
    .sort((a, b) => a.start - b.start || b.end - a.end);
}

const finiteVerb = new RegExp(
  `(?<!\\p{L})(?:is|are|was|were|has|have|had|does|do|did|can|will|stays?|stayed|remains?|${changeWords}|` +
    "passed|took|came|went|turn(?:s|ed)|fall|falls|rises?|grows?|shrinks?|leads?|prefer|prefers|agree|agrees|stands?|" +
    "stood|kept|keeps?|moved|left|published|publish(?:es)?|wrote|writes?|cited?|cites|drew|covers?)(?!\\p{L})",
  "iu",
);

/**
 * The words that claim something in a heading, title or caption: “The largest partner” and “All fields together” have no
 * verb and name what follows, “Less apart than most” is a claim without one.
 */
export function factualWordsOfTitle(prose: string): readonly FactualWord[] {
  const found = factualWords(prose);
  // “Who gained” asks.
  const statement = prose
    .replaceAll(filler, " ")
    .replace(/(?<!\p{L})(?:who|what|which|how|why|whether)\s[^]*$/iu, "");
  if (finiteVerb.test(statement)) return found;
  return found.filter(
    ({ kind, start, end }) =>
      end <= statement.length &&
      (kind === "change" || (kind === "comparison" && /than$/i.test(prose.slice(start, end)))),
  );
}
