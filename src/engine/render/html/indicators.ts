import type { UsedIndicator } from "../../../model/indicator.js";
import type { Report } from "../../../model/report.js";
import { families, indicatorLines, indicatorsLead, indicatorsTitle } from "../indicators.js";
import { safeName } from "../names.js";
import type { ProseRenderer } from "./prose.js";
import { markup, type Html } from "./template.js";

/** Every indicator that ran: definition, formula, unit, range, source, and the chapters that use it; folded by family. */
export function indicatorsHtml(report: Report, prose: ProseRenderer): Html | undefined {
  const { indicators = [] } = report;
  if (indicators.length === 0) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="indicators">
<h2 id="indicators">${indicatorsTitle}</h2>
<p>${indicatorsLead}</p>
${families(indicators).map(
  ({
    name,
    indicators: members,
  }) => markup`<details class="fold"><summary><code>${name}</code>: ${members.length}</summary>
<dl class="sources">
${members.map((each) => entry(each, report, prose))}</dl></details>
`,
)}</section>
`;
}

function entry(indicator: UsedIndicator, report: Report, prose: ProseRenderer): Html {
  const { name, definition } = indicator;
  const lines = indicatorLines(indicator).map(
    ([label, text]) => markup`<p><b>${label}:</b> ${docHtml(text)}</p>`,
  );
  return markup`<dt id="indicator-${safeName(name)}"><code>${name}</code></dt>
<dd><p>${docHtml(definition)}</p>${lines}<p class="origin">Used in: ${chapters(indicator, report, prose)}</p></dd>
`;
}

/** The text of a docstring: code between backticks, a subscript after an underscore. */
function docHtml(text: string): Html {
  return markup`${text
    .split("`")
    .map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : markup`${subscripts(part)}`))}`;
}

function subscripts(text: string): readonly Html[] {
  return text.split(/_(\{[^}]*\}|[A-Za-z0-9]+)/).map((part, index) => {
    const words = part.replace(/(?<=\w)'/g, "’");
    return index % 2 === 1 ? markup`<sub>${part.replace(/[{}]/g, "")}</sub>` : markup`${words}`;
  });
}

function chapters({ sections }: UsedIndicator, report: Report, prose: ProseRenderer): Html {
  const used = report.sections.filter(({ id }) => sections.includes(id));
  return markup`${used.map(
    ({ id, title }, index) =>
      markup`${index === 0 ? "" : "; "}<a href="#${safeName(id)}">${prose.words(title)}</a>`,
  )}`;
}
