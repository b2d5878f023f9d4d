/** Edits of texts, names, chapters and the appendix. */
import { expect } from "vitest";
import type { Case, Edit } from "./case.js";

const words =
  (from: string, to: string): Edit =>
  (project) => {
    expect(project.words).toContain(from);
    project.words = project.words.replace(from, to);
  };
const measuring: Edit = (project) => {
  project.order = ["01-flow", "02-measuring", "03-outlook"];
  project.chapters["02-measuring"] = project.chapters["02-methods"] ?? "";
};

export const writtenCases: readonly Case[] = [
  {
    name: "a renamed value",
    edit: words("#alder-mean", "#mean-of-alder"),
    found: ["value changed mean-of-alder: renamed from alder-mean <- edited"],
  },
  {
    name: "a renamed chapter",
    edit: measuring,
    found: ["section changed 02-measuring: renamed from 02-methods; place 1 → 1 <- edited"],
  },
  {
    name: "a chapter's title",
    edit: (project) => {
      const former = project.chapters["02-methods"] ?? "";
      project.chapters["02-methods"] = former.replace("# How it", "# How all");
    },
    found: ["section changed 02-methods: place 1 → 1; title <- edited"],
  },
  {
    name: "reordered chapters",
    edit: (project) => {
      project.order = ["01-flow", "03-outlook", "02-methods"];
    },
    found: ["section changed 02-methods: moved; place 1 → 2 <- edited"],
  },
  {
    name: "an added and a removed chapter",
    edit: (project) => {
      project.order = ["01-flow", "04-floods", "03-outlook"];
      project.chapters["04-floods"] = "# Floods\n\nNone of these overflowed its banks.";
    },
    found: [
      "section removed 02-methods: place 1 →  <- edited",
      "section added 04-floods: place  → 1 <- edited",
      "prose removed 02-methods/words: part of section:02-methods; -Twice a day by an observer, and since 2010 by a float. <- edited",
      "prose added 04-floods/words: part of section:04-floods; +None of these overflowed its banks. <- edited",
    ],
    line: "1 chapter added, 1 chapter removed.",
  },
  {
    name: "a reflowed paragraph",
    edit: words("; since 2000\nthe flow", "; since\n2000 the  flow"),
    found: [],
  },
  {
    name: "an edited sentence around unchanged values",
    edit: words("close to the mouth", "far from the mouth"),
    found: ["prose changed 01-flow/words: -close to; +far from <- edited"],
  },
  {
    name: "an inserted sentence",
    edit: words("The Alder", "Since `{ts} fmt.year(2000)` much was measured. The Alder"),
    found: [
      "value added 01-flow.words-fmt-year-2000:  <- edited",
      "prose changed 01-flow/words: +Since 2000 much was measured. <- edited",
    ],
  },
  {
    name: "a typed number that is now computed, in the same words",
    given: words("since 2000", "since the year 2000"),
    edit: words("since the year 2000", "since the year `{ts} fmt.year(2000)`"),
    found: ["value added 01-flow.words-fmt-year-2000: where the page reads the same <- edited"],
  },
  {
    name: "the same next to a changed word",
    given: words("since 2000", "since about 2000"),
    edit: words("since about 2000", "since exactly `{ts} fmt.year(2000)`"),
    found: [
      "value added 01-flow.words-fmt-year-2000:  <- edited",
      "prose changed 01-flow/words: -about; +exactly <- edited",
    ],
  },
  {
    name: "front matter",
    edit: (project) => {
      project.title = "Two rivers and a weir";
    },
    found: ["front-matter changed title:  <- edited"],
  },
];
