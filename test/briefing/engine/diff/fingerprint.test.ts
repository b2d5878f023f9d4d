import { expect, it } from "vitest";
import { compareBriefings } from "../../../../src/briefing/engine/diff/compare.js";
import { addressOf, fingerprinting } from "../../../../src/briefing/engine/diff/fingerprint.js";
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
  const [one, two, other] = [
    addresses(await edited(170)),
    addresses(
      await edited(170, (project) => {
        project.title = "Three rivers";
        project.order = ["02-methods", "01-flow"];
      }),
    ),
    addresses(await edited(171)),
  ];
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
