interface Cluster {
  readonly members: readonly number[];
  /** Mean of where the first member would stand for each member to be at its wanted place. */
  readonly anchor: number;
}

/**
 * Positions at least `gap` apart, in the order of the wanted ones and as near to them as that allows (least squares),
 * inside `[least, greatest]` where there is room.
 */
export function spread(
  wanted: readonly number[],
  gap: number,
  [least, greatest]: readonly [number, number],
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || a - b);
  const highest = greatest - (wanted.length - 1) * gap;
  const placed = new Array<number>(wanted.length).fill(0);
  let rank = 0;
  for (const { members, anchor } of clustersOf(order, wanted, gap))
    for (const index of members) {
      placed[index] = Math.max(least, Math.min(anchor, highest)) + rank * gap;
      rank += 1;
    }
  return placed;
}

/** With the gaps taken out, the nearest positions that never decrease: neighbours out of order share their mean. */
function clustersOf(order: readonly number[], wanted: readonly number[], gap: number): readonly Cluster[] {
  const clusters: Cluster[] = [];
  order.forEach((index, rank) => {
    let last: Cluster = { members: [index], anchor: (wanted[index] ?? 0) - rank * gap };
    for (
      let before = clusters.at(-1);
      before !== undefined && before.anchor > last.anchor;
      before = clusters.at(-1)
    ) {
      clusters.pop();
      const members = [...before.members, ...last.members];
      const anchor =
        (before.anchor * before.members.length + last.anchor * last.members.length) / members.length;
      last = { members, anchor };
    }
    clusters.push(last);
  });
  return clusters;
}
