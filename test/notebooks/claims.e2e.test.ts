/** The chapter of the claims: as shipped, and with a table that its modules do not follow. */
import { beforeAll, describe, expect, test } from "vitest";
import type { ClaimBlock, Prose, Report } from "../../src/model/report.js";
import { table } from "../authoring/load/tables.js";
import { buildEdition, type Changes } from "./edition.js";

const chapter = "11-claims";
const minutes = 240_000;

const claimsOf = (report: Report): readonly ClaimBlock[] =>
  (report.sections.find(({ id }) => id === chapter)?.blocks ?? []).filter(
    (block): block is ClaimBlock => block.kind === "claim",
  );

const wordsOf = (report: Report, prose: Prose | undefined): string =>
  (prose ?? [])
    .map((part) =>
      typeof part === "string" ? part : "value" in part ? (report.values[part.value]?.text ?? "") : "",
    )
    .join("");

describe("as shipped", () => {
  let report: Report;
  beforeAll(async () => {
    const edition = await buildEdition(chapter);
    if (edition.report === null) throw new Error(`nothing was written: ${edition.stderr}`);
    report = edition.report;
  }, minutes);

  test("every row of the table of claims has its card, in its order, in the words of the table", () => {
    const rows = [...table("claims")].sort((a, b) => a.order - b.order);
    const cards = claimsOf(report);
    expect(cards.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(cards.map(({ statement }) => wordsOf(report, statement))).toEqual(
      rows.map(({ statement }) => statement),
    );
    expect(cards.map((card) => card.chapter ?? null)).toEqual(rows.map((row) => row.chapter));
  });

  test("a part is decided with its numbers, or says what it would take; a source is a citation", () => {
    for (const { id, parts } of claimsOf(report))
      for (const { status, evidence, needs } of parts) {
        if (status === "holds" || status === "fails") expect(wordsOf(report, evidence), id).toMatch(/\d/);
        else expect(needs, id).toMatch(/\w{3}/);
        // A citation that was not understood stands in the text as it was written.
        expect(wordsOf(report, evidence), id).not.toContain("[@");
      }
  });
});

test(
  "a claim that nothing judges stops the build",
  async () => {
    const claims: NonNullable<Changes["tables"]>[string] = (rows) => [
      ...rows,
      { ...rows[0], id: "new-claim", order: "99" },
    ];
    const { code, stderr, report } = await buildEdition(chapter, { tables: { claims } });
    expect(stderr).toContain('the claim "new-claim", which nothing in src/analysis/claims judges');
    expect(code).not.toBe(0);
    expect(report).toBeNull();
  },
  minutes,
);
