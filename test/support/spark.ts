import { groupsWith } from "./installed.js";

export const describeWithSparkPackages = await groupsWith("a package that speaks to Apache Spark", () =>
  Promise.all([import("@grpc/grpc-js"), import("apache-arrow"), import("protobufjs/light.js")]),
);
