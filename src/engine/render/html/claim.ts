import type { ClaimBlock, Report } from "../../../model/report.js";
import { safeName } from "../names.js";
import { partStatuses, verdictSign } from "../../../model/verdicts.js";
import type { ProseRenderer } from "./prose.js";
import { markup, type Html } from "./template.js";

/** One card: the statement and who made it, the verdict, what was found part by part, what is missing, the chapter. */
export function claimHtml(claim: ClaimBlock, sections: Report["sections"], prose: ProseRenderer): Html {
  const { sign, word } = verdictSign(claim);
  const name = `claim-${safeName(claim.id)}`;
  return markup`<article class="claim ${claim.verdict}" id="${name}" aria-labelledby="${name}-statement">
<p class="verdict"><span aria-hidden="true">${sign}</span> ${word}</p>
<p class="statement" id="${name}-statement">${prose.inline(claim.statement)}</p>
<p class="by">${prose.inline(claim.by)}</p>
${claim.parts.length > 0 && markup`<ul class="parts">\n${claim.parts.map((part) => partHtml(part, prose))}</ul>\n`}${chapterHtml(claim, sections, prose)}</article>
`;
}

function partHtml(
  { reads, status, evidence, needs }: ClaimBlock["parts"][number],
  prose: ProseRenderer,
): Html {
  const { sign, word } = partStatuses[status];
  return markup`<li class="${status}"><span class="sign" aria-hidden="true">${sign}</span> ${prose.inline(reads)} <span class="status">${word}</span>${
    evidence && markup`<p>${prose.inline(evidence)}</p>`
  }${needs === undefined ? undefined : markup`<p class="needs">Needs: ${needs}</p>`}</li>
`;
}

function chapterHtml(
  { chapter }: ClaimBlock,
  sections: Report["sections"],
  prose: ProseRenderer,
): Html | undefined {
  const section = sections.find(({ id }) => id === chapter);
  if (section === undefined) return undefined;
  return markup`<p class="chapter-link"><a href="#${safeName(section.id)}">Chapter: ${prose.words(section.title)}</a></p>\n`;
}
