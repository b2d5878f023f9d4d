/** The chapter of the verdict and the claims: as shipped, and after its data, its rule or its claims were changed. */
import { beforeAll, describe, expect, test } from "vitest";
import type { Report, TableBlock } from "../../src/model/report.js";
import { table } from "../data/tables.js";
import {
  blocksOf,
  build,
  claimOf,
  claimsOf,
  concluded,
  conditionOf,
  fallen,
  headline,
  minutes,
  reportOf,
  rowsOf,
  wordsOf,
} from "./chapter-ten.js";
import type { TextRow } from "./edition.js";

describe("as shipped", () => {
  let report: Report;
  beforeAll(async () => {
    report = reportOf(await build());
  }, minutes);

  test("every row of the table of claims has its card, in its order, in the words of the table", () => {
    const rows = [...table("claims")].sort((a, b) => a.order - b.order);
    expect(claimsOf(report).map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(claimsOf(report).map(({ statement }) => wordsOf(report, statement))).toEqual(
      rows.map(({ statement }) => statement),
    );
    const listed = rowsOf(report, "claims");
    expect(listed.size).toBeGreaterThan(0);
    for (const claim of claimsOf(report))
      expect(claim.chapter ?? null).toBe(rows.find(({ id }) => id === claim.id)?.chapter);
  });

  test("a part is decided with its numbers, or says what it would take", () => {
    for (const { id, parts } of claimsOf(report))
      for (const { status, evidence, needs } of parts) {
        if (status === "holds" || status === "fails") expect(wordsOf(report, evidence), id).toMatch(/\d|met/);
        else expect(needs, id).toMatch(/\w{3}/);
      }
  });

  test("what this edition judges, and what it does not", () => {
    const verdicts = Object.fromEntries(claimsOf(report).map(({ id, verdict }) => [id, verdict]));
    expect(verdicts).toMatchObject({
      "peak-2020": "supported",
      "fall-2022": "supported",
      "first-partners": "supported",
      "fifth-of-world": "partly",
      "not-full": "supported",
      broadening: "partly",
      "next-partners": "supported",
      "joint-fields": "supported",
      "ai-citations": "partly",
      "wolf-multilateral": "not-testable",
      "climate-unaffected": "not-testable",
      "allies-concentrate": "not-testable",
      "india-leans": "partly",
      "russia-china": "not-testable",
      "europe-decides": "partly",
      "ai-conferences": "not-testable",
      "palaeo-unaffected": "not-testable",
      "lunar-firsts": "not-testable",
      "open-data": "not-testable",
    });
    expect(Object.values(verdicts)).not.toContain("no-verdict");
    const [wholeUs, dividedUs, wholeCn, dividedCn] = claimOf(report, "fifth-of-world").parts;
    expect([wholeUs, dividedUs, wholeCn, dividedCn].map((part) => part?.status)).toEqual([
      "holds",
      "fails",
      "fails",
      "holds",
    ]);
    expect(wordsOf(report, wholeUs?.evidence)).toContain("20.9\u202f%");
    expect(wordsOf(report, wholeCn?.evidence)).toContain("24.0\u202f%");
  });

  test("the places of the next partners are printed with Hong Kong and without", () => {
    const [counted, apart] = claimOf(report, "next-partners").parts;
    expect(wordsOf(report, counted?.evidence)).toContain("third (OpenAlex, 2023)");
    expect(wordsOf(report, apart?.evidence)).toContain(
      "Australia: second (OpenAlex, 2022), second (OpenAlex, 2023)",
    );
  });

  test("the headline, and the state of every verdict", () => {
    expect(headline(report)).toBe(
      "The United States and China have not decoupled in full in research: given how much each works with others, they work together 3.7–8.8\u202f% less in the latest years than in 2013–2017 by NSF and 10.4–19.6\u202f% less by OpenAlex; with the line at 10\u202f%, the sources disagree on whether they have decoupled in part.",
    );
    expect(concluded(report)).toContain(
      "By the rule, the verdict is inconclusive: full decoupling, partial decoupling, no decoupling and re-coupling are ruled out; selective decoupling and re-routing are open.",
    );
    expect([...rowsOf(report, "verdicts")].map(([title, { state }]) => [title, state])).toEqual([
      ["Full decoupling", "ruled out"],
      ["Partial decoupling", "ruled out"],
      ["Selective decoupling", "open"],
      ["Re-routing", "open"],
      ["No decoupling", "ruled out"],
      ["Re-coupling", "ruled out"],
    ]);
  });

  test("each condition has its state, and none is left that the tables would allow", () => {
    for (const id of ["F1", "F2", "F4", "P1", "N1", "C1", "C2"])
      expect(conditionOf(report, id)["state"], id).toBe("not met");
    for (const id of ["F5", "P3", "P4"]) expect(conditionOf(report, id)["state"], id).toBe("met");
    expect([
      ...rowsOf(report, "conditions").values(),
      ...rowsOf(report, "objections").values(),
    ]).not.toContainEqual(
      expect.objectContaining({ state: expect.stringContaining("not computed") as string }),
    );
    for (const id of ["F3", "P5", "S2", "S3", "W1", "W2", "J2", "J3", "J4"])
      expect(conditionOf(report, id), id).toMatchObject({
        state: "not testable",
        needs: expect.stringMatching(/\w/) as string,
      });
    expect(conditionOf(report, "J5")["state"]).toBe("clear");
    expect(conditionOf(report, "J7")).toMatchObject({ state: "raised", found: "0.77–1.13" });
    expect(conditionOf(report, "J8")["state"]).toBe("clear");
    expect(conditionOf(report, "P3")).toMatchObject({
      found: "below 0.001; 2016–2017; 2018–2019",
      asked: "below 0.05; at least 2016; at most 2022",
    });
    expect(conditionOf(report, "P4")).toMatchObject({
      found: "0.05–0.15; 4",
      asked: "at most 0.10; at least 4",
    });
    expect(conditionOf(report, "J1")).toMatchObject({
      state: "not testable",
      needs: "how complete 2022 is (NSF); how complete 2023 is (OpenAlex)",
    });
    expect(conditionOf(report, "J6")).toMatchObject({ state: "raised", found: "below 0.001" });
    expect(conditionOf(report, "J10")).toMatchObject({ state: "raised", found: "8–28; 2–6" });
    expect(conditionOf(report, "P1")).toMatchObject({ found: "0.80–0.96", asked: "below 0.90" });
  });

  test("R is printed for every specification with its years", () => {
    const found = blocksOf(report).find(
      (block): block is TableBlock => block.kind === "table" && block.id === "ratios",
    );
    expect(found?.rows).toHaveLength(8);
    const years = (index: number) => found?.rows.map((row) => row[index]?.text);
    expect(years(3)).toContain("2013, 2015, 2017");
    expect(years(4)).toEqual(expect.arrayContaining(["2019, 2021, 2022", "2017, 2019, 2021", "2021–2023"]));
  });
});

describe("when joint papers fall to a twentieth", () => {
  let report: Report;
  beforeAll(async () => {
    report = reportOf(await build({ tables: fallen(20, 2018) }));
  }, minutes);

  test("full decoupling is no longer ruled out, and what no table tells keeps it open", () => {
    expect(conditionOf(report, "F1")["state"]).toBe("met");
    expect(conditionOf(report, "F2")["state"]).toBe("met");
    expect(rowsOf(report, "verdicts").get("Full decoupling")).toMatchObject({ state: "open" });
    expect(rowsOf(report, "verdicts").get("Partial decoupling")).toMatchObject({ state: "open" });
    expect(concluded(report)).toContain(
      "By the rule, the verdict is inconclusive: no decoupling and re-coupling are ruled out; full decoupling, partial decoupling, selective decoupling and re-routing are open.",
    );
  });

  test("the claims follow", () => {
    expect(claimOf(report, "not-full").verdict).toBe("not-testable");
    expect(claimOf(report, "first-partners").verdict).toBe("contradicted");
    expect(claimOf(report, "peak-2020").verdict).toBe("contradicted");
  });
});

describe("when the rule is changed", () => {
  test(
    "wider thresholds let no decoupling stand, but for the baseline that turns the sign",
    async () => {
      const report = reportOf(
        await build({
          rule: ({ thresholds }) => {
            thresholds["lower"] = 0.75;
            thresholds["upper"] = 1.33;
          },
        }),
      );
      expect(conditionOf(report, "N1")).toMatchObject({ state: "met", asked: "above 0.75 and below 1.33" });
      expect(conditionOf(report, "P1")).toMatchObject({ state: "not met", asked: "below 0.75" });
      expect(rowsOf(report, "verdicts").get("No decoupling")).toMatchObject({
        state: "open",
        kept: "J7, J10",
      });
    },
    minutes,
  );

  test(
    "with one baseline only, and two points enough, it holds and is the headline",
    async () => {
      const report = reportOf(
        await build({
          rule: ({ thresholds, estimand }) => {
            thresholds["lower"] = 0.75;
            thresholds["upper"] = 1.33;
            thresholds["points after"] = 2;
            estimand.otherBaselines = { ...estimand.baseline };
          },
        }),
      );
      expect(concluded(report)).toContain("By the rule, the verdict is no decoupling.");
      expect(rowsOf(report, "verdicts").get("No decoupling")).toMatchObject({ state: "holds" });
    },
    minutes,
  );
});

describe("a register that the chapter does not follow", () => {
  const row = (rows: TextRow[], change: TextRow): TextRow => ({ ...rows[0], ...change });

  test.each<[string, (rows: TextRow[]) => TextRow[], RegExp]>([
    [
      "a claim without a card",
      (rows) => [...rows, row(rows, { id: "new-claim", order: "25" })],
      /data\/claims\.csv has 25 claims and this chapter judges 24; "new-claim" \(place 25\) has no card/,
    ],
    [
      "claims about another pair",
      (rows) => rows.map((each, index) => (index === 3 ? { ...each, partner: "JP" } : each)),
      /"fifth-of-world" is about US and JP, but this edition is about US and CN/,
    ],
  ])(
    "stops the build: %s",
    async (_, claims, message) => {
      const { code, stderr, report } = await build({ tables: { claims } });
      expect(stderr).toMatch(message);
      expect(code).not.toBe(0);
      expect(report).toBeNull();
    },
    minutes,
  );
});
