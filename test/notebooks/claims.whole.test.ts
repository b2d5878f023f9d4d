/** The chapter on the claims: as shipped, and with a table that it does not follow. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ClaimBlock, Prose, Report } from "../../src/briefing/model/report.js";
import { table } from "../briefing/authoring/load/tables.js";
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

/** In output/, which must be what the build writes. */
describe("as shipped", () => {
  const output = new URL("../../output/report.json", import.meta.url);
  const report = JSON.parse(readFileSync(output, "utf8")) as Report;

  test("every row of the table of claims has its card, in order, with the table's wording", () => {
    const rows = [...table("claims")].sort((a, b) => a.order - b.order);
    const cards = claimsOf(report);
    expect(cards.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
    expect(cards.map(({ statement }) => wordsOf(report, statement))).toEqual(
      rows.map(({ statement }) => statement),
    );
    expect(cards.map((card) => card.chapter ?? null)).toEqual(rows.map((row) => row.chapter));
  });

  test("a part is decided with its numbers, or says what is needed; a source is a citation", () => {
    for (const { id, parts } of claimsOf(report))
      for (const { status, evidence, needs } of parts) {
        if (status === "holds" || status === "fails") expect(wordsOf(report, evidence), id).toMatch(/\d/);
        else expect(needs, id).toMatch(/\w{3}/);
        // An unrecognised citation remains in the text as written.
        expect(wordsOf(report, evidence), id).not.toContain("[@");
      }
  });
});

test(
  "if the tables lack much, every claim is still judged, and no text has a gap",
  async () => {
    const lacking = (matches: (row: { readonly [field: string]: string }) => boolean) => ({
      tables: (rows: { [field: string]: string }[]) => rows.filter((row) => !matches(row)),
    });
    const inYear = (year: string) => lacking((row) => row["year"] === year).tables;
    const tables = {
      "ai-venues": inYear("2024"),
      palaeontology: inYear("2015"),
      "field-output": lacking((row) => row["economy"] === "CN" && row["year"] === "2019").tables,
      "citation-index": inYear("2020"),
      "nsf-pairs": inYear("2022"),
      pairs: inYear("2021"),
      co2: lacking((row) => row["economy"] === "US").tables,
      events: lacking((row) => row["label"] === "Bali meeting").tables,
      funding: lacking((row) => row["item"] === "total").tables,
      "top-cited": lacking((row) => row["economy"] === "KR").tables,
    };
    const { report, stderr } = await buildEdition(chapter, { tables });
    if (report === null) throw new Error(stderr);
    for (const { id, parts } of claimsOf(report))
      for (const { reads, evidence, needs } of parts)
        expect(wordsOf(report, reads) + wordsOf(report, evidence) + (needs ?? ""), id).not.toMatch(
          /undefined|NaN|null|Infinity|not available|^ | $/,
        );
    const verdicts = new Map(claimsOf(report).map(({ id, verdict }) => [id, verdict]));
    for (const id of ["ai-conferences", "palaeo-unaffected", "emitters", "funding-30m", "allies-concentrate"])
      expect(verdicts.get(id)).toBe("not-testable");
  },
  minutes,
);

test(
  "a claim that no cell judges stops the build",
  async () => {
    const claims: NonNullable<Changes["tables"]>[string] = (rows) => [
      ...rows,
      { ...rows[0], id: "new-claim", order: "99" },
    ];
    const { code, stderr, report } = await buildEdition(chapter, { tables: { claims } });
    expect(stderr).toContain('the claim "new-claim", which the chapter does not judge');
    expect(code).not.toBe(0);
    expect(report).toBeNull();
  },
  minutes,
);
