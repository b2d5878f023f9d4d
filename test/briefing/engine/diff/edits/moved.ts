/** What moved, and what is the same number in another unit: that and nothing else, with both places. */
import { flowIn2020, type Gauges } from "../gauges.js";
import { both, csv, finds, words, type Edit } from "./case.js";

const eels = "Fishermen counted `{ts} fmt.count(birch)` eels below the weir.";
const guarded = '[Nobody opened the old sluice.]{holds="change > -1"}';
const dry = "The Birch dries up in most years. It is a small river.";

const append =
  (sentence: string): Edit =>
  (project) => {
    project.words += ` ${sentence}`;
  };
const more =
  (text: string | undefined): Edit =>
  (project) => {
    if (text === undefined) delete project.moreWords;
    else project.moreWords = text;
  };
const amid = (sentence: string): string => dry.replace(" It is", ` ${sentence} It is`);
const chapter = (sentence: string) => (project: Gauges) => {
  project.chapters["02-methods"] = `${project.chapters["02-methods"] ?? ""} ${sentence}`;
};
/** The sentence leaves the end of the first chapter’s text. */
const gone = (sentence: string): Edit => words(` ${sentence}`, "");
const moved = (to: string): string => `prose changed ${to}: moved <- edited`;
export const movedCases = finds({
  "moves: a sentence with a number to another cell": [
    [both(append(eels), more(dry)), both(gone(eels), more(amid(eels)))],
    moved("01-flow/more-words"),
    {
      line: "1 sentence moved (“Fishermen counted 190.0 m³/s eels below the weir.”: cell words → more-words).",
    },
  ],
  "moves: a guarded sentence to another cell": [
    [both(append(guarded), more(dry)), both(gone(guarded), more(amid(guarded)))],
    moved("01-flow/more-words"),
    { line: "1 sentence moved (“Nobody opened the old sluice.”: cell words → more-words)." },
  ],
  "moves: a sentence to another chapter": [
    [
      append("Nobody opened the sluice."),
      both(gone("Nobody opened the sluice."), chapter("Nobody opened the sluice.")),
    ],
    moved("02-methods/words"),
    { line: "1 sentence moved (“Nobody opened the sluice.”: 01-flow → 02-methods)." },
  ],
  "moves: two sentences that stay together": [
    [
      append("Frogs returned after sunset. Ice covered the harbour."),
      both(
        gone("Frogs returned after sunset. Ice covered the harbour."),
        chapter("Frogs returned after sunset. Ice covered the harbour."),
      ),
    ],
    moved("02-methods/words"),
    { line: /^1 sentence moved \(“Frogs returned after sunset\. Ice covered the harbour\.”/ },
  ],
  "moves: a sentence, a word of the passage it came from, and one of the passage it went to": [
    [
      both(append(guarded), more(dry)),
      both(gone(guarded), words("close to", "far from"), more(amid(guarded).replace("small", "short"))),
    ],
    "prose changed 01-flow/more-words: -small; +short <- edited",
    "prose changed 01-flow/words: -close to; +far from <- edited",
    moved("01-flow/more-words"),
    { line: /^2 passages edited, 1 sentence moved / },
  ],
  "moves: a sentence within its passage, of which a word differs": [
    [
      append("Frogs returned after sunset. Ice covered the harbour. Two mills closed."),
      words(
        "Frogs returned after sunset. Ice covered the harbour. Two mills closed.",
        "Ice covered the harbour. Three mills closed. Frogs returned after sunset.",
      ),
    ],
    "prose changed 01-flow/words: -Two; +Three <- edited",
    moved("01-flow/words"),
    { line: "1 passage edited, 1 sentence moved (“Frogs returned after sunset.”, within 01-flow)." },
  ],
  "moves: a sentence to a cell of its own in another place of the text, which reads in another order": [
    [
      append("Nobody opened the sluice. Ice covered it."),
      both(gone("Nobody opened the sluice."), more("Nobody opened the sluice.")),
    ],
    "prose changed 01-flow/words:  <- edited",
  ],
  "moves: the only sentence of a cell to another one": [
    [more("Nobody opened the sluice."), both(more(undefined), chapter("Nobody opened the sluice."))],
    moved("02-methods/words"),
  ],
  "moves: a sentence with a number that new data change": [
    [both(append(eels), more(dry)), both(gone(eels), more(amid(eels)), flowIn2020("Birch", 170))],
    `value changed 01-flow.more-words-fmt-count-birch: number; +2.0 m³/s (+1.1 %) <- ${csv}`,
    `value changed 01-flow.words-fmt-count-birch: number; +2.0 m³/s (+1.1 %) <- ${csv}`,
    `value changed flow.caption.1: number; +1.0 (+0.6 %) <- ${csv}`,
    `figure changed flow: Birch, 2020.flow 160 → 170; picture differs <- ${csv}`,
    `table changed means: Birch.mean 190.0 → 192.0 <- ${csv}`,
    moved("01-flow/more-words"),
  ],
  "moves: a short sentence is no move, since it may stand anywhere": [
    [append("It fell."), both(gone("It fell."), chapter("It fell."))],
    "prose changed 01-flow/words: -It fell. <- edited",
    "prose changed 02-methods/words: +It fell. <- edited",
  ],
  "moves: a chapter": [
    (project) => {
      project.order = ["01-flow", "03-outlook", "02-methods"];
    },
    "section changed 02-methods: moved; place 1 → 2 <- edited",
    { line: "1 chapter moved (“How it was measured”: place 2 → 3)." },
  ],
  "moves: a figure to another chapter": [
    (project) => {
      project.figureIn = "02-methods";
    },
    "figure changed flow: moved <- edited",
    { line: "1 figure moved (flow: 01-flow → 02-methods)." },
  ],
  "units: per cent to points, by another expression": [
    words("fmt.percent(change)", "fmt.points(change)"),
    "value changed 01-flow.words-fmt-points-change: text; format; unit; expression <- edited",
    { line: "1 number in another unit." },
  ],
  "units: a quantity to money": [
    words("fmt.count(birch)", "fmt.money(birch)"),
    "value changed 01-flow.words-fmt-money-birch: text; format; unit; expression <- edited",
    { line: "1 number in another unit." },
  ],
  "units: per cent to points, next to another word": [
    words("by `{ts} fmt.percent(change)`", "by about `{ts} fmt.points(change)`"),
    "value changed 01-flow.words-fmt-points-change: text; format; unit; expression <- edited",
    "prose changed 01-flow/words: +about <- edited",
    { line: "1 number in another unit, 1 passage edited." },
  ],
});
