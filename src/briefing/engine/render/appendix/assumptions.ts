/** The assumptions with their options: for each option alone, what would differ from the published page. */
import {
  isSameValue,
  settingKey,
  settingOf,
  valueLabel,
  valuesOf,
  type AssumptionValue,
  type Setting,
} from "../../../model/assumption.js";
import { escapeMarkdown, markdownTable } from "../../../lib/markdown-text.js";
import type { Report, ReportAssumption } from "../../../model/report.js";
import { optionsIn } from "../answers/control.js";
import { exactly } from "../html/value-panel.js";
import { labels } from "../labels.js";
import { markup, type Html } from "../template.js";

interface Row {
  readonly setting: string;
  readonly sentences: string;
  readonly numbers: string;
  readonly shown: string;
}

const lead =
  "Each row changes one assumption and leaves the others as published. The build executed the notebooks under each of these settings; sentences with a condition do not hold where it is false.";

export function assumptionsHtml(report: Report): Html | undefined {
  const found = Object.entries(report.assumptions ?? {});
  if (found.length === 0) return undefined;
  const parts = found.map(([id, assumption]) => {
    const { label, note } = assumption;
    return markup`<h3>${headingOf(assumption)}</h3>
${note !== undefined && markup`<p>${note}</p>\n`}${isCarried(assumption) ? tableHtml(label, rowsOf(id, assumption, report)) : markup`<p>${labels.assumptions.options(optionsIn(assumption))}</p>\n`}`;
  });
  return markup`<section class="chapter appendix" aria-labelledby="assumptions">
<h2 id="assumptions">${labels.assumptions.appendix}</h2>
${carriedIn(report).length > 0 && markup`<p>${lead}</p>\n`}${parts}</section>
`;
}

function tableHtml(label: string, rows: readonly Row[]): Html {
  const [first, ...others] = labels.assumptions.columns;
  return markup`<div class="scroll" role="region" tabindex="0" aria-label="${label}"><table class="wordy">
<thead><tr><th scope="col" class="short">${first}</th>${others.map((title) => markup`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>
${rows.map(({ setting, sentences, numbers, shown }) => markup`<tr><th scope="row" class="short">${setting}</th><td>${sentences}</td><td>${numbers}</td><td>${shown}</td></tr>\n`)}</tbody></table></div>
`;
}

export function assumptionsMarkdown(report: Report): readonly string[] {
  const found = Object.entries(report.assumptions ?? {});
  if (found.length === 0) return [];
  const columns = labels.assumptions.columns.map((title) => ({ title, align: "left" as const }));
  const parts = found.flatMap(([id, assumption]) => {
    const rows = (): readonly (readonly string[])[] =>
      rowsOf(id, assumption, report).map(({ setting, sentences, numbers, shown }) => [
        setting,
        sentences,
        numbers,
        shown,
      ]);
    return [
      `### ${escapeMarkdown(headingOf(assumption))}`,
      ...(assumption.note === undefined ? [] : [escapeMarkdown(assumption.note)]),
      isCarried(assumption)
        ? markdownTable(columns, rows())
        : escapeMarkdown(labels.assumptions.options(optionsIn(assumption))),
    ];
  });
  return [`## ${labels.assumptions.appendix}`, ...(carriedIn(report).length > 0 ? [lead] : []), ...parts];
}

const headingOf = (assumption: ReportAssumption): string =>
  `${assumption.label}: ${valueLabel(assumption.value, assumption)} (${labels.assumptions.published})`;

const isCarried = ({ answers }: ReportAssumption): boolean => answers === "carried";

const carriedIn = ({ assumptions = {} }: Report): readonly (readonly [string, ReportAssumption])[] =>
  Object.entries(assumptions).filter(([, assumption]) => isCarried(assumption));

function rowsOf(id: string, assumption: ReportAssumption, report: Report): readonly Row[] {
  const others = valuesOf(assumption).filter((value) => !isSameValue(value, assumption.value));
  const rows = others.map((value) => rowOf(id, value, assumption, report));
  // Neighbouring steps of a range often differ in nothing that is counted.
  return assumption.kind === "range" ? joined(rows) : rows;
}

function joined(rows: readonly Row[]): readonly Row[] {
  const found: { row: Row; last: string }[] = [];
  for (const row of rows) {
    const before = found.at(-1);
    const isSame =
      before?.row.sentences === row.sentences &&
      before.row.numbers === row.numbers &&
      before.row.shown === row.shown;
    if (before !== undefined && isSame) before.last = row.setting;
    else found.push({ row, last: row.setting });
  }
  return found.map(({ row, last }) =>
    last === row.setting ? row : { ...row, setting: `${row.setting} to ${last}` },
  );
}

function rowOf(id: string, value: AssumptionValue, assumption: ReportAssumption, report: Report): Row {
  const published = Object.fromEntries(carriedIn(report).map(([name, each]) => [name, each.value]));
  const setting: Setting = { ...published, [id]: value };
  const isUnder = (under: { readonly setting: Setting }): boolean =>
    settingKey(under.setting) === settingKey(settingOf(setting, Object.keys(under.setting)));
  const chapterOf = (notebook: string) =>
    report.sections.find((section) => section.notebook === notebook)?.id ?? notebook;
  const guards = (report.guards ?? []).filter(({ under = [] }) =>
    under.some((each) => isUnder(each) && !each.holds),
  );
  const values = Object.values(report.values).filter(
    (each) => exactly(each) !== undefined && each.under?.some(isUnder) === true,
  );
  const tables = report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === "table" && block.under?.some(isUnder) === true ? labels.table(block.number) : [],
    ),
  );
  const figures = figuresUnder(report, isUnder);
  return {
    setting: valueLabel(value, assumption),
    sentences: counted(guards.map(({ place }) => chapterOf(place.notebook))),
    numbers: counted(values.map(({ place }) => chapterOf(place.notebook))),
    shown: [...figures, ...tables].join(", ") || "none",
  };
}

/** Those with a text or number that differs; drawings alone are compared when they are drawn. */
function figuresUnder(
  report: Report,
  isUnder: (under: { readonly setting: Setting }) => boolean,
): readonly string[] {
  return report.sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === "figure" && block.under?.some(isUnder) === true ? labels.figure(block.number) : [],
    ),
  );
}

/** `3: 2 in 02-size, 1 in 10-verdict`. */
function counted(chapters: readonly string[]): string {
  if (chapters.length === 0) return "none";
  const counts = new Map<string, number>();
  for (const chapter of chapters) counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
  const named = [...counts].map(([chapter, count]) => `${count} in ${chapter}`);
  return named.length === 1 ? (named[0] ?? "") : `${chapters.length}: ${named.join(", ")}`;
}
