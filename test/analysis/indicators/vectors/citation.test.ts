import { describe, expect, test } from "vitest";
import * as citation from "../../../../src/analysis/indicators/citation.js";
import * as homophily from "../../../../src/analysis/indicators/homophily.js";
import { expectClose, vector } from "../vector.js";

type Matrix = readonly (readonly number[])[];
type Numbers = readonly number[];

/** Groups in the order of the vector, which is not that of the table. */
const tableOf = (groups: readonly string[], matrix: Matrix) =>
  citation.flows(
    groups.flatMap((from, i) => groups.map((to, j) => ({ from, to, count: matrix[i]?.[j] ?? NaN }))),
  );
const named = (groups: readonly string[], values: Numbers) =>
  Object.fromEntries(groups.map((group, index) => [group, values[index] ?? NaN]));

test("14 homophily", () => {
  const { input, expected, tolerance } = vector<
    {
      readonly groups: readonly string[];
      readonly mixing_rows_citing_cols_cited: Matrix;
      readonly group_share_pubs: Numbers;
    },
    Record<string, unknown>
  >("14_ei_coleman_assortativity");
  const { groups } = input;
  const table = tableOf(groups, input.mixing_rows_citing_cols_cited);
  const share = named(groups, input.group_share_pubs);
  expectClose(
    {
      newman_assortativity: homophily.assortativity(table).value,
      ei_index_by_group: Object.fromEntries(
        groups.map((group) => [group, homophily.eiIndex(table, group).value]),
      ),
      ei_index_overall: homophily.eiIndex(table).value,
      coleman_homophily: Object.fromEntries(
        groups.flatMap((group) => [
          [`${group}_pubs`, homophily.coleman(table, group, share[group] ?? NaN).value],
          [`${group}_cited_marginal`, homophily.coleman(table, group, "cited margin").value],
        ]),
      ),
      ei_two_group_US_CN_only: homophily.eiIndex(homophily.among(table, ["US", "CN"])).value,
    },
    expected,
    tolerance,
  );
});

test("15 relative citation index, with and without self-citations, among foreigners", () => {
  const { input, expected, tolerance } = vector<
    {
      readonly groups: readonly string[];
      readonly citations: Matrix;
      readonly author_self_citations_diagonal: Numbers;
      readonly publications_cited_window: Numbers;
    },
    Record<string, unknown>
  >("15_citation_rci_home_bias");
  const { groups } = input;
  const table = tableOf(groups, input.citations);
  const papers = named(groups, input.publications_cited_window);
  const without = citation.withoutSelfCitations(table, named(groups, input.author_self_citations_diagonal));
  const all = (of: citation.FlowTable) =>
    groups.map((citing) => groups.map((cited) => citation.rci(of, papers, citing, cited).value));
  expectClose(
    {
      rci_with_self: all(table),
      rci_without_self: all(without),
      home_bias_without_self: groups.map((group) => citation.rci(without, papers, group, group).value),
      foreign_only_rci_US_to_CN: citation.foreignRci(table, papers, "US", "CN").value,
      foreign_only_rci_CN_to_US: citation.foreignRci(table, papers, "CN", "US").value,
    },
    expected,
    tolerance,
  );
});

describe("17 decoupling and dependence in the manner of Han, Jiang and Mei", () => {
  const { input, expected, tolerance } = vector<
    Readonly<Record<"citable_stock_US_CN" | "citing_papers_US_CN", Numbers>> & {
      readonly citations_rows_citing_US_CN: Matrix;
    },
    Record<string, number>
  >("17_hjm_style_decoupling_dependence");
  const groups = ["US", "CN"];
  const citable = named(groups, input.citable_stock_US_CN);
  const citing = named(groups, input.citing_papers_US_CN);
  const given = (matrix: Matrix) => ({ table: tableOf(groups, matrix), x: "US", y: "CN", citable, citing });

  test("values", () => {
    const us = given(input.citations_rows_citing_US_CN);
    const cn = { ...us, x: "CN", y: "US" };
    expectClose(
      {
        decoupling_mean_of_ratios: citation.decoupling(us).value,
        decoupling_ratio_of_sums: citation.decoupling(us, { as: "ratio of sums" }).value,
        dependence_CN_on_US: citation.dependence(cn).value,
        propensity_CN_to_US: citation.propensity(cn).value,
        propensity_US_to_CN: citation.propensity(us).value,
        anchor_no_cross: citation.decoupling(
          given([
            [400, 0],
            [0, 320],
          ]),
        ).value,
        // Foreign papers as likely as one's own.
        anchor_equal: citation.decoupling(
          given([
            [400, 600],
            [400, 600],
          ]),
        ).value,
      },
      expected,
      tolerance,
    );
    expect(citation.dependence(us).value).toBeCloseTo(-(expected["dependence_CN_on_US"] ?? NaN), 12);
  });

  test("cross-citation beyond that at home is below zero, and every result says whose manner it is", () => {
    const result = citation.decoupling(
      given([
        [10, 600],
        [400, 10],
      ]),
    );
    expect(result.value).toBeLessThan(0);
    expect(result.label).toContain("in the manner of Han, Jiang and Mei");
  });
});
