/** What a change is known by from push to push: its address in a page or a comment, and what a person has accepted. */
import { sha256 } from "../../lib/hash.js";
import { omit } from "../../lib/omit.js";
import { memoized } from "../../lib/once.js";
import { own } from "../../lib/own.js";
import { sideNames } from "./briefing.js";
import { kindOf, type Change, type Draft } from "./kinds/index.js";
import type { Reports } from "./kinds/kind.js";
import type { Why } from "./kinds/shapes.js";

const digits = 16;
/** So many name a change among those of a comparison. */
const digitsOfAddress = 8;

/**
 * Of what changed, from what to what, and by which inputs: where it stands is another fact. Another number, another word
 * or another cause is another change, which a person is asked about again.
 */
export function fingerprinting(reports: Reports): (draft: Draft, why: Why) => string {
  const taken = new Set<string>();
  // Many changes share one list of causes.
  const direct = memoized((causes: Why["causes"]) => {
    const inputs = causes.flatMap(({ input, strength }) => (strength === "direct" ? input : []));
    return inputs
      .sort()
      .map((input) => `\n${input}`)
      .join("");
  });
  return (draft, { causes }) => {
    const content = contentOf(draft, reports) + direct(causes);
    // Two outputs of one cell may change alike; each still has an address of its own.
    for (let count = 1; ; count += 1) {
      const found = sha256(count === 1 ? content : `${content}~${count}`).slice(0, digits);
      const address = found.slice(0, digitsOfAddress);
      if (taken.has(address)) continue;
      taken.add(address);
      return found;
    }
  };
}

function contentOf(draft: Draft, reports: Reports): string {
  const what = omit(
    draft as Draft & Record<string, unknown>,
    ...(["key", "before", "after", "title", "why"] as const),
  );
  // A change names its pictures; what they show, only their hashes say.
  const files = kindOf(draft).files?.(draft as Change);
  const shown = sideNames.map((side) => own(reports[side].files, files?.[side]?.picture ?? ""));
  return JSON.stringify([sorted(what), shown]);
}

const sorted = (json: unknown): unknown =>
  Array.isArray(json)
    ? json.map(sorted)
    : typeof json === "object" && json !== null
      ? Object.entries(json)
          // A value says in which cell it was computed.
          .filter(([name]) => name !== "place")
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, item]) => [name, sorted(item)])
      : json;

/** `c-1f2e3d4c`: where a change stands in the page and in a comment, and what `briefing review --accept` takes. */
export const addressOf = ({ fingerprint }: Pick<Change, "fingerprint">): string =>
  `c-${fingerprint.slice(0, digitsOfAddress)}`;
