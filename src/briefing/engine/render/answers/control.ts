/** The control of an assumption in words; scripts make it a form (browser/setting-controls.ts). */
import { own } from "../../../lib/own.js";
import { isSameValue, valueLabel, valuesOf } from "../../../model/assumption.js";
import type { Report, ReportAssumption } from "../../../model/report.js";
import { labels } from "../labels.js";
import { markup, type Html } from "../template.js";

export function controlHtml(id: string, { assumptions = {} }: Pick<Report, "assumptions">): Html {
  const assumption = own(assumptions, id);
  if (assumption === undefined) return markup``;
  const { label, note, value } = assumption;
  const others =
    assumption.answers === "carried" &&
    otherValues(assumption).length > 0 &&
    markup` <span class="others">(${labels.assumptions.onPage(optionsIn(assumption))})</span>`;
  return markup`<div class="assumption" data-assumption="${id}"><p>${label}: <strong>${valueLabel(value, assumption)}</strong>${others}</p>${note !== undefined && markup`<p class="note">${note}</p>`}</div>
`;
}

const otherValues = (assumption: ReportAssumption) =>
  valuesOf(assumption).filter((value) => !isSameValue(value, assumption.value));

const mostNamed = 6;

export function optionsIn(assumption: ReportAssumption): string {
  const names = otherValues(assumption).map((value) => valueLabel(value, assumption));
  if (names.length <= mostNamed) return names.join("; ");
  return `${names[0] ?? ""} to ${names.at(-1) ?? ""}, ${names.length} in all`;
}
