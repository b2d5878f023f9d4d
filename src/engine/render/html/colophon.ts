import type { Report } from "../../../model/report.js";
import { imprintHtml } from "../imprint.js";
import { labels } from "../labels.js";
import { markup, type Html } from "./template.js";

/** Who publishes the page; from what, and how, it was made. */
export function colophon(report: Report, place: "page" | "site"): Html {
  const { provenance, sections } = report;
  const data = [...new Set(Object.values(provenance).flatMap(({ files }) => files))].sort();
  const from = data.length === 0 ? undefined : markup` from ${list(data)}`;
  const notebooks = sections.length === 1 ? "the notebook" : "the notebooks";
  const again =
    data.length > 0 &&
    markup` <code>briefing build</code>, in the folder of the project, makes it again: the same inputs give the same page.`;
  return markup`<footer>
${imprintHtml(report)}<h2>${labels.howMade}</h2>
<p>Its numbers, figures and tables were computed by ${notebooks} ${list(sections.map(({ notebook }) => notebook))}${from}. The executed notebooks, each figure with its data and specification, and <code>report.json</code>, which records what every cell read, lie ${labels.beside[place]}.${again}</p>
</footer>
`;
}

function list(paths: readonly string[]): Html {
  const before = (index: number) => (index === 0 ? "" : index === paths.length - 1 ? " and " : ", ");
  return markup`${paths.map((path, index) => markup`${before(index)}<code>${path}</code>`)}`;
}
