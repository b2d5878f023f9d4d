import { expect, test, vi } from "vitest";
import type { Server } from "./server.js";
import { accessFrom } from "../../../src/papers/cli/openalex-access.js";
import { catchUpMs } from "../../../src/papers/openalex/pace.js";
import { parseQuery } from "../../../src/papers/openalex/works/fetch.js";
import { clientFor, key, serving } from "./harness.js";

const read = (body: unknown): unknown => body;

test("requests of all callers together keep to the allowed rate", async () => {
  const server = await serving();
  const client = clientFor(server, { requestsPerSecond: 100 });
  const began = performance.now();
  await Promise.all(Array.from({ length: 60 }, () => client.get("works", { "per-page": "1" }, read)));
  expect(server.asked).toHaveLength(60);
  // Never faster; how much slower depends on this machine (pace.test.ts has a clock of its own).
  expect(performance.now() - began).toBeGreaterThanOrEqual(59 * 10 - catchUpMs);
});

test("after Retry-After nothing is sent for so long, by a clock that nobody can set", async () => {
  const server = await serving({ fault: ({ index }) => (index === 0 ? "rate" : undefined), headers: {} });
  const clock = vi.spyOn(Date, "now").mockReturnValue(0);
  const began = performance.now();
  await clientFor(server).get("works", {}, read);
  clock.mockRestore();
  expect(performance.now() - began).toBeGreaterThanOrEqual(20);
  expect(server.asked).toHaveLength(2);
});

test("a spent budget of the day ends the work, or is waited for", async () => {
  const spent = { fault: ({ index }: { index: number }) => (index === 0 ? "budget" : undefined) } as const;
  await expect(clientFor(await serving(spent)).get("works", {}, read)).rejects.toMatchObject({
    message: "Today's OpenAlex credit is used up.",
    hint: expect.stringContaining("after midnight UTC") as string,
  });
  const waits: string[] = [];
  const server = await serving(spent);
  await clientFor(server, { whenSpent: "wait", onWait: (why) => waits.push(why) }).get("works", {}, read);
  expect(waits).toEqual(["today's OpenAlex credit is used up"]);
  expect(server.asked).toHaveLength(2);
});

test.each([
  ["html", "a web page instead of JSON"],
  ["cut", "the connection failed"],
  ["drop", "the connection failed"],
  ["server", "status 500"],
] as const)("%s is tried again, and then said", async (fault, words) => {
  const passing = await serving({ fault: ({ index }) => (index < 3 ? fault : undefined) });
  await clientFor(passing).get("works", {}, read);
  expect(passing.asked).toHaveLength(4);
  const lasting = await serving({ fault: () => fault });
  await expect(clientFor(lasting).get("works", {}, read)).rejects.toThrow(words);
  expect(lasting.asked).toHaveLength(7);
});

test("the key is sent, and stands in no message, even where the source repeats it", async () => {
  const server = await serving({ fault: () => "echo" });
  const error = await clientFor(server)
    .get("works", { filter: "x:y" }, read)
    .catch((caught: unknown) => caught as Error);
  expect(server.asked[0]?.query.get("api_key")).toBe(key);
  const text = `${(error as Error).message}${(error as Error).stack ?? ""}`;
  expect(text).toContain("OpenAlex rejected the query: Bad request");
  for (const form of [key, encodeURIComponent(key), new URLSearchParams({ key }).toString().slice(4)])
    expect(text).not.toContain(form);
});

test("the key travels encrypted, or to this machine", () => {
  const access = (url: string) => accessFrom({ OPENALEX_URL: url, OPENALEX_API_KEY: key });
  expect(access("http://127.0.0.1:8080").base.port).toBe("8080");
  expect(access("https://example.org").key).toBe(key);
  expect(() => access("http://example.org")).toThrow("not safe for sending a key");
});

test("a query is a filter or the address of a search, without a key", () => {
  const filter = "authorships.countries:US,publication_year:2020";
  expect(parseQuery(filter)).toEqual({ filter });
  expect(parseQuery(`https://openalex.org/works?page=1&filter=${filter}`)).toEqual({ filter });
  expect(() => parseQuery(`filter=${filter}&api_key=abc`)).toThrow("contains an API key");
  expect(() => parseQuery(`filter=${filter}&sample=10`)).toThrow('"sample"');
  expect(() => parseQuery("filter=")).toThrow("contains no filter");
});

test("a host that does not exist is not asked again", async () => {
  const client = clientFor({ url: "http://no-such-host.invalid/" } as Server);
  await expect(client.get("works", {}, read)).rejects.toThrow(
    "Cannot resolve the host no-such-host.invalid.",
  );
});
