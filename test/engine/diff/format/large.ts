import type { Change } from "../../../../src/engine/diff/comparison.js";
import { ranked } from "../../../../src/engine/diff/rank.js";
import { changes, withFingerprint } from "./sample.js";

/** Many changes, each smaller than the one before. */
export function largeChanges(counts: {
  readonly figures: number;
  readonly values: number;
}): readonly Change[] {
  const [value, figure] = ["value:peak", "figure:cups"].map((key) =>
    changes.find((each) => each.key === key),
  );
  if (value?.kind !== "value" || figure?.kind !== "figure") throw new Error("sample");
  const { pointsMoved = [], ...data } = figure.data ?? {};
  const [point] = pointsMoved;
  if (point === undefined) throw new Error("sample");
  const delta = (relative: number) => ({
    absolute: relative,
    relative,
    text: "+1",
  });
  return ranked([
    ...Array.from({ length: counts.values }, (_, index) => {
      const id = `value-${index}`;
      return withFingerprint({
        ...value,
        key: `value:${id}`,
        id,
        is: { ...value.is, text: `${index}` },
        delta: delta(1 / (index + 1)),
      } as typeof value);
    }),
    ...Array.from({ length: counts.figures }, (_, index) => {
      const id = `figure-${index}`;
      const moved = Array.from({ length: 50 }, () => ({ ...point, delta: delta(1 / (index + 1)) }));
      return withFingerprint({
        ...figure,
        key: `figure:${id}`,
        id,
        data: { ...data, pointsMoved: moved } as NonNullable<typeof figure.data>,
      });
    }),
  ]);
}
