import { expect, test } from "vitest";
import { publicNames } from "../docs/api.js";

/** Whatever is added here is completed in every notebook of every project. */
test("the public API is this list", async () => {
  await expect(`${publicNames().join("\n")}\n`).toMatchFileSnapshot("public-api.txt");
});

test("the public API names no country, paper or verdict: they belong to other packages", () => {
  const foreign =
    /China|Chinese|america|unitedStates|countr|econom|pair|partner|paper|work|citation|author|verdict|decoupl/i;
  expect(publicNames().filter((name) => foreign.test(name))).toEqual([]);
});
