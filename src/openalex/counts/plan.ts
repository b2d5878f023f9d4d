/** What a collection will take, before anything is asked. */
import { isAnswered } from "./collection.js";
import { firstQueries, queriesOf, type Wanted } from "./queries.js";

export interface CollectionPlan {
  /** Queries whose answers are there already. */
  readonly answered: number;
  readonly queries: number;
  /** The answer to a query is one page of 200 groups, or two where an economy has more partners. */
  readonly calls: { readonly least: number; readonly most: number };
}

/** @param economies of which any may have international works in a year; how many have, the first answers say */
export function planOf(folder: string, wanted: Wanted, economies: readonly string[]): CollectionPlan {
  const all = [...firstQueries(wanted), ...queriesOf(wanted, () => economies)];
  const left = all.filter((query) => !isAnswered(folder, query));
  const two = left.filter(({ groupBy }) => groupBy === "authorships.countries").length;
  return {
    answered: all.length - left.length,
    queries: left.length,
    calls: { least: left.length, most: left.length + two },
  };
}
