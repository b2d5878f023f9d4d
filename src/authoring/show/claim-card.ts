/** A claim as a notebook shows it; the briefing renders its own card from the JSON beside it. */
import type { Claim, ClaimPart } from "../../model/claim.js";
import { partStatuses, verdictSign } from "../../model/verdicts.js";
import { escapeHtml } from "./escape.js";
import { plainText } from "./value.js";

export function htmlClaim(claim: Claim): string {
  const { statement, by, parts } = claim;
  const { sign, word } = verdictSign(claim);
  const items = parts.map((part) => {
    const words = partWords(part);
    const more = words.details.map((line) => `<br>${escapeHtml(line)}`).join("");
    return `<li>${escapeHtml(words.sign)} ${escapeHtml(words.reads)} <em>(${escapeHtml(words.status)})</em>${more}</li>`;
  });
  return [
    "<div>",
    `<p><strong>${escapeHtml(`${sign} ${word}`)}</strong>: ${escapeHtml(plainText(statement))} <em>${escapeHtml(plainText(by))}</em></p>`,
    `<ul style="list-style:none">${items.join("")}</ul>`,
    "</div>",
  ].join("");
}

export function plainClaim(claim: Claim): string {
  const { statement, by, parts } = claim;
  const { sign, word } = verdictSign(claim);
  const lines = parts.flatMap((part) => {
    const words = partWords(part);
    return [
      `  ${words.sign} ${words.reads} (${words.status})`,
      ...words.details.map((line) => `    ${line}`),
    ];
  });
  return [`${sign} ${word}: ${plainText(statement)} (${plainText(by)})`, ...lines].join("\n");
}

function partWords({ reads, status, evidence, needs }: ClaimPart) {
  const { sign, word } = partStatuses[status];
  const details = [
    ...(evidence === undefined ? [] : [plainText(evidence)]),
    ...(needs === undefined ? [] : [`Needs: ${needs}`]),
  ];
  return { sign, reads: plainText(reads), status: word, details };
}
