/** The table of claims, the cells that judge it, and the words and points of the verdict. */
import type { Tables } from "../../../src/briefing/tables.js";
import { describe, expect, test } from "vitest";
// First: it replaces how tables are loaded, before anything loads them.
import { altered, jointTimes } from "./altered.js";
import {
  agreed,
  inOrder,
  judge,
  pointsSpec,
  verdictPoints,
} from "../../../src/collaboration/claims/claims.js";
import type { PairContext } from "../../../src/collaboration/pair/context.js";
import { completeVerdict } from "../../../src/collaboration/verdict/index.js";

const card = { reads: "It fell", holds: null, needs: "a later year" };
const parts = [{ name: "fall", ...card }];
const every = (about = altered()) => about.rows("claims").map(({ id }) => judge(about, id, parts));

test("the card has the table's wording, and the parts determine the verdict", () => {
  const about = altered();
  const holding = { reads: "It peaked", holds: true, evidence: "In 2020." };
  const failing = { reads: "It ended", holds: false, evidence: "In 2022." };
  const named = [{ name: "peak", ...holding }, { name: "end", ...failing }, ...parts];
  const judged = judge(about, "peak-2020", named);
  const { statement, chapter } = judged.row;
  expect(judged.card).toMatchObject({ id: "peak-2020", statement, chapter, parts: [holding, failing, card] });
  expect(judged).toMatchObject({
    verdict: "partly",
    statuses: ["holds", "fails", "not-testable"],
    names: ["peak", "end", "fall"],
  });
  const some = named.filter(({ name }) => name !== "end");
  expect(judge(about, "joint-fields", some).verdict).toBe("supported");
  expect(judge(about, "joint-fields", some, { every: true })).toMatchObject({
    verdict: "partly",
    card: { every: true },
  });
});

test("claims keep the order of the table, and each must be judged", () => {
  const about = altered();
  const ids = [...about.rows("claims")].sort((a, b) => a.order - b.order).map(({ id }) => id);
  expect(inOrder(about, every().reverse()).map(({ row }) => row.id)).toEqual(ids);
  expect(() => inOrder(about, every().slice(1))).toThrow(/the claim ".*", which the chapter does not judge/);
  expect(() => judge(about, "no-such-claim", parts)).toThrow('no claim "no-such-claim"');
});

describe("a table that the chapter does not follow", () => {
  test.each<[string, (rows: readonly Tables["claims"][]) => readonly Tables["claims"][], RegExp]>([
    [
      "a claim more",
      (rows) => [...rows, ...rows.slice(0, 1).map((row) => ({ ...row, order: 99, id: "new-claim" }))],
      /the claim "new-claim", which the chapter does not judge/,
    ],
    [
      "claims about another pair",
      (rows) => rows.map((row) => (row.order === 4 ? { ...row, partner: "JP" } : row)),
      /"fifth-of-world" is about US and JP, but the briefing is about US and CN/,
    ],
  ])("is named: %s", (_, claims, message) => {
    const judged = every();
    expect(() => inOrder(altered({ claims }), judged)).toThrow(message);
  });
});

test("comparisons decide only if all agree", () => {
  expect([agreed([true, true]), agreed([false, false])]).toEqual([true, false]);
  expect([agreed([true, false]), agreed([true, null]), agreed([null, null]), agreed([])]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

const settled = (about: PairContext) => completeVerdict(about.assessment);

test("every computation with an R is a point, with the corresponding shares", () => {
  const { decision } = settled(altered());
  const points = verdictPoints(decision);
  expect(points).toHaveLength(decision.ratios.length);
  expect(Math.max(...points.map(({ ratio }) => ratio))).toBe(decision.range?.most);
  const sum = Object.values(decision.shares).reduce((total, share) => total + share, 0);
  expect(sum).toBeCloseTo(1, 12);
});

test("the figure names only the classes that contain a point", () => {
  const about = altered();
  const drawn = (context: PairContext) => JSON.stringify(pointsSpec(context.rule, settled(context).decision));
  const { full, partial, none, recoupled } = about.rule.names;
  for (const name of [partial, none]) expect(drawn(about)).toContain(`"${name}"`);
  for (const name of [full, recoupled]) expect(drawn(about)).not.toContain(`"${name}"`);
  expect(drawn(altered(jointTimes(0.08)))).toContain(`"${full}"`);
});
