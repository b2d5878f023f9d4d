import { isRecord } from "../../lib/is-record.js";
import { type Claim, type ClaimPart, claimVerdict, partStatuses, verdictSign } from "../../model/claim.js";
import { bundleVersion, mime } from "../../model/mime.js";
import type { RichText, Value } from "../../model/value.js";
import { AuthoringError } from "../errors.js";
import { emit, requireId } from "./output.js";
import { requireText } from "./text.js";
import { escapeHtml } from "../../lib/escape-html.js";
import { plainText } from "./value.js";

/** One part of a statement, and whether the data support it. */
type ClaimPartOptions = {
  /** The part's content, in our words. */
  readonly reads: string | RichText;
  /** The finding: words with computed values, text`…`. A part that no data decide may have one as context. */
  readonly evidence?: string | RichText | Value | null;
} & (
  | {
      /** The computed condition; null if the available data cannot decide it, which `needs` then explains. */
      readonly holds: boolean | null;
      readonly needs?: string;
      readonly notComputed?: never;
    }
  | {
      /** What is needed to decide the part: `works-level data with venues`. */
      readonly needs: string;
      readonly holds?: never;
      readonly notComputed?: never;
    }
  | {
      /** What would compute a part that the data could decide but this edition does not; it leaves the verdict open. */
      readonly notComputed: string;
      readonly holds?: never;
      readonly needs?: never;
    }
);

export interface ClaimOptions {
  /** Stable id: `peak-2020`. */
  readonly id: string;
  /** The claim, in our words. */
  readonly statement: string | RichText;
  /** Who says so. */
  readonly by: string | RichText;
  /**
   * Chapter with the evidence (its notebook's name without extension), if it is another one; a figure or table there by
   * its id: `03-partners#gains`.
   */
  readonly chapter?: string;
  /** Each is true or false on its own: `{ reads, holds, evidence }`, or `{ reads, needs }` if no data decide it. */
  readonly parts: readonly ClaimPartOptions[];
  /** The statement is about all of its parts together: if one cannot be tested, it is at most partly supported. */
  readonly every?: boolean;
}

/**
 * Shows a claim with the verdict that follows from its parts. Supported: all tested parts hold. Contradicted: none
 * does. Partly supported: some do. Not testable: nothing can be tested. A part that is not computed yet leaves it open.
 */
export function claim(options: ClaimOptions): void {
  const id = requireId(options, "claim");
  const what = `claim "${id}"`;
  const parts = readParts(options.parts, what);
  const json: Claim = {
    version: bundleVersion,
    id,
    statement: requireText(options.statement, `${what}: the statement`, "Give the claim in your own words."),
    by: requireText(options.by, `${what}: by`, "Name who makes the claim."),
    parts,
    ...(options.every === true && { every: true }),
    verdict: claimVerdict(parts, options),
    ...(options.chapter === undefined ? {} : { chapter: options.chapter }),
  };
  emit({ [mime.html]: htmlClaim(json), [mime.claim]: json, [mime.plain]: plainClaim(json) });
}

function readParts(given: unknown, what: string): readonly ClaimPart[] {
  if (!Array.isArray(given) || given.length === 0)
    throw new AuthoringError(`${what}: there are no parts, so nothing can be judged`, {
      hint: 'parts: [{ reads: "…", holds: condition, evidence: text`…` }], or { reads, needs } where no data can tell, or { reads, notComputed } where this edition does not.',
    });
  return given.map((part, index) => readPart(part, `${what}, part ${String(index + 1)}`));
}

const kinds = ["holds", "needs", "notComputed"] as const;

function readPart(given: unknown, what: string): ClaimPart {
  if (!isRecord(given))
    throw new AuthoringError(`${what}: expected an object such as { reads, holds, evidence }`);
  // A key with JavaScript's `undefined` counts as given, so that a condition that was never computed is not ignored.
  const [kind, ...others] = kinds.filter((name) => name in given);
  if (kind === undefined || others.includes("notComputed")) {
    const fault = kind === undefined ? `none of ${kinds.join(", ")} is` : `both ${kind} and notComputed are`;
    throw new AuthoringError(`${what}: ${fault} given`, {
      hint: "A part is decided (holds), undecidable (needs: what is missing), or not yet decided (notComputed).",
    });
  }
  const { holds, evidence } = given;
  const hint = "State what this part of the statement claims.";
  const reads = requireText(given["reads"], `${what}: reads`, hint);
  if (kind === "holds" && holds !== null) {
    if (typeof holds !== "boolean")
      throw new AuthoringError(`${what}: holds is ${JSON.stringify(holds)}, not true or false`, {
        hint: "Pass a comparison such as rank === 1, or null if the data cannot decide.",
      });
    return { reads, status: holds ? "holds" : "fails", evidence: readEvidence(evidence, what) };
  }
  const name = kind === "notComputed" ? kind : "needs";
  const needs = given[name];
  if (typeof needs !== "string" || needs.trim() === "")
    throw new AuthoringError(`${what}: ${name} is ${kind === "holds" ? "missing" : "empty"}`, {
      hint: "State what is needed to decide the part.",
    });
  return {
    reads,
    status: kind === "notComputed" ? "not-computed" : "not-testable",
    ...(evidence != null && { evidence: readEvidence(evidence, what) }),
    needs,
  };
}

function readEvidence(given: unknown, what: string): RichText {
  if (typeof given === "number" || (typeof given === "string" && /^[\s+−-]*\d[\d.,\s]*%?\s*$/.test(given)))
    throw new AuthoringError(`${what}: the evidence ${String(given)} is a bare number`, {
      hint: "State what it is and format it: text`${fmt.count(x)} joint papers in ${fmt.year(y)}`.",
    });
  return requireText(given, `${what}: the evidence`, "State the finding with its numbers: text`…`.");
}

/** A claim as shown in a notebook; the briefing renders its own card from the accompanying JSON. */
function htmlClaim({ statement, by, parts, ...claim }: Claim): string {
  const { sign, word } = verdictSign({ parts, ...claim });
  const items = parts.map((part) => {
    const { text, status, details } = partWords(part);
    const more = details.map((line) => `<br>${escapeHtml(line)}`).join("");
    return `<li>${escapeHtml(text)} <em>(${escapeHtml(status)})</em>${more}</li>`;
  });
  return [
    "<div>",
    `<p><strong>${escapeHtml(`${sign} ${word}`)}</strong>: ${escapeHtml(plainText(statement))} <em>${escapeHtml(plainText(by))}</em></p>`,
    `<ul style="list-style:none">${items.join("")}</ul>`,
    "</div>",
  ].join("");
}

function plainClaim({ statement, by, parts, ...claim }: Claim): string {
  const { sign, word } = verdictSign({ parts, ...claim });
  const lines = parts.flatMap((part) => {
    const { text, status, details } = partWords(part);
    return [`  ${text} (${status})`, ...details.map((line) => `    ${line}`)];
  });
  return [`${sign} ${word}: ${plainText(statement)} (${plainText(by)})`, ...lines].join("\n");
}

function partWords({ reads, status, evidence, needs }: ClaimPart) {
  const { sign, word } = partStatuses[status];
  const details = [
    ...(evidence === undefined ? [] : [plainText(evidence)]),
    ...(needs === undefined ? [] : [`Needs: ${needs}`]),
  ];
  return { text: `${sign} ${plainText(reads)}`, status: word, details };
}
