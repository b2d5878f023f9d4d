import { readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { fetchWorks } from "../../../src/papers/openalex/works/fetch.js";
import { checkSnapshot } from "../../../src/papers/openalex/works/check-snapshot.js";
import { clientFor, filesWith, key, randomFaults, seed, serving, worksIn } from "./harness.js";
import { recordedWorks } from "./server.js";
import { temporaryFolder } from "../../support/temporary.js";
import { writeFiles } from "../../support/files.js";

const query = { filter: "authorships.countries:US" };
const once = recordedWorks.map(({ id }) => id);
const fetchedIds = (folder: string): readonly string[] => worksIn(folder).map(({ id }) => id);

test("fetches every work once, with all of its authors, and its folder passes the check", async () => {
  const folder = path.join(temporaryFolder(), "works");
  const result = await fetchWorks(clientFor(await serving()), query, folder);
  expect(result).toMatchObject({ pages: 4, records: once.length, total: once.length, truncated: [] });
  expect(worksIn(folder).map(({ id, authorships }) => [id, authorships?.length])).toEqual(
    recordedWorks.map(({ id, authorships }) => [id, authorships?.length]),
  );
  expect(await checkSnapshot(folder)).toEqual({ files: 4, records: once.length, problems: [] });
  expect(filesWith(folder, key, encodeURIComponent(key))).toEqual([]);
});

test("a complete folder is not asked for again, and another query is refused", async () => {
  const folder = temporaryFolder();
  const server = await serving();
  await fetchWorks(clientFor(server), query, folder);
  const calls = server.asked.length;
  await fetchWorks(clientFor(server), query, folder);
  expect(server.asked.length).toBe(calls);
  await expect(fetchWorks(clientFor(server), { filter: "x" }, folder)).rejects.toThrow(
    "works of another query",
  );
});

test("a stop between the page and its line in the chain, or within that line, loses and doubles nothing", async () => {
  for (const cut of [0, 7]) {
    const folder = temporaryFolder();
    let pages = 0;
    const stopping = clientFor(await serving());
    await expect(
      fetchWorks(stopping, query, folder, () => {
        if (++pages === 3) throw new Error("stopped");
      }),
    ).rejects.toThrow("stopped");
    const chain = path.join(folder, "chain.jsonl");
    const lines = readFileSync(chain, "utf8").split("\n");
    truncateSync(chain, Buffer.byteLength(`${lines.slice(0, 2).join("\n")}\n`) + cut);
    await fetchWorks(clientFor(await serving()), query, folder);
    expect(fetchedIds(folder)).toEqual(once);
    expect(await checkSnapshot(folder)).toMatchObject({ problems: [] });
  }
});

test("pages that repeat works under new cursors are rejected, and nothing is missing afterwards", async () => {
  const folder = temporaryFolder();
  const repeating = await serving({
    fault: ({ query: asked }) => (asked.get("cursor") === "*" ? undefined : "repeated-page"),
  });
  await expect(fetchWorks(clientFor(repeating), query, folder)).rejects.toThrow(
    "it returned works of earlier pages again, under a new cursor",
  );
  await fetchWorks(clientFor(await serving()), query, folder);
  expect(fetchedIds(folder)).toEqual(once);
});

test("works that half of a page repeats are not counted as others, also after an interruption", async () => {
  const folder = temporaryFolder();
  const doubled = recordedWorks.slice(0, 60).flatMap((work) => [work, work]);
  const works = [...doubled, ...recordedWorks.slice(60, 70)];
  let pages = 0;
  await expect(
    fetchWorks(clientFor(await serving({ works })), query, folder, () => {
      if (++pages === 2) throw new Error("stopped");
    }),
  ).rejects.toThrow("stopped");
  await expect(fetchWorks(clientFor(await serving({ works })), query, folder)).rejects.toThrow(
    "it stopped after 70 different works of 130",
  );
});

test("a page that the source cannot give is asked for in smaller ones", async () => {
  const folder = temporaryFolder();
  const server = await serving({
    fault: ({ query: asked }) => (Number(asked.get("per-page")) > 13 ? "too-large" : undefined),
  });
  await fetchWorks(clientFor(server), query, folder);
  expect(fetchedIds(folder)).toEqual(once);
  expect(server.asked.filter(({ query: asked }) => asked.get("per-page") === "100")).toHaveLength(1);
});

test("a budget that is spent ends with what to do, and the next run continues", async () => {
  const folder = temporaryFolder();
  const server = await serving();
  await expect(fetchWorks(clientFor(server, { budget: 0.0002 }), query, folder)).rejects.toThrow(
    "The budget of $0.0002 is spent.",
  );
  await fetchWorks(clientFor(server), query, folder);
  expect(fetchedIds(folder)).toEqual(once);
});

test(`random faults and stops lose nothing and double nothing (TEST_SEED=${seed})`, async () => {
  const { draw, fault } = randomFaults();
  for (let run = 0; run < 5; run++) {
    const folder = temporaryFolder();
    const server = await serving({ fault });
    let isDone = false;
    for (let starts = 0; !isDone && starts < 60; starts++)
      try {
        await fetchWorks(clientFor(server), query, folder, () => {
          if (draw() < 0.2) throw new Error("stopped");
        });
        isDone = true;
      } catch {
        // Stopped, spent, or more faults in a row than are borne: somebody runs it again.
      }
    expect(isDone, `seed ${seed}, run ${run}`).toBe(true);
    expect(fetchedIds(folder), `seed ${seed}, run ${run}`).toEqual(once);
    expect((await checkSnapshot(folder)).problems).toEqual([]);
    expect(filesWith(folder, key, encodeURIComponent(key))).toEqual([]);
  }
});

test("the check finds a file that ends at the end of a line, one that is cut, missing, foreign or changed", async () => {
  const folder = temporaryFolder();
  await fetchWorks(clientFor(await serving()), query, folder);
  const [a = "", b = "", c = ""] = readdirSync(folder)
    .filter((name) => name.endsWith(".gz"))
    .map((name) => path.join(folder, name));
  const lines = gunzipSync(readFileSync(a)).toString().split("\n");
  writeFileSync(a, gzipSync(`${lines.slice(0, 20).join("\n")}\n`));
  truncateSync(b, 500);
  rmSync(c);
  writeFileSync(path.join(folder, "other.gz"), gzipSync("{}\n"));
  const { problems } = await checkSnapshot(folder);
  const messages = problems.map(({ file, message }) => `${file}: ${message}`).join("\n");
  expect(messages).toContain("works-000001.jsonl.gz: it has 20 records instead of the manifest's 30");
  expect(messages).toContain("works-000002.jsonl.gz: it is truncated");
  expect(messages).toContain("works-000003.jsonl.gz: it is missing");
  expect(messages).toContain("other.gz: it is not in the manifest");
});

test("the check reads the manifest of OpenAlex's own snapshot", async () => {
  const folder = temporaryFolder();
  const place = "updated_date=2026-05-01/part_000.gz";
  const url = `s3://openalex/data/works/${place}`;
  const manifest = JSON.stringify({ entries: [{ url, meta: { record_count: 3 } }] });
  writeFiles(folder, { [place]: gzipSync("{}\n{}"), manifest });
  expect(await checkSnapshot(folder)).toEqual({
    files: 1,
    records: 2,
    problems: [{ file: place, message: "it has 2 records instead of the manifest's 3" }],
  });
});
