/** Every indicator that ran: definition, formula, unit, range, source, and the chapters that use it; folded by family. */
import type { UsedIndicator } from "../../../model/indicator.js";
import type { Report } from "../../../model/report.js";
import type { ProseRenderer } from "../html/prose.js";
import { markup, type Html } from "../html/template.js";
import { escapeMarkdown } from "../../../lib/markdown-text.js";
import { inertHtml } from "../markdown/inert-html.js";
import { safeName } from "../names.js";
import { proseText } from "../prose.js";
import { labels } from "../labels.js";

const lead =
  "What the notebooks computed, as the code defines it; a name is that of the function a notebook calls.";

/** Indicators by their namespace (`affinity`), in the order in which they come. */
function families(
  indicators: readonly UsedIndicator[],
): readonly (readonly [string, readonly UsedIndicator[]])[] {
  const found = new Map<string, UsedIndicator[]>();
  for (const indicator of indicators) {
    const name = indicator.name.split(".")[0] ?? "";
    found.set(name, [...(found.get(name) ?? []), indicator]);
  }
  return [...found];
}

/** The lines of an entry after its definition: label and Markdown. */
function indicatorLines(indicator: UsedIndicator): readonly (readonly [string, string])[] {
  const { formula, unit, range, undefined: nowhere, interval, note, source } = indicator;
  const lines: readonly (readonly [string, string | undefined])[] = [
    [labels.indicatorLines.formula, formula],
    [labels.indicatorLines.unit, unit],
    [labels.indicatorLines.range, range],
    [labels.indicatorLines.nowhere, nowhere],
    [labels.indicatorLines.interval, interval],
    [labels.indicatorLines.note, note],
    [labels.source, source],
  ];
  return lines.flatMap(([label, text]) => (text === undefined ? [] : [[label, text] as const]));
}

const chaptersUsing = ({ sections }: UsedIndicator, report: Report): Report["sections"] =>
  report.sections.filter(({ id }) => sections.includes(id));

export function indicatorsHtml(report: Report, prose: ProseRenderer): Html | undefined {
  const { indicators = [] } = report;
  if (indicators.length === 0) return undefined;
  return markup`<section class="chapter appendix" aria-labelledby="indicators">
<h2 id="indicators">${labels.indicators}</h2>
<p>${lead}</p>
${families(indicators).map(
  ([name, members]) => markup`<details class="fold"><summary><code>${name}</code>: ${members.length}</summary>
<dl class="sources">
${members.map((each) => entryHtml(each, report, prose))}</dl></details>
`,
)}</section>
`;
}

function entryHtml(indicator: UsedIndicator, report: Report, prose: ProseRenderer): Html {
  const { name, definition } = indicator;
  const lines = indicatorLines(indicator).map(
    ([label, text]) => markup`<p><b>${label}:</b> ${docHtml(text)}</p>`,
  );
  const chapters = chaptersUsing(indicator, report).map(
    ({ id, title }, index) =>
      markup`${index === 0 ? "" : "; "}<a href="#${safeName(id)}">${prose.words(title)}</a>`,
  );
  return markup`<dt id="indicator-${safeName(name)}"><code>${name}</code></dt>
<dd><p>${docHtml(definition)}</p>${lines}<p class="origin">${labels.usedIn}: ${chapters}</p></dd>
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

export function indicatorsMarkdown(report: Report): readonly string[] {
  const { indicators = [] } = report;
  if (indicators.length === 0) return [];
  return [
    `## ${labels.indicators}`,
    lead,
    ...families(indicators).map(([name, members]) => {
      const entries = members.map((each) => entryMarkdown(each, report)).join("\n\n");
      return `<details><summary><code>${name}</code>: ${members.length}</summary>\n\n${entries}\n\n</details>`;
    }),
  ];
}

function entryMarkdown(indicator: UsedIndicator, report: Report): string {
  const lines = indicatorLines(indicator).map(([label, text]) => `- ${label}: ${inertHtml(text)}`);
  const chapters = chaptersUsing(indicator, report).map(({ title }) =>
    escapeMarkdown(proseText(title, report).replace(/\s+/g, " ").trim()),
  );
  return [
    `\`${indicator.name}\`: ${inertHtml(indicator.definition)}\n`,
    ...lines,
    `- Used in: ${chapters.join("; ")}`,
  ].join("\n");
}
