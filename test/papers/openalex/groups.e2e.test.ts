/** Lists of groups that are not complete, or not what was asked for, are no answer. */
import { expect, test } from "vitest";
import { collect, isAnswered } from "../../../src/papers/openalex/counts/collection.js";
import { internationalOf } from "../../../src/papers/openalex/counts/queries.js";
import { clientFor, serving } from "./harness.js";
import type { ServerSettings } from "./server.js";
import { temporaryFolder } from "../../support/temporary.js";

const years = [2019, 2020, 2021];

test.each<readonly [string, ServerSettings, string]>([
  [
    "that the source does not give completely",
    {
      groups: () => Array.from({ length: 201 }, (_, index) => [`countries/${index}`, 1] as const),
      fault: () => "no-next",
    },
    "no cursor for the rest",
  ],
  [
    "in another shape",
    { groups: () => [["countries/CN", "many" as unknown as number]] as const },
    "in an unexpected format: 0.count",
  ],
])("groups %s are no answer, and nothing is written", async (_, settings, message) => {
  const folder = temporaryFolder();
  const wanted = { years, tables: new Set(["world-international"]), pairs: [], partners: [] };
  const server = await serving({ ...settings, largestPage: 200 });
  await expect(collect(clientFor(server), folder, wanted, () => undefined)).rejects.toMatchObject({
    name: "OpenAlexError",
    message: expect.stringContaining(message) as string,
  });
  expect(isAnswered(folder, internationalOf(2019))).toBe(false);
});

test("groups that count too few of the works are rejected", async () => {
  const folder = temporaryFolder();
  const wanted = { years: [2020], tables: new Set(["world-international"]), pairs: [], partners: [] };
  const few: ServerSettings["groups"] = () =>
    ["CN", "US", "DE"].map((code) => [`countries/${code}`, 1] as const);
  const server = await serving({ groups: few, total: 400 });
  await expect(collect(clientFor(server), folder, wanted, () => undefined)).rejects.toThrow(
    "only part of the groups of international/2020: they count 3 works, where 400 works belong to at least 800",
  );
  expect(isAnswered(folder, internationalOf(2020))).toBe(false);
});
