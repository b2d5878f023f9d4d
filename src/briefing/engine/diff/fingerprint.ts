/** Identifies a change from push to push: for its address in a page or comment, and for accepting it. */
import { sha256 } from "../../lib/hash.js";
import { omit } from "../../lib/omit.js";
import { memoized } from "../../lib/once.js";
import { own } from "../../lib/own.js";
import type { StoredReport } from "../report/stored-report.js";
import { sideNames, type Sides } from "./briefing.js";
import { kindOf, type Change, type Draft } from "./kinds/index.js";
import type { Why } from "./shapes.js";

const digits = 16;
/** Digits that suffice to identify a change within one comparison. */
const digitsOfAddress = 8;

/**
 * Covers what changed, from what to what, and because of which inputs, but not where it stands. A different number,
 * word or cause makes a different change, which has to be reviewed again.
 */
export const fingerprinting = (reports: Sides<StoredReport>): Fingerprinting =>
  fingerprintsOf((draft) => contentOf(draft, reports, isIdentity));

/** Up to version 1 of reviewed.json, every id was part of a change, generated or not. */
export const fingerprintingOfVersion1 = (reports: Sides<StoredReport>): Fingerprinting =>
  fingerprintsOf((draft) => contentOf(draft, reports, () => true));

type Fingerprinting = (draft: Draft, why: Why) => string;

function fingerprintsOf(write: (draft: Draft) => string): Fingerprinting {
  const taken = new Set<string>();
  // Many changes share one list of causes.
  const direct = memoized((causes: Why["causes"]) => {
    const inputs = causes.filter(({ strength }) => strength === "direct").map(({ input }) => input);
    return ["", ...inputs.sort()].join("\n");
  });
  return (draft, { causes }) => {
    const content = write(draft) + direct(causes);
    // Two outputs of one cell may change identically; each still needs its own address.
    for (let count = 1; ; count += 1) {
      const found = sha256(count === 1 ? content : `${content}~${count}`).slice(0, digits);
      const address = found.slice(0, digitsOfAddress);
      if (taken.has(address)) continue;
      taken.add(address);
      return found;
    }
  };
}

/** Whether an id is part of a change: that of a value only if an author chose it, because others follow its place. */
function isIdentity({ kind, was, is }: Fields): boolean {
  if (kind !== "value") return true;
  return [was, is].some((value) => typeof value === "object" && value !== null && "named" in value);
}

type Fields = Readonly<Record<string, unknown>>;

function contentOf(
  draft: Draft,
  reports: Sides<StoredReport>,
  hasIdentity: (item: Fields) => boolean,
): string {
  const others = ["key", "before", "after", "title", "why"] as const;
  const what = omit(draft as Draft & Record<string, unknown>, ...others);
  // A change only names its pictures; their hashes identify the content.
  const files = kindOf(draft).files?.(draft as Change);
  const shown = sideNames.map((side) => own(reports[side].files, files?.[side]?.picture ?? ""));
  return `[${canonical(what, hasIdentity)},${JSON.stringify(shown)}]`;
}

/** JSON in which an object is the list of its fields, sorted by name. */
function canonical(value: unknown, hasIdentity: (item: Fields) => boolean): string {
  if (value === undefined) return "null";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, hasIdentity)).join(",")}]`;
  // A value records in which cell it was computed, and whether its id was chosen.
  const ignored = hasIdentity(value as Fields) ? ["place", "named"] : ["place", "named", "id", "renamed"];
  const fields = Object.entries(value)
    .filter(([name]) => !ignored.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const written = fields.map(([name, item]) => `[${JSON.stringify(name)},${canonical(item, hasIdentity)}]`);
  return `[${written.join(",")}]`;
}

/** `c-1f2e3d4c`: the anchor of a change in page and comment, and the argument of `briefing review --accept`. */
export const addressOf = ({ fingerprint }: Pick<Change, "fingerprint">): string =>
  `c-${fingerprint.slice(0, digitsOfAddress)}`;
