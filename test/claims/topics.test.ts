/** Claims about topics: artificial intelligence, space, climate, palaeontology. */
import { expect, test } from "vitest";
import { altered, statesOf, wordsOf } from "./altered.js";
import { aiCitations, aiConferences, aiPapersDrop } from "../../src/claims/ai.js";
import { climateUnaffected, talks } from "../../src/claims/climate.js";
import { jointFields } from "../../src/claims/fields.js";
import { palaeontologyUnaffected } from "../../src/claims/palaeontology.js";
import { wolfMultilateral } from "../../src/claims/space.js";
import type { AiVenuesRow } from "../../src/data/rows.js";

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

const venues = (change: (row: AiVenuesRow) => Partial<AiVenuesRow>) =>
  altered({
    "ai-venues": (rows) => rows.map((row) => (row.year === 2023 ? { ...row, ...change(row) } : row)),
  });

test("conferences follow the counts within a fixed set, with Britain as control", () => {
  expect(statesOf(aiConferences(altered()))).toEqual(["fails", "holds", "fails"]);
  const asBritain = venues((row) => ({ gbCn: Math.round(row.gbCn / 2) }));
  expect(statesOf(aiConferences(asBritain))[1]).toBe("fails");
  const withOthers = venues((row) => ({ bothExactlyTwo: Math.round(row.bothExactlyTwo / 2) }));
  expect(statesOf(aiConferences(withOthers))[2]).toBe("holds");
  const apart = venues((row) =>
    row.venue === "icra" || row.venue === "iros" ? { cn: row.both } : { us: row.both },
  );
  expect(statesOf(aiConferences(apart))[0]).toBe("holds");
  expect(statesOf(aiConferences(altered({ "ai-venues": () => [] })))).toEqual(["needs", "needs", "needs"]);
});

test("the fall of AI papers waits for one source by year, and prints no secondary number", () => {
  const parts = aiPapersDrop(altered());
  expect(statesOf(parts)).toEqual(["needs"]);
  expect(wordsOf(parts)).toContain("9,660");
  expect(wordsOf(parts)).not.toMatch(/10,000|336/);
});

test("palaeontology is tested to the last complete year, and a cut after the baseline flips it", () => {
  expect(statesOf(palaeontologyUnaffected(altered()))).toEqual(["holds", "holds", "needs"]);
  const cut = altered({
    palaeontology: (rows) =>
      rows.map((row) => (row.year > 2017 ? { ...row, both: Math.round(row.both / 2) } : row)),
  });
  expect(statesOf(palaeontologyUnaffected(cut))).toEqual(["fails", "fails", "needs"]);
  const early = altered({
    palaeontology: (rows) => rows.map((row) => (row.year === 2020 ? { ...row, both: 1 } : row)),
  });
  expect(statesOf(palaeontologyUnaffected(early))).toEqual(["holds", "holds", "needs"]);
  const short = altered({ palaeontology: (rows) => rows.filter(({ year }) => year !== 2015) });
  expect(statesOf(palaeontologyUnaffected(short))).toEqual(["needs", "needs", "needs"]);
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
