/** Visits to three branches of a library in four years. */
export const visits = [2019, 2020, 2021, 2022].flatMap((year, index) =>
  ["North", "South", "East"].map((branch, at) => ({
    year,
    branch,
    visits: 1000 + 400 * index * (at + 1) - 150 * at,
    low: 900 + 400 * index * (at + 1) - 150 * at,
    high: 1150 + 400 * index * (at + 1) - 150 * at,
    half: index % 2 === 0 ? "first" : "second",
  })),
);
