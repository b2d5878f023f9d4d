/** Edits of texts, names, chapters and the appendix. */
import { finds, words, type Edit } from "./case.js";

const measuring: Edit = (project) => {
  project.order = ["01-flow", "02-measuring", "03-outlook"];
  project.chapters["02-measuring"] = project.chapters["02-methods"] ?? "";
};

export const writtenCases = finds({
  "a renamed value": [
    words("#alder-mean", "#mean-of-alder"),
    "value changed mean-of-alder: renamed from alder-mean <- edited",
  ],
  "a renamed chapter": [
    measuring,
    "section changed 02-measuring: renamed from 02-methods; place 1 → 1 <- edited",
  ],
  "a chapter's title": [
    (project) => {
      const former = project.chapters["02-methods"] ?? "";
      project.chapters["02-methods"] = former.replace("# How it", "# How all");
    },
    "section changed 02-methods: place 1 → 1; title <- edited",
  ],
  "reordered chapters": [
    (project) => {
      project.order = ["01-flow", "03-outlook", "02-methods"];
    },
    "section changed 02-methods: moved; place 1 → 2 <- edited",
  ],
  "an added and a removed chapter": [
    (project) => {
      project.order = ["01-flow", "04-floods", "03-outlook"];
      project.chapters["04-floods"] = "# Floods\n\nNone of these overflowed its banks.";
    },
    "section removed 02-methods: place 1 →  <- edited",
    "section added 04-floods: place  → 1 <- edited",
    "prose removed 02-methods/words: part of section:02-methods; -Twice a day by an observer, and since 2010 by a float. <- edited",
    "prose added 04-floods/words: part of section:04-floods; +None of these overflowed its banks. <- edited",
    { line: "1 chapter added, 1 chapter removed." },
  ],
  "a reflowed paragraph": [words("; since 2000\nthe flow", "; since\n2000 the  flow")],
  "an edited sentence around unchanged values": [
    words("close to the mouth", "far from the mouth"),
    "prose changed 01-flow/words: -close to; +far from <- edited",
  ],
  "an inserted sentence": [
    words("The Alder", "Since `{ts} fmt.year(2000)` much was measured. The Alder"),
    "value added 01-flow.words-fmt-year-2000:  <- edited",
    "prose changed 01-flow/words: +Since 2000 much was measured. <- edited",
  ],
  "a typed number that is now computed, in the same words": [
    [
      words("since 2000", "since the year 2000"),
      words("since the year 2000", "since the year `{ts} fmt.year(2000)`"),
    ],
    "value added 01-flow.words-fmt-year-2000: where the page reads the same <- edited",
  ],
  "the same next to a changed word": [
    [
      words("since 2000", "since about 2000"),
      words("since about 2000", "since exactly `{ts} fmt.year(2000)`"),
    ],
    "value added 01-flow.words-fmt-year-2000:  <- edited",
    "prose changed 01-flow/words: -about; +exactly <- edited",
  ],
  "front matter": [
    (project) => {
      project.title = "Two rivers and a weir";
    },
    "front-matter changed title:  <- edited",
  ],
});
