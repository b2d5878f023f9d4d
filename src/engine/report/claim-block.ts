import { claimVerdict } from "../../model/claim.js";
import type { ClaimBlock, Place } from "../../model/report.js";
import { claimBundle, readBundle } from "./bundles.js";
import { placeName, ReportError } from "./errors.js";
import { richTextToProse } from "./prose.js";
import type { Registry } from "./registry.js";

/** A claim out of a cell; its verdict must be the one its parts give. */
export function claimBlock(data: unknown, place: Place, registry: Registry): ClaimBlock {
  const { parts, verdict, chapter, ...claim } = readBundle(claimBundle, "claim", data, place);
  const computed = claimVerdict(parts);
  if (computed !== verdict) {
    registry.fault(
      new ReportError(
        `${placeName(place)}: claim "${claim.id}" says "${verdict}", but its parts give "${computed}".`,
        { hint: "Emit it with claim() of decoupling-briefing rather than by hand." },
      ),
    );
  }
  const id = registry.claim("claim", claim.id, place);
  const prose = (text: typeof claim.by, name: string) =>
    richTextToProse(text, `${id}.${name}`, place, registry);
  return {
    kind: "claim",
    cell: place.cell,
    id,
    statement: prose(claim.statement, "statement"),
    by: prose(claim.by, "by"),
    verdict: computed,
    parts: parts.map(({ reads, status, evidence, needs }, index) => ({
      reads: prose(reads, `${index + 1}.reads`),
      status,
      ...(evidence && { evidence: prose(evidence, `${index + 1}.evidence`) }),
      ...(needs === undefined ? {} : { needs }),
    })),
    ...(chapter === undefined ? {} : { chapter }),
  };
}
