import { groupsWith } from "./installed.js";

export const describeWithDuckDb = await groupsWith("@duckdb/node-api", () => import("@duckdb/node-api"));
