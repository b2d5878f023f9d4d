/** Claims about topics: artificial intelligence, space, climate, palaeontology. */
import { expect, test } from "vitest";
import { altered, statesOf, wordsOf } from "./altered.js";
import { aiCitations, aiConferences, aiPapersDrop } from "../../../src/analysis/claims/ai.js";
import {
  climateUnaffected,
  talks,
  wolfMultilateral,
} from "../../../src/analysis/claims/space-and-climate.js";
import { jointFields } from "../../../src/analysis/claims/fields.js";
import { palaeontologyUnaffected } from "../../../src/analysis/claims/palaeontology.js";
import type { AiVenuesRow } from "../../../src/analysis/rows.js";

test("a proxy decides nothing, whatever its numbers", () => {
  const about = altered({
    "citation-index": (rows) => rows.map((row) => ({ ...row, index: row.index * 3 })),
  });
  for (const judge of [aiCitations, climateUnaffected, wolfMultilateral])
    for (const context of [altered(), about]) {
      expect(new Set(statesOf(judge(context)))).toEqual(new Set(["needs"]));
      expect(wordsOf(judge(context))).toMatch(/a proxy and decide/);
    }
});

test("only topics with printed pairs are tested", () => {
  expect(statesOf(jointFields(altered()))).toEqual(["holds", "holds", "needs", "needs", "needs"]);
  const none = altered({
    "coronavirus-pairs": (rows) => rows.map((row) => ({ ...row, works: null, precision: null })),
    "ai-pairs": (rows) => rows.map((row) => ({ ...row, works: 0 })),
  });
  expect(statesOf(jointFields(none))).toEqual(["fails", "needs", "needs", "needs", "needs"]);
});

/** The rows of some last years of the fixed sets: the sets end in 2023 and in 2024. */
const venues = (years: readonly number[], change: (row: AiVenuesRow) => Partial<AiVenuesRow>) =>
  altered({
    "ai-venues": (rows) => rows.map((row) => (years.includes(row.year) ? { ...row, ...change(row) } : row)),
  });

test("where two fixed sets of conferences give opposite answers, a part is not decided; both sets are shown", () => {
  const parts = aiConferences(altered());
  expect(statesOf(parts)).toEqual(["needs", "holds", "needs"]);
  for (const part of parts) {
    if (part.needs !== undefined) expect(part.needs).toContain("opposite answers");
    expect(wordsOf([part])).toMatch(/6 conferences, 2020–2023.*5 conferences, 2021–2024/);
  }
});

test("conferences are judged where both fixed sets give the same answer", () => {
  const ends = [2023, 2024];
  const fewer = (row: AiVenuesRow) => ({ both: Math.round(row.both / 4), bothExactlyTwo: 0 });
  expect(statesOf(aiConferences(venues(ends, fewer))).slice(1)).toEqual(["holds", "holds"]);
  const alone = venues(ends, (row) => ({ bothExactlyTwo: row.both }));
  expect(statesOf(aiConferences(alone))[2]).toBe("fails");
  const more = venues(ends, (row) => ({ both: 2 * row.both }));
  expect(statesOf(aiConferences(more))[1]).toBe("fails");
  const apart = venues(ends, (row) =>
    ["icra", "iros", "corl"].includes(row.venue) ? { cn: row.both } : { us: row.both },
  );
  expect(statesOf(aiConferences(apart))[0]).toBe("holds");
});

test("one fixed set alone decides nothing", () => {
  const one = altered({ "ai-venues": (rows) => rows.filter(({ year }) => year !== 2024) });
  expect(statesOf(aiConferences(one))).toEqual(["needs", "needs", "needs"]);
  expect(statesOf(aiConferences(altered({ "ai-venues": () => [] })))).toEqual(["needs", "needs", "needs"]);
});

test("the fall of AI papers waits for one source by year, and prints no secondary number", () => {
  const parts = aiPapersDrop(altered());
  expect(statesOf(parts)).toEqual(["needs"]);
  expect(wordsOf(parts)).toContain("9,660");
  expect(wordsOf(parts)).not.toMatch(/10,000|336/);
});

test("palaeontology is tested to the last complete year, and a cut after the baseline flips it", () => {
  expect(statesOf(palaeontologyUnaffected(altered()))).toEqual(["holds", "holds", "needs", "needs"]);
  const after = (part: number) =>
    altered({
      palaeontology: (rows) =>
        rows.map((row) => (row.year > 2017 ? { ...row, both: Math.round(part * row.both) } : row)),
    });
  expect(statesOf(palaeontologyUnaffected(after(0)))).toEqual(["fails", "fails", "needs", "needs"]);
  // Half as many are a fall against the baseline, but not over five years: as with conferences, nothing is decided.
  const [count, share] = palaeontologyUnaffected(after(0.5));
  for (const part of [count, share]) expect(part?.needs).toContain("opposite answers");
  const early = altered({
    palaeontology: (rows) => rows.map((row) => (row.year === 2020 ? { ...row, both: 1 } : row)),
  });
  expect(statesOf(palaeontologyUnaffected(early))).toEqual(["holds", "holds", "needs", "needs"]);
  const short = altered({ palaeontology: (rows) => rows.filter(({ year }) => year !== 2015) });
  expect(statesOf(palaeontologyUnaffected(short))).toEqual(["needs", "needs", "needs", "needs"]);
});

test("the talks follow the dates of the register", () => {
  expect(statesOf(talks(altered()))).toEqual(["holds", "holds"]);
  const later = altered({
    events: (rows) =>
      rows.map((row) => (row.label === "Bali meeting" ? { ...row, date: "2023-02-14" } : row)),
  });
  expect(statesOf(talks(later))).toEqual(["holds", "fails"]);
  expect(statesOf(talks(altered({ events: () => [] })))).toEqual(["needs", "needs"]);
});
