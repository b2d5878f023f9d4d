/** What stands in for joint papers or citations of a topic. A proxy decides nothing: its numbers are context. */
import { citationsOf } from "../pair/citations.js";
import type { PairContext } from "../pair/context.js";
import * as fmt from "../../authoring/show/fmt.js";
import { text } from "../../authoring/show/text.js";
import type { RichText } from "../../model/value.js";
import { ifThere, output, shareOfWorld } from "./tables.js";
import { cited, joined } from "./words.js";

export const paperByPaper = "data of every single paper";
export const byField = "joint papers by field, year by year";

/** How the two cite each other in the first and the last year of the table; null where it lacks one. */
function citing(about: PairContext, id: string) {
  const found = ifThere(() => citationsOf(about));
  const own = found?.fields.find(({ field }) => field.field === id);
  return found === null || own === undefined ? null : { first: found.before, last: found.after, own };
}

/** How the two cite each other in a field, in the newest year; undefined where the table lacks it. */
export function citingWords(about: PairContext, field: string): RichText | undefined {
  const found = citing(about, field);
  if (found === null) return undefined;
  const { xToY, yToX } = found.own.after;
  return text`in ${fmt.year(found.last.year)} the United States cited China ${fmt.ratio(xToY)} times as often as size would lead one to expect, and China the United States ${fmt.ratio(yToX)} times, according to ${cited(about.edition(found.last.edition))}`;
}

/** How the odds of citing one's own changed in a field; undefined where the table lacks two years. */
export function ownOddsWords(about: PairContext, field: string): RichText | undefined {
  const found = citing(about, field);
  if (found === null) return undefined;
  const { first, last } = found;
  const [before, after] = [found.own.before.oddsRatio.value, found.own.after.oddsRatio.value];
  if (before === null || after === null) return undefined;
  const editions = first.edition === last.edition ? "" : " (two editions)";
  return text`the odds ratio of citing one’s own country was ${fmt.ratio(before, { digits: 1 })} in ${fmt.year(first.year)} and ${fmt.ratio(after, { digits: 1 })} in ${fmt.year(last.year)}${editions}`;
}

/** Output and citations of fields that stand in for a topic. */
export function proxyWords(about: PairContext, fields: readonly string[]): RichText {
  const papers = output(about);
  const lines = fields.flatMap((id) => {
    const name = about.rows("fields").find(({ field }) => field === id)?.inSentence;
    if (name === undefined) return [];
    const year = papers?.lastComplete;
    const [one, two] = [about.one.code, about.two.code].map((code) =>
      papers === null || year === undefined ? null : shareOfWorld(papers, code, { field: id, year }),
    );
    const size =
      year === undefined || one == null || two == null
        ? undefined
        : text`the United States had ${fmt.percent(one, { digits: 0 })} and China ${fmt.percent(two, { digits: 0 })} of the world’s papers in ${fmt.year(year)}`;
    const parts = [size, citingWords(about, id)].flatMap((part) => part ?? []);
    return parts.length === 0 ? [] : [text`In ${name} ${joined(parts, "; ")}.`];
  });
  const proxy = text`A wider field is a proxy and decides nothing.`;
  return lines.length === 0 ? proxy : text`${proxy} ${joined(lines)}`;
}
