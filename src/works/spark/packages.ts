/** The packages that speak to Spark: loaded when Spark is asked for, since they are optional. */
import type { Client, credentials, Metadata } from "@grpc/grpc-js";
import type { tableFromIPC } from "apache-arrow";
import type { Root } from "protobufjs";
import { WorksError } from "../errors.js";

interface Packages {
  readonly Client: typeof Client;
  readonly credentials: typeof credentials;
  readonly Metadata: typeof Metadata;
  readonly readMessages: typeof Root.fromJSON;
  readonly tableFromIPC: typeof tableFromIPC;
}

export async function loadPackages(): Promise<Packages> {
  try {
    const [{ Client, credentials, Metadata }, protobuf, { tableFromIPC }] = await Promise.all([
      import("@grpc/grpc-js"),
      import("protobufjs/light.js"),
      import("apache-arrow"),
    ]);
    return {
      Client,
      credentials,
      Metadata,
      readMessages: (json) => protobuf.default.Root.fromJSON(json),
      tableFromIPC,
    };
  } catch (error) {
    throw new WorksError("The packages that speak to Apache Spark are not installed.", {
      cause: error,
      hint: "Install them in the project: npm install @grpc/grpc-js protobufjs apache-arrow",
    });
  }
}
