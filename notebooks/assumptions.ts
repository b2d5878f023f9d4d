/** What readers of the page can change: the rule’s own baselines, its limit, and when a year counts as complete. */
import { pair } from "briefing-collaboration";

const { rule } = pair.context("US", "CN");

export const baselines = rule.baselines.map(({ id }) => id);

/** What a change is measured from, in a sentence: `an average year of 2013–2017`, or `2015`. */
export const averageYear = ({ id, from, to }: (typeof rule.baselines)[number]): string =>
  from === to ? id : `an average year of ${id}`;

export const ofBaseline = {
  label: "Compared with",
  value: rule.baselines[0].id,
  note: `The rule has ${baselines.length} baselines. Its verdict uses all of them; this is the one that is quoted.`,
};

/** `0.90`, and `0.895` as it is. */
const limit = rule.limits.partial.toLocaleString("en", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 12,
});

export const ofLimit = {
  label: "Partial decoupling: R below",
  value: rule.limits.partial,
  // A limit between two hundredths must be on the slider, too.
  step: limit.length > 4 ? 0.005 : 0.01,
  note: `The rule says ${limit}.`,
};

export const { completeAfterMonths } = rule;
export const ofEarly = {
  label: "Count the early year as complete",
  value: false,
  note: `The rule counts a year as complete if it was counted ${completeAfterMonths} months or more after its end.`,
};
