/** Mutations of texts, their order, the conditions of sentences, and chapters. */
import { flowIn2020 } from "../gauges.js";
import { both, csv, group, stops, words, type Edit, type Mutation } from "./case.js";

const prose = "prose 01-flow/words";
const last =
  "Both are measured at one gauge each, close to the mouth. Nothing is filled in where a year is missing.";
const weather = words("Both are measured", "It rained all year. It snowed twice. Both are measured");
const item = (...names: readonly string[]) => names.map((name) => `- one ${name}\n`).join("");
const when = (condition: string): Edit =>
  words("Nothing is filled in", `[Both rose.]{when="${condition}"} Nothing is filled in`);
const plainly = words("Nothing is filled in", "Both rose. Nothing is filled in");
const more =
  (source: string | undefined): Edit =>
  (project) => {
    if (source === undefined) delete project.moreWords;
    else project.moreWords = source;
  };
const chapter =
  (id: string, from: string, to: string): Edit =>
  (project) => {
    project.chapters[id] = (project.chapters[id] ?? "").replace(from, to);
  };
/** Text before the edit, and its replacement. */
const typed = (text: string, from: string, to: string) =>
  [words("close to", `${text} close to`), words(from, to)] as const;

export const readMutations: readonly Mutation[] = [
  ...group(
    { shown: [], gate: "passes" },
    {
      "order: two items of a list": [
        words("Both are", `${item("large", "small", "round")}\nBoth are`),
        words(item("large", "small"), item("small", "large")),
      ],
      "no difference: a comment that readers do not see": words("Nothing is", "<!-- to do -->\nNothing is"),
      "no difference: a hyphen for a minus sign": [words("close to", "at −5 m, close to"), words("−5", "-5")],
      "order: a sentence": [
        weather,
        words("It rained all year. It snowed twice.", "It snowed twice. It rained all year."),
      ],
      "cells: a passage split in two": both(words(`\n\n${last}`, ""), more(last)),
      "cells: two passages joined": [
        more("The Birch dries up."),
        both(words("is missing.", "is missing.\n\nThe Birch dries up."), more(undefined)),
      ],
    },
  ),
  ...stops(prose, {
    "order: a sentence, and a word of another": [
      weather,
      words("It rained all year. It snowed twice.", "It snowed once. It rained all year."),
    ],
    "guard: a word of a conditional sentence": [when("change > 0"), words("Both rose.", "Both fell.")],
    "words: a heading below the title": words("## How much they carry", "## What they carry"),
    "words: everything instead of nothing": words("Nothing is filled in", "Everything is filled in"),
    "words: a date": typed("since 4 May", "4 May", "5 May"),
    "words: a typed percentage": typed("4 % of it", "4 %", "40 %"),
    "words: more than instead of less than": typed("> 5 m", "> 5 m", "< 5 m"),
    "words: a typed unit": typed("at 5 km", "5 km", "5 m"),
    "words: a sentence is struck": words(
      "Nothing is filled in where a year is missing.",
      "~~Nothing is filled in where a year is missing.~~",
    ),
    "words: a question instead of a statement": words("a year is missing.", "a year is missing?"),
    "words: the bracket of a formula": typed("$a(b + c)$", "a(b + c)", "a b + c"),
    "words: a comma in code": typed("`sum(a, b)`", "sum(a, b)", "sum(a b)"),
    "order: two steps of a numbered list": [
      words("Both are measured", "1. Open the sluice.\n2. Wait an hour.\n3. Close it.\n\nBoth are measured"),
      words("1. Open the sluice.\n2. Wait an hour.", "1. Wait an hour.\n2. Open the sluice."),
    ],
    "words: another link target": typed("[there](https://a.org/1)", "a.org/1", "a.org/2"),
    "words: a sentence removed": words(" Nothing is filled in where a year is missing.", ""),
    "cells: a passage split in two, a word of it changed": both(
      words(`\n\n${last}`, ""),
      more(last.replace("one gauge", "two gauges")),
    ),
    "cells: two passages joined, a word of them changed": [
      more("The Birch dries up in most years."),
      both(words("is missing.", "is missing.\n\nThe Birch dries up in all years."), more(undefined)),
    ],
  }),
  ...stops("prose 01-flow/more-words", {
    "cells: a passage added": more("All is well."),
    "cells: a passage removed": [more("All."), more(undefined)],
  }),
  ...stops("value 01-flow.words-when-change-1", {
    "guard: condition weakened": [when("change > 0"), words("change > 0", "change > -1")],
  }),
  ...stops("value 01-flow.words-when-true", {
    "guard: condition set to a constant": [when("change > 0"), words("change > 0", "true")],
  }),
  ...stops("value 01-flow.words-when-change-0", {
    "guard: always printed": [when("change > 0"), words('[Both rose.]{when="change > 0"}', "Both rose.")],
    "guard: printed because it is now true": [
      plainly,
      words("Both rose.", '[Both rose.]{when="change > 0"}'),
    ],
  }),
  {
    name: "guard: left out because it is no longer true",
    given: when("change > 0"),
    edit: flowIn2020("Alder", 90),
    shown: [
      "claim more",
      "value 01-flow.words-fmt-choose-change-words",
      "value 01-flow.words-fmt-percent-change",
      "value alder-mean",
      "value flow.caption.1",
      "figure flow",
      "table means",
      prose,
    ],
    gate: "stops",
    cause: csv,
  },
  ...stops("prose 02-methods/words", {
    "chapter: a word": chapter("02-methods", "Twice a day", "Once a day"),
  }),
  ...stops("section 03-outlook", {
    "chapter: its title": chapter("03-outlook", "What may follow", "What will follow"),
  }),
  ...stops("section 04-floods", {
    "chapter: added": (project) => {
      project.order.push("04-floods");
      project.chapters["04-floods"] = "# Floods\n\nNone of these overflowed its banks.";
    },
  }),
];
