/** Sentences that are no longer true, and computed numbers that were replaced by typed ones. */
import { flowIn2020, gauges } from "../gauges.js";
import { both, cellOf, csv, finds, words, type Edit } from "./case.js";

const here = "Nothing is filled in";
const rose =
  '[Since `{ts} fmt.year(2000)` the Alder rose by `{ts} fmt.percent(change)`.]{holds="change > 0"}';
const guard = "01-flow.words-holds-change-0";
const saying = words(here, `${rose} ${here}`);
const was = "Since 2000 the Alder rose by 40.0 %.";
const is = "Since 2000 the Alder rose by 10.0 %.";

/** A sentence of a code cell, which is recorded as a value only while it is not true. */
const captioned =
  (holds: "true" | "false"): Edit =>
  ({ figure }) => {
    const text = "The Birch falls.";
    const struck = { version: 1, raw: false, text, format: "holds", parts: [text] } as const;
    const { caption } = figure;
    figure.caption = (mean) => ({ parts: [...caption(mean).parts, " ", holds === "true" ? text : struck] });
  };

/** The caption before `captioned`. */
const uncaptioned: Edit = ({ figure }) => {
  figure.caption = gauges().figure.caption;
};

/** A caption with a number that only its place identifies. */
const fields =
  (before: string, count: number): Edit =>
  ({ figure }) => {
    const value = { version: 1, raw: count, text: String(count), format: "count" } as const;
    figure.caption = () => ({ parts: [before, value, " of 14 fields."] });
  };

const percent = "(-125.0 %); with its sign 40.0 % → -10.0 %";

export const untrueCases = finds({
  "sentences: one with values that new data make false": [
    [saying, flowIn2020("Alder", 90)],
    `sentence changed ${guard}: no longer true: ${was} → ${is} <- ${csv}`,
    `claim changed more: supported → contradicted; part holds → fails <- ${csv}`,
    `value changed 01-flow.words-fmt-choose-change-words: words <- ${csv}`,
    `value changed 01-flow.words-fmt-percent-change: number; -50.0 points ${percent} <- ${csv}`,
    `value changed 01-flow.words-fmt-percent-change-2: number; -50.0 points ${percent} <- ${csv}`,
    `value changed alder-mean: number; -10.0 m³/s (-8.3 %) <- ${csv}`,
    `value changed flow.caption.1: number; -5.0 (-3.2 %) <- ${csv}`,
    `figure changed flow: Alder, 2020.flow 140 → 90; picture differs <- ${csv}`,
    `table changed means: Alder.mean 120.0 → 110.0 <- ${csv}`,
    { line: /^1 sentence is no longer true\. 1 verdict flipped \(more\)\. 4 numbers moved, / },
  ],
  "sentences: one whose condition was edited": [
    [saying, words("change > 0", "change > 9")],
    `sentence changed 01-flow.words-holds-change-9: no longer true: ${was} → ${was} <- edited`,
    "value changed 01-flow.words-holds-change-9: expression <- edited",
    { line: "1 sentence is no longer true. 1 guard edited." },
  ],
  "sentences: one of a code cell that is no longer true": [
    [captioned("true"), both(uncaptioned, captioned("false"))],
    `sentence changed flow.caption.2: no longer true: The Birch falls. → The Birch falls. <- ${cellOf("figure")}`,
    "code changed 01-flow/figure:  <- edited",
    { line: /^1 sentence is no longer true\. Cause/ },
  ],
  "sentences: one of a code cell that is true again": [
    [captioned("false"), both(uncaptioned, captioned("true"))],
    `sentence changed flow.caption.2: true again: The Birch falls. → The Birch falls. <- ${cellOf("figure")}`,
    "code changed 01-flow/figure:  <- edited",
    { line: /^1 sentence true again\. Cause/ },
  ],
  "typed: a computed number, by hand, where the page reads the same": [
    words("`{ts} fmt.count(birch)`", "190.0 m³/s"),
    "value removed 01-flow.words-fmt-count-birch: now typed <- edited",
    { line: "1 computed value is now typed (01-flow.words-fmt-count-birch)." },
  ],
  "typed: a computed number, next to another word": [
    words("the Birch `{ts} fmt.count(birch)`", "the Birch about 190.0 m³/s"),
    "value removed 01-flow.words-fmt-count-birch: now typed <- edited",
    "prose changed 01-flow/words: +about <- edited",
  ],
  "typed: a number of a caption": [
    ({ figure }) => {
      figure.caption = () => ({ parts: ["Annual means. The mean of both is 155.0."] });
    },
    `value removed flow.caption.1: now typed <- ${cellOf("figure")}`,
    "code changed 01-flow/figure:  <- edited",
    { line: /^1 computed value is now typed \(flow\.caption\.1\)\. Cause/ },
  ],
  "values: a number at the same place of a sentence that says something else": [
    [fields("The odds did not rise in ", 9), fields("The odds rose in ", 5)],
    `value changed flow.caption.1: number; in other words than The odds did not rise in 9 of 14 fields.; -4 (-44.4 %) <- ${cellOf("figure")}`,
    `figure changed flow: caption <- ${cellOf("figure")}`,
    "code changed 01-flow/figure:  <- edited",
    { line: /^1 number in a sentence with other words, 1 figure changed only in words\. Cause/ },
  ],
});
