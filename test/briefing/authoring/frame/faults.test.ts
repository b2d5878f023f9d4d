/**
 * The known faults of danfojs-node, each in danfojs itself and as `frame` treats it. If a release corrects one, its test
 * fails: then remove what frames do about it.
 */
import { concat as plainConcat, DataFrame as PlainFrame, merge as plainMerge, Series } from "danfojs-node";
import { describe, expect, test } from "vitest";
import { concat, frame, merge } from "../../../../src/briefing/frame.js";
import { AuthoringError } from "../../../../src/briefing/authoring/errors.js";
import { thrown } from "../../../support/thrown.js";
import { processorMs } from "../../../support/processor-time.js";

const withMissing = [
  { branch: "North", visits: 10 },
  { branch: "North", visits: null },
  { branch: "North", visits: 30 },
  { branch: "South", visits: 5 },
];

const explained = (work: () => unknown): string => {
  const { message, hint } = thrown(AuthoringError, work);
  return `${message} ${hint ?? ""}`;
};

describe("rows", () => {
  test("whose keys come in another order are in the wrong columns", () => {
    const rows = [
      { a: 1, b: 2 },
      { b: 3, a: 4 },
    ];
    expect(new PlainFrame(rows).values[1]).toEqual([3, 4]);
    expect(frame(rows).values[1]).toEqual([4, 3]);
  });

  test("with columns that the first one lacks lose them", () => {
    const rows: { readonly a: number; readonly b?: number }[] = [{ a: 1 }, { a: 4, b: 2 }];
    expect(new PlainFrame(rows).columns).toEqual(["a"]);
    expect(frame(rows).columns).toEqual(["a", "b"]);
    expect(frame(rows).rows).toEqual([
      { a: 1, b: null },
      { a: 4, b: 2 },
    ]);
  });

  test("with words after the tenth row are added as words", () => {
    const rows = Array.from({ length: 30 }, (_, at) => ({ a: at < 20 ? at : `x${at}` }));
    expect(new PlainFrame(rows).column("a").sum()).toMatch(/^190x20x21/);
    expect(explained(() => frame(rows).column("a").sum())).toContain('row 21 has "x20"');
  });
});

describe("missing values", () => {
  const plain = () => new PlainFrame(withMissing).groupby(["branch"]).col(["visits"]);
  const ours = () => frame(withMissing).groupby(["branch"]).col(["visits"]);

  test("count as zero in the mean of a group", () => {
    expect(plain().mean().values[0]).toEqual(["North", 40 / 3]);
    expect(explained(() => ours().mean())).toBe(
      'groupby(["branch"]), mean: the column "visits" has 1 missing value in 4 rows, and danfojs-node would count ' +
        'a missing value as zero. Leave out those rows with .dropNa({ columns: ["visits"] }), or write what a missing ' +
        'value means with .fillNa(0, { columns: ["visits"] }).',
    );
    const complete = frame(withMissing).dropNa({ columns: ["visits"] });
    expect(complete.groupby(["branch"]).col(["visits"]).mean().rows).toEqual([
      { branch: "North", visits_mean: 20 },
      { branch: "South", visits_mean: 5 },
    ]);
  });

  test("are counted in a group", () => {
    expect(plain().count().values[0]).toEqual(["North", 3]);
    expect(explained(() => ours().count())).toContain("would count it as a value");
    expect(frame(withMissing).groupby(["branch"]).size().values).toEqual([
      ["North", 3],
      ["South", 1],
    ]);
  });

  test("are the least value of a group, and its sum is silent about them", () => {
    expect(JSON.parse(JSON.stringify(plain().min().values[0]))).toEqual(["North", null]);
    expect(plain().sum().values[0]).toEqual(["North", 40]);
    expect(explained(() => ours().min())).toContain('"visits" has 1 missing value');
    expect(explained(() => ours().sum())).toContain('"visits" has 1 missing value');
    expect(explained(() => frame(withMissing).groupby(["branch"]).agg({ visits: "max" }))).toContain(
      '"visits" has 1 missing value',
    );
  });

  test("end describe, and are left out of a column, although they count in its groups", () => {
    expect(() => new PlainFrame(withMissing).describe()).toThrow("unexpected type of argument");
    const column = new PlainFrame(withMissing).column("visits");
    expect([column.mean(), column.count()]).toEqual([15, 3]);
    expect(explained(() => frame(withMissing).describe())).toContain('"visits" has 1 missing value');
    for (const operation of ["mean", "std", "sum", "count", "median", "min", "max", "var"] as const)
      expect(
        explained(() => frame(withMissing).column("visits")[operation]()),
        operation,
      ).toContain('"visits" has 1 missing value');
  });

  test("are greater than a negative number, and divide as zero", () => {
    const rows = [{ a: 1, b: null }];
    expect(new PlainFrame(rows).column("b").gt(-5).values).toEqual([true]);
    expect(
      new PlainFrame([...rows, { a: 1, b: 2 }]).column("a").div(new Series([null, 2] as never)).values,
    ).toEqual([Infinity, 0.5]);
    expect(explained(() => frame(withMissing).column("visits").gt(-5))).toContain("would compare it as zero");
    expect(
      explained(() =>
        frame(rows)
          .column("a")
          .div([null as never]),
      ),
    ).toContain("1 missing value");
  });

  test("are the smallest numbers of a sort", () => {
    const rows = [{ a: 3 }, { a: null }, { a: -1 }];
    expect(new PlainFrame(rows).sortValues("a").column("a").values).toEqual([-1, null, 3]);
    expect(frame(rows).sortValues("a").column("a").values).toEqual([-1, 3, null]);
    expect(frame(rows).sortValues("a", { ascending: false }).column("a").values).toEqual([3, -1, null]);
  });

  test("are filled in the frame itself, whose columns keep the old value", () => {
    const plain = new PlainFrame(withMissing);
    plain.fillNa(0, { columns: ["visits"] });
    expect(plain.values[1]).toEqual(["North", 0]);
    expect(plain.column("visits").values[1]).toBeNull();
    const ours = frame(withMissing);
    const filled = ours.fillNa(0, { columns: ["visits"] });
    expect([ours.values[1], ours.column("visits").values[1]]).toEqual([["North", null], null]);
    expect([filled.values[1], filled.column("visits").sum()]).toEqual([["North", 0], 45]);
  });
});

describe("keys", () => {
  test("of groups are one if their parts are joined alike", () => {
    const rows = [
      { a: "x-y", b: "z", n: 1 },
      { a: "x", b: "y-z", n: 2 },
    ];
    expect(new PlainFrame(rows).groupby(["a", "b"]).col(["n"]).sum().values).toEqual([["x-y", "z", 3]]);
    expect(frame(rows).groupby(["a", "b"]).col(["n"]).sum().values).toEqual([
      ["x-y", "z", 1],
      ["x", "y-z", 2],
    ]);
  });

  test("of groups that no row has are one group", () => {
    const plain = new PlainFrame(withMissing).groupby(["place"]).col(["visits"]).sum();
    expect(plain.values).toEqual([[undefined, 45]]);
    const misspelt = "brunch" as never;
    expect(explained(() => frame(withMissing).groupby([misspelt]))).toContain('Did you mean "branch"?');
  });

  test("of a merge are equal if joined alike, as numbers and text, and where both are missing", () => {
    const left = [
      { a: "x", b: "y_z", n: 1 },
      { a: "x_y", b: "z", n: 2 },
    ];
    const right = [{ a: "x", b: "y_z", m: 3 }];
    const plain = plainMerge({
      left: new PlainFrame(left),
      right: new PlainFrame(right),
      on: ["a", "b"],
      how: "inner",
    });
    expect(plain.values).toHaveLength(2);
    const ours = merge({ left: frame(left), right: frame(right), on: ["a", "b"], how: "inner" });
    expect(ours.rows).toEqual([{ a: "x", b: "y_z", n: 1, m: 3 }]);

    const numbers = [{ k: 1, n: 1 }];
    const texts = [{ k: "1", m: 1 }];
    const alike = plainMerge({
      left: new PlainFrame(numbers),
      right: new PlainFrame(texts),
      on: ["k"],
      how: "inner",
    });
    expect(alike.values).toHaveLength(1);
    expect(
      explained(() => merge({ left: frame(numbers), right: frame(texts), on: ["k"], how: "inner" })),
    ).toContain('"k" is number on the left and string on the right');

    const missing = [
      { k: null, n: 1 },
      { k: "a", n: 2 },
    ];
    const others = [
      { k: null, m: 1 },
      { k: "b", m: 2 },
    ];
    const joined = plainMerge({
      left: new PlainFrame(missing),
      right: new PlainFrame(others),
      on: ["k"],
      how: "inner",
    });
    expect(joined.values).toEqual([[null, 1, 1]]);
    expect(
      explained(() => merge({ left: frame(missing), right: frame(others), on: ["k"], how: "inner" })),
    ).toContain("would join missing values with each other");
  });
});

test("concat breaks its first frame", () => {
  const plain = new PlainFrame([{ a: 1 }, { a: 2 }]);
  plainConcat({ dfList: [plain, new PlainFrame([{ a: 3 }])], axis: 0 });
  expect(() => plain.column("a")).toThrow("IndexError");
  const first = frame([{ a: 1 }, { a: 2 }]);
  const both = concat({ dfList: [first, frame([{ a: 3 }])] });
  expect(first.column("a").values).toEqual([1, 2]);
  expect([both.values, both.index]).toEqual([
    [[1], [2], [3]],
    [0, 1, 2],
  ]);
});

test("the deviation of one value is 0", () => {
  const rows = [{ branch: "North", visits: 1 }];
  expect(new PlainFrame(rows).groupby(["branch"]).col(["visits"]).std().values).toEqual([["North", 0]]);
  expect(explained(() => frame(rows).groupby(["branch"]).col(["visits"]).std())).toContain(
    "the group branch North has 1 value, and a deviation needs at least two",
  );
});

test("there is no sort by two columns, and a condition with words does not compile", () => {
  const rows = [
    { year: 2020, branch: "South" },
    { year: 2019, branch: "North" },
    { year: 2020, branch: "North" },
  ];
  expect(() => new PlainFrame(rows).sortValues(["year", "branch"] as never)).toThrow("not found");
  const sorted = frame(rows).sortValues(["year", "branch"], { ascending: [false, true] });
  expect(sorted.values).toEqual([
    [2020, "North"],
    [2020, "South"],
    [2019, "North"],
  ]);
  // @ts-expect-error: danfojs declares numbers and Series only.
  expect(new PlainFrame(rows).column("branch").eq("North").values).toEqual([false, true, true]);
  expect(frame(rows).loc({ rows: frame(rows).column("branch").eq("North") }).shape).toEqual([2, 2]);
});

test("ties of a sort take time that grows with their square", () => {
  const timed = (work: () => unknown): number => {
    const began = processorMs();
    work();
    return processorMs() - began;
  };
  const rowsOf = (length: number) => Array.from({ length }, (_, at) => ({ key: at % 2, at }));
  const plain = new PlainFrame(rowsOf(20_000));
  const ours = frame(rowsOf(20_000));
  const sorted = ours.sortValues("key");
  expect(sorted.column("at").values.slice(0, 3)).toEqual([0, 2, 4]);
  expect(sorted.index.slice(9_999, 10_002)).toEqual([19_998, 1, 3]);
  expect(timed(() => plain.sortValues("key"))).toBeGreaterThan(4 * timed(() => ours.sortValues("key")));
});
