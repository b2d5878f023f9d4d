/** Guarded sentences that are inserted, removed, moved and rewritten among others. */
import { flowIn2020 } from "../gauges.js";
import { both, csv, finds, words, type Edit } from "./case.js";

const first = '[The file has no gap.]{holds="change > -1"}';
const second = '[Of the two, the Alder rose.]{holds="change > 0"}';
const third = "[The board met in `{ts} fmt.year(2000)`.]{holds=true}";
const inserted = '[A weir was repaired.]{holds="change > -1"}';
const here = "Nothing is filled in";

/** These sentences, one after the other, in the first chapter's text. */
const saying = (...sentences: readonly string[]): Edit => words(here, `${sentences.join(" ")} ${here}`);
const three = saying(first, second, third);
const said = (from: readonly string[], to: readonly string[]): Edit => words(from.join(" "), to.join(" "));

const summary =
  (...sentences: readonly string[]): Edit =>
  (project) => {
    project.frontMatter = `title: What the rivers carry\nsummary: >-\n  ${sentences.join("\n  ")}`;
  };

const guard = (name: string) => `01-flow.words-holds-${name}`;
const passage = "prose changed 01-flow/words:";

export const guardedCases = finds({
  "guards: one inserted before three others": [
    [three, said([first], [inserted, first])],
    `value added ${guard("change-1")}:  <- edited`,
    `${passage} +A weir was repaired. <- edited`,
    { line: "1 passage edited, 1 guard added." },
  ],
  "guards: the first of three removed": [
    [three, said([first, second], [second])],
    `value removed ${guard("change-1")}:  <- edited`,
    `${passage} -The file has no gap. <- edited`,
    { line: "1 passage edited, 1 guard removed." },
  ],
  "guards: two change places": [
    [three, said([first, second], [second, first])],
    `${passage}  <- edited`,
    { line: "1 change of order, code or style." },
  ],
  "guards: one inserted in a summary": [
    [summary(second), summary(inserted, second)],
    "value added 01-flow.front-matter-holds-change-1:  <- edited",
    "section changed 01-flow: place 0 → 0; summary <- edited",
  ],
  "guards: one inserted with the condition of another, whose words are edited": [
    [three, both(said([first], [inserted, first]), words("The file has no gap.", "The file has one gap."))],
    `value added ${guard("change-1")}:  <- edited`,
    `${passage} +A weir was repaired.; -no; +one <- edited`,
  ],
  "guards: one rewritten with another condition": [
    [three, said([first], ["[The file has one gap.]{holds=true}"])],
    `value changed ${guard("true")}: expression <- edited`,
    `${passage} -no; +one <- edited`,
  ],
  "guards: one with an id chosen by the author, rewritten": [
    [
      saying('[The file has no gap.]{#gap holds="change > -1"}'),
      words('[The file has no gap.]{#gap holds="change > -1"}', "[Each year was observed.]{#gap holds=true}"),
    ],
    "value changed gap: expression <- edited",
    `${passage} -The file has no gap; +Each year was observed <- edited`,
  ],
  "guards: one inserted before another that new data make false": [
    [three, both(said([second], [inserted, second]), flowIn2020("Alder", 90))],
    `sentence changed ${guard("change-0")}: no longer true: Of the two, the Alder rose. → Of the two, the Alder rose. <- ${csv}`,
    `claim changed more: supported → contradicted; part holds → fails <- ${csv}`,
    `value added ${guard("change-1-2")}:  <- edited`,
    `value changed 01-flow.words-fmt-choose-change-words: words <- ${csv}`,
    `value changed 01-flow.words-fmt-percent-change: number; -50.0 points (-125.0 %); with its sign 40.0 % → -10.0 % <- ${csv}`,
    `value changed alder-mean: number; -10.0 m³/s (-8.3 %) <- ${csv}`,
    `value changed flow.caption.1: number; -5.0 (-3.2 %) <- ${csv}`,
    `figure changed flow: Alder, 2020.flow 140 → 90; picture differs <- ${csv}`,
    "table changed means: Alder.mean 120.0 → 110.0 <- data/flow.csv",
    `${passage} +A weir was repaired. <- edited`,
  ],
  "guards: one that is left out, inserted before another of its kind": [
    [
      saying('[Low water.]{when="change > -1"}', '[High water.]{when="change > -1"}'),
      words("[Low water.]", '[A flood.]{when="change > -1"} [Low water.]'),
    ],
    "value added 01-flow.words-when-change-1:  <- edited",
    `${passage} +A flood. <- edited`,
  ],
  "values: one inserted before others with its expression": [
    [
      saying("In `{ts} fmt.year(2000)` it rained.", "In `{ts} fmt.year(2000)` it snowed."),
      words(
        "In `{ts} fmt.year(2000)` it rained.",
        "Since `{ts} fmt.year(2000)` a weir stands. In `{ts} fmt.year(2000)` it rained.",
      ),
    ],
    "value added 01-flow.words-fmt-year-2000:  <- edited",
    `${passage} +Since 2000 a weir stands. <- edited`,
  ],
});
