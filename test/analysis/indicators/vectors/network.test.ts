import { describe, test } from "vitest";
import * as network from "../../../../src/analysis/indicators/network.js";
import { expectClose, vector } from "../vector.js";

type Numbers = Readonly<Record<string, number>>;
interface World {
  readonly countries: readonly string[];
  readonly copub: readonly (readonly number[])[];
  readonly partition: readonly (readonly string[])[] | Readonly<Record<string, number>>;
}

const world = vector<World, Readonly<Record<string, unknown>>>("36_network_ai_60_countries");
const table = network.links(
  world.input.countries.flatMap((x, i) =>
    world.input.countries.slice(0, i).map((y, j) => ({ x, y, papers: world.input.copub[i]?.[j] ?? NaN })),
  ),
);
const values = (centralities: readonly network.Centrality[]): Readonly<Record<string, number | null>> =>
  Object.fromEntries(centralities.map(({ economy, value }) => [economy, value]));
const best = network.louvain(table, { seed: 1 });

test("36 the AI network of 60 economies", () => {
  const partition = world.input.partition;
  const membership = Array.isArray(partition)
    ? Object.fromEntries(
        (partition as readonly (readonly string[])[]).flatMap((group, index) =>
          group.map((name) => [name, index]),
        ),
      )
    : (partition as Numbers);
  expectClose(
    {
      nodes: table.economies.length,
      edges: table.links.flat().filter((count) => count > 0).length / 2,
      total_weight: table.total,
      modularity_of_given_partition: network.modularity(table, membership).value,
      best_louvain_modularity_60_seeds: best.modularity.value,
      best_louvain_n: best.communities.length,
      us_cn_same_community_in_best: best.membership["United States"] === best.membership["China"],
      strength: values(network.strength(table)),
      degree: values(network.degree(table)),
      eigenvector: values(network.eigenvector(table)),
      pagerank_085: values(network.pageRank(table)),
      betweenness_inverse_weight_normalised: values(network.betweenness(table)),
      closeness_inverse_weight: values(network.closeness(table)),
      betweenness_unweighted: values(network.betweenness(table, { distance: "steps" })),
    },
    world.expected,
    world.tolerance,
  );
});

test("52 the same network by igraph", () => {
  const { input, expected, tolerance } = vector<
    { readonly membership: readonly number[] },
    Readonly<Record<string, unknown>>
  >("52_igraph_ai_60");
  const membership = Object.fromEntries(
    world.input.countries.map((economy, index) => [economy, input.membership[index] ?? NaN]),
  );
  const eigenvector = values(network.eigenvector(table));
  const greatest = Math.max(...Object.values(eigenvector).map((value) => value ?? 0));
  expectClose(
    {
      modularity_of_given_partition: network.modularity(table, membership).value,
      best_louvain_60_seeds: best.modularity.value,
      best_leiden_60_seeds: best.modularity.value,
      pagerank_us: values(network.pageRank(table))["United States"],
      eigen_us_cn_scaled_max1: ["United States", "China"].map(
        (name) => (eigenvector[name] ?? NaN) / greatest,
      ),
      betweenness_us_inverse_weight: values(network.betweenness(table))["United States"],
    },
    expected,
    tolerance,
  );
});

test("69 degree and strength of links of 400 papers and more, as published", () => {
  const { input, expected, tolerance } = vector<
    { readonly min_weight: number },
    Readonly<Record<"degree" | "strength", Numbers>>
  >("69_network_threshold400_published");
  const strong = network.atLeast(table, input.min_weight);
  expectClose(
    { degree: values(network.degree(strong)), strength: values(network.strength(strong)) },
    expected,
    tolerance,
  );
});

describe("37 Zachary's karate club", () => {
  const { input, expected, tolerance } = vector<
    {
      readonly edges: readonly (readonly [number, number, number])[];
      readonly partition: readonly (readonly number[])[];
    },
    Readonly<Record<string, number>>
  >("37_modularity_karate");
  const club = (weight: (papers: number) => number) =>
    network.links(
      input.edges.map(([x, y, papers]) => ({ x: String(x), y: String(y), papers: weight(papers) })),
      { absent: "zero" },
    );
  const [plain, weighted] = [club(() => 1), club((papers) => papers)];
  const factions = Object.fromEntries(
    input.partition.flatMap((group, index) => group.map((member) => [String(member), index])),
  );

  test("modularity of its two factions", () => {
    const one = Object.fromEntries(plain.economies.map((member) => [member, "all"]));
    const found = network.louvain(plain, { seed: 7 });
    expectClose(
      {
        modularity_unweighted: network.modularity(plain, factions).value,
        modularity_weighted: network.modularity(weighted, factions).value,
        modularity_resolution_0_5_unweighted: network.modularity(plain, factions, { resolution: 0.5 }).value,
        best_louvain_unweighted: found.modularity.value,
        known_optimum: found.modularity.value,
        all_in_one: network.modularity(plain, one).value,
      },
      expected,
      tolerance,
    );
  });
});

test("38 likeness of partitions", () => {
  const { input, expected, tolerance } = vector<
    Readonly<Record<"a" | "b", readonly number[]>>,
    Readonly<Record<string, number>>
  >("38_partition_similarity");
  expectClose(
    {
      ari: network.adjustedRand(input.a, input.b).value,
      nmi_arithmetic: network.normalisedMutualInformation(input.a, input.b).value,
      ami: network.adjustedMutualInformation(input.a, input.b).value,
    },
    expected,
    tolerance,
  );
});
