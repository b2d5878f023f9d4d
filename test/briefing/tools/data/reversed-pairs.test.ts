/** Pairs that are written in both orders: what must be confirmed, and what is usual. */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { csvFormat } from "d3-dsv";
import { describe, expect, test } from "vitest";
import { describeUpdated } from "../../../../src/briefing/cli/data-summary.js";
import { BriefingError } from "../../../../src/briefing/model/errors.js";
import { seeded } from "../../../support/random.js";
import { rejected } from "../../../support/thrown.js";
import { anomalyProject, type Row } from "./anomaly-project.js";

const { add, at, check, confirmed, shipped, table, update } = anomalyProject();

describe("reversed pairs", () => {
  const names = ["AT", "BE", "CH", "DE", "ES", "FR", "GB", "HU"];
  const pairs = names.flatMap((a, at) => names.slice(at + 1).map((b) => [a, b] as const));
  const rowsOf = (some: readonly (readonly [string, string])[]): readonly Row[] =>
    some.map(([a, b], index) => ({ a, b, papers: 100 + index }));
  const reversed = async (some: readonly (readonly [string, string])[]) =>
    (await add(table("pairs", rowsOf(some)))).anomalies.reversed;
  const random = seeded(11);
  const shuffled = <T>(items: readonly T[]): readonly T[] =>
    items
      .map((item) => ({ item, place: random() }))
      .sort((one, other) => one.place - other.place)
      .map(({ item }) => item);

  test("are said if the others follow the alphabet, its reverse, or the order of a matrix", async () => {
    const matrix = shuffled(names);
    const inMatrix = matrix.flatMap((a, at) => matrix.slice(at + 1).map((b) => [a, b] as const));
    const ofFive = pairs.filter((pair) => pair.every((name) => name < "FR"));
    const backwards = pairs.map(([a, b]) => [b, a] as const);
    const codes = Array.from({ length: 60 }, (_, index) => `c${100 + index}`);
    const code = (): string => codes[Math.floor(random() * codes.length)] ?? "";
    const drawn = Array.from({ length: 300 }, () => [code(), code()] as const).filter(([a, b]) => a > b);
    const few = [...new Map(drawn.map((pair) => [pair.join(), pair])).values()];
    for (const some of [few, pairs, backwards, inMatrix, ofFive]) {
      const [[a, b] = ["", ""]] = some.slice(3);
      const error = await rejected(BriefingError, reversed(shuffled([...some, [b, a]])));
      expect(error.message).toContain(
        `1 pair is written in both orders of a, b (${b}, ${a} beside ${a}, ${b})`,
      );
      expect(error.hint).toContain("--confirm a");
    }
  });

  const people = Array.from({ length: 300 }, (_, index) => `p${index}`);
  const someone = (): string => people[Math.floor(random() * people.length)] ?? "";
  const calls = Array.from({ length: 900 }, () => [someone(), someone()] as const).filter(
    ([a, b]) => a !== b,
  );
  const distinct = [...new Map(calls.map((call) => [call.join(), call])).values()];
  const [[caller, called] = ["", ""]] = distinct;
  const flows = names.flatMap((a) => names.filter((b) => b !== a).map((b) => [a, b] as const));
  test.each<readonly [what: string, some: readonly (readonly [string, string])[]]>([
    ["flows in both directions", flows],
    [
      "calls between many people",
      [...distinct.filter((call) => call.join() !== [called, caller].join()), [called, caller]],
    ],
    ["two countries with all of their partners", flows.filter(([a]) => a === "AT" || a === "GB")],
    ["pairs without a reversed one", shuffled(pairs)],
    ["pairs of which many are reversed", [...pairs, ...pairs.slice(0, 3).map(([a, b]) => [b, a] as const)]],
    ["a pair of one with itself", [...pairs, ["AT", "AT"]]],
  ])("%s do not have to be confirmed", async (_, some) => {
    expect(await reversed(some)).toEqual([]);
  });

  test("are found in this repository's table of pairs if one pair is added in the other order", async () => {
    const rows = shipped("eto-pairs");
    expect(await check()).toEqual([]);
    const again = rows
      .filter(({ a, b }) => a === "CN" && b === "US")
      .map((row) => ({ ...row, a: "US", b: "CN" }));
    const file = at("eto-pairs.csv.gz");
    const text = `${csvFormat([...rows, ...again])}\n`;
    writeFileSync(file, gzipSync(text));
    const refused = await update(file);
    expect([refused.status, refused.anomalies.reversed]).toEqual([
      "not confirmed",
      [{ columns: ["a", "b"], pairs: [["US", "CN"]], of: 898 }],
    ]);
    expect(describeUpdated(refused, "write")).toContain(
      "a: 1 pair is written in both orders of a, b (US, CN beside CN, US), the others of 898 in one, so sums may count them twice",
    );
    expect((await update(file, { confirm: ["b"] })).status).toBe("updated");
    expect(confirmed()).toEqual({ reversedPairs: [{ columns: ["a", "b"], pairs: [["US", "CN"]] }] });
    expect(await check()).toEqual([]);
    // Another pair must be confirmed anew.
    const other = { ...rows[0], a: "US", b: "GB", field: "AI", year: "2019", works: "7" };
    writeFileSync(file, gzipSync(`${csvFormat([...rows, ...again, other])}\n`));
    expect((await update(file)).anomalies.reversed).toMatchObject([{ pairs: [["US", "GB"]] }]);
  });
});
