import type { Location, ValueChange } from "../contract.js";
import type { ValueFacts } from "../contract/value.js";
import { amountOf, isWithin } from "../numbers/amounts.js";
import { numberDelta } from "../numbers/delta.js";
import { isSameRaw } from "../numbers/same-raw.js";
import type { Neighbours } from "../pair/neighbours.js";
import type { Pairing } from "../pair/pairing.js";
import { type KindContext, statusOf, toleranceOf } from "./context.js";
import type { ValuePlaces } from "./value-places.js";

type ValueDraft = Omit<ValueChange, "why">;
type Aspect = ValueChange["aspects"][number];

export interface SidesOfValues {
  readonly was: ValuePlaces;
  readonly is: ValuePlaces;
  /** Values that stand only in texts that read the same on the other side. */
  readonly sameText: Neighbours["sameText"];
}

export function compareValues(
  { pairs, removed, added }: Pairing<string>,
  places: SidesOfValues,
  context: KindContext,
): readonly ValueDraft[] {
  return [
    ...pairs.flatMap(({ was, is }) => comparePair(was, is, places, context) ?? []),
    ...removed.flatMap((id) => oneSided(id, undefined, places, context)),
    ...added.flatMap((id) => oneSided(undefined, id, places, context)),
  ];
}

function comparePair(
  wasId: string,
  isId: string,
  places: SidesOfValues,
  context: KindContext,
): ValueDraft | undefined {
  const [was, is] = [context.was.values[wasId], context.is.values[isId]];
  if (was === undefined || is === undefined) return undefined;
  // An id made from its place changes with the place; one that an author gave is how others refer to it.
  const renamed = wasId !== isId && !(places.was.isDerived(wasId) && places.is.isDerived(isId));
  const [before, after] = [amountOf(was.raw), amountOf(is.raw)];
  const isNumber = before !== undefined && after !== undefined;
  const tolerated =
    isNumber && !isSameRaw(was.raw, is.raw) && isWithin(before, after, toleranceOf(context, isId, wasId));
  if (tolerated) context.withinTolerance(places.was.locate(wasId), places.is.locate(isId));
  const aspects = aspectsOf(was, is, tolerated ? "tolerated" : "compared");
  if (aspects.length === 0 && !renamed) return undefined;
  return {
    ...base(wasId, isId, places),
    ...(renamed && { renamed: { from: wasId, to: isId } }),
    was,
    is,
    aspects,
    ...(aspects.includes("number") &&
      isNumber &&
      was.format === is.format && {
        delta: numberDelta(before, after, { format: is.format, unit: is.unit, texts: [was.text, is.text] }),
      }),
  };
}

function aspectsOf(was: ValueFacts, is: ValueFacts, numbers: "tolerated" | "compared"): readonly Aspect[] {
  const aspects: Aspect[] = [];
  const areAmounts = amountOf(was.raw) !== undefined && amountOf(is.raw) !== undefined;
  const isSame = isSameRaw(was.raw, is.raw);
  if (areAmounts) {
    if (!isSame && numbers === "compared") aspects.push("number");
    // What a reader sees changed though the number did not: other digits, another sign.
    else if (isSame && was.text !== is.text) aspects.push("text");
  } else if (!isSame || was.text !== is.text) {
    const one = amountOf(was.raw) ?? amountOf(is.raw);
    aspects.push(one === undefined ? "words" : "number");
  }
  if (was.format !== is.format) aspects.push("format");
  if (was.unit !== is.unit) aspects.push("unit");
  if (was.precision !== is.precision && numbers === "compared") aspects.push("precision");
  if (was.source !== is.source) aspects.push("source");
  if (was.expression !== is.expression) aspects.push("expression");
  return aspects;
}

function oneSided(
  wasId: string | undefined,
  isId: string | undefined,
  places: SidesOfValues,
  context: KindContext,
): readonly ValueDraft[] {
  const was = wasId === undefined ? undefined : context.was.values[wasId];
  const is = isId === undefined ? undefined : context.is.values[isId];
  const side = isId === undefined ? "was" : "is";
  const id = isId ?? wasId ?? "";
  const isSame = places.sameText[side].has(id) || !places[side].isRead(id);
  return [
    {
      ...base(wasId, isId, places),
      ...(was && { was }),
      ...(is && { is }),
      ...(isSame && { sameText: true as const }),
      aspects: [],
    },
  ];
}

function base(wasId: string | undefined, isId: string | undefined, { was, is }: SidesOfValues) {
  const before: Location | undefined = wasId === undefined ? undefined : was.locate(wasId);
  const after: Location | undefined = isId === undefined ? undefined : is.locate(isId);
  const id = isId ?? wasId ?? "";
  return {
    kind: "value" as const,
    key: `value:${id}`,
    status: statusOf(wasId, isId),
    id,
    title: isId === undefined ? was.sentence(id) : is.sentence(id),
    ...(before && { before }),
    ...(after && { after }),
  };
}
