import { type Claim, type ClaimPart, partStatuses, verdictSign } from "../../../model/claim.js";
import { element } from "../../../engine/render/browser/element.js";
import { prose, type ProseTools } from "./prose.js";

export async function claimElement(claim: Claim, tools: ProseTools): Promise<HTMLElement> {
  const { sign, word } = verdictSign(claim);
  const parts = await Promise.all(claim.parts.map((part) => partElement(part, tools)));
  return element(
    "article",
    { class: `claim ${claim.verdict}`, "data-id": claim.id },
    element("p", { class: "verdict" }, element("span", { "aria-hidden": "true" }, sign), ` ${word}`),
    element("p", { class: "statement" }, await prose(claim.statement, tools)),
    element("p", { class: "by" }, await prose(claim.by, tools)),
    parts.length > 0 ? element("ul", { class: "parts" }, ...parts) : undefined,
    claim.chapter === undefined ? undefined : element("p", { class: "by" }, `Chapter: ${claim.chapter}`),
  );
}

async function partElement(
  { reads, status, evidence, needs }: ClaimPart,
  tools: ProseTools,
): Promise<HTMLElement> {
  const { sign, word } = partStatuses[status];
  return element(
    "li",
    { class: status },
    element("span", { class: "sign", "aria-hidden": "true" }, sign),
    " ",
    await prose(reads, tools),
    " ",
    element("span", { class: "status" }, word),
    evidence && element("p", {}, await prose(evidence, tools)),
    needs === undefined ? undefined : element("p", { class: "needs" }, `Needs: ${needs}`),
  );
}
