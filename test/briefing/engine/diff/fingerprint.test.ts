import { copyFileSync, mkdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { addressOf, fingerprinting } from "../../../../src/briefing/engine/diff/fingerprint.js";
import { readAccepted, reviewedFile, writeAccepted } from "../../../../src/briefing/engine/diff/reviewed.js";
import { temporaryFolder } from "../../../support/temporary.js";
import { brief, flowIn2020, gauges } from "./gauges.js";

const first = await brief(gauges(), "before");
const edited = async (flow: number, ...more: readonly ((project: ReturnType<typeof gauges>) => void)[]) => {
  const project = gauges();
  flowIn2020("Birch", flow)(project);
  for (const edit of more) edit(project);
  return compareBriefings(first, await brief(project, "after"));
};
const addresses = ({ changes }: Awaited<ReturnType<typeof edited>>) =>
  new Map(changes.map((change) => [change.key, addressOf(change)]));

it("a change keeps its address from push to push until it changes again", async () => {
  const one = addresses(await edited(170));
  const two = addresses(
    await edited(170, (project) => {
      project.title = "Three rivers";
      project.order = ["02-methods", "01-flow"];
    }),
  );
  const other = addresses(await edited(171));
  expect(one.size).toBeGreaterThan(2);
  for (const [key, address] of one) {
    expect(address).toMatch(/^c-[0-9a-f]{8}$/);
    expect(two.get(key)).toBe(address);
    if (key.startsWith("value:")) expect(other.get(key)).not.toBe(address);
  }
  expect(two.size).toBeGreaterThan(one.size);
});

it("each change of a comparison has a unique address, even if two are alike", async () => {
  const { changes } = await edited(170);
  const fingerprintOf = fingerprinting({ before: first.report, after: first.report });
  const found = [...changes, ...changes].map((change) =>
    addressOf({ fingerprint: fingerprintOf(change, change.why) }),
  );
  expect(new Set(found).size).toBe(2 * changes.length);
});

describe("a change without an id chosen by an author", () => {
  const sentence = '[The gauge was moved.]{holds="change > -1"}';
  const inserted = '[A weir was built.]{holds="change > -1"}';
  const saying =
    (...sentences: readonly string[]) =>
    (project: ReturnType<typeof gauges>) => {
      project.words += `\n\n${sentences.join(" ")}`;
    };
  const compared = async (before: readonly string[], after: readonly string[]) => {
    const one = gauges();
    const two = gauges();
    saying(...before)(one);
    saying(...after)(two);
    const { changes } = compareBriefings(await brief(one, "before"), await brief(two, "after"));
    return changes.filter(({ kind }) => kind === "value").map(({ id, fingerprint }) => ({ id, fingerprint }));
  };

  it("is the same after another sentence with its condition was inserted before it", async () => {
    const [edit = { id: "", fingerprint: "" }] = await compared([sentence], [sentence.replace("-1", "0")]);
    const shifted = await compared([inserted, sentence], [inserted, sentence.replace("-1", "0")]);
    expect(shifted.map(({ fingerprint }) => fingerprint)).toEqual([edit.fingerprint]);
  });
});

it("changes accepted under version 1 of reviewed.json, which an earlier version of the program wrote, still count", async () => {
  const root = temporaryFolder("reviewed");
  mkdirSync(reviewedFile(root).replace(/reviewed\.json$/, ""));
  copyFileSync(new URL("../../../fixtures/diff/reviewed-1.json", import.meta.url), reviewedFile(root));
  const accepted = await readAccepted(root);
  const project = gauges();
  flowIn2020("Birch", 170)(project);
  project.words = project.words.replace("close to the mouth", "far from the mouth");
  const after = await brief(project, "after");
  const { changes } = compareBriefings(first, after, { accepted });
  expect(changes.map(({ accepted }) => accepted)).toEqual(changes.map(() => true));
  expect(accepted.version1.size).toBe(changes.length);

  const current = new Map(changes.map(({ fingerprint, key }) => [fingerprint, key]));
  await writeAccepted(root, { current, version1: new Map() });
  const again = compareBriefings(first, after, { accepted: await readAccepted(root) });
  expect(again.changes.every(({ accepted }) => accepted === true)).toBe(true);
  // Another number makes another change, under either version.
  flowIn2020("Birch", 171)(project);
  const other = compareBriefings(first, await brief(project, "after"), { accepted });
  expect(other.changes.some(({ accepted }) => accepted !== true)).toBe(true);
});
