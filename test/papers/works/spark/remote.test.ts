import { expect, test } from "vitest";
import { parseRemote } from "../../../../src/papers/works/spark/remote.js";

const secret = "s3cret";

test.each([
  ["sc://127.0.0.1", { host: "127.0.0.1", port: 15_002, isEncrypted: false, userId: "briefing" }],
  ["sc://spark.example:443/", { host: "spark.example", port: 443, isEncrypted: false }],
  ["sc://[::1]:15555/;user_id=a%40b", { host: "[::1]", port: 15_555, userId: "a@b", isEncrypted: false }],
  ["sc://spark.example/;use_ssl=true;user_id=me", { isEncrypted: true, userId: "me", token: undefined }],
  [`sc://spark.example/;token=${secret}`, { isEncrypted: true, token: secret }],
  [`sc://localhost:15002/;token=${secret}`, { isEncrypted: false, token: secret }],
])("%s", (text, expected) => {
  expect(parseRemote(text, {})).toMatchObject(expected);
});

test("the token may be in the environment, where that of the address goes first", () => {
  const env = { SPARK_CONNECT_AUTHENTICATE_TOKEN: secret };
  expect(parseRemote("sc://spark.example", env)).toMatchObject({ token: secret, isEncrypted: true });
  expect(parseRemote("sc://spark.example/;token=other", env).token).toBe("other");
});

test.each([
  [`spark://spark.example:7077/;token=${secret}`, /not a Spark Connect address/],
  [`sc://me:${secret}@spark.example`, /not a Spark Connect address/],
  ["sc://spark.example:0", /not a Spark Connect address/],
  ["sc://spark.example:99999", /not a Spark Connect address/],
  [`sc://spark.example/works;token=${secret}`, /not a Spark Connect address/],
  [`sc://spark.example/;session_id=1;token=${secret}`, /parameter session_id, which is not supported/],
  [`sc://spark.example/;${secret}`, /not of the form name=value/],
  [`sc://spark.example/;token=${secret};user_id=`, /user_id without a usable value/],
  [`sc://spark.example/;token=${secret}%0A`, /token without a usable value/],
  [`sc://spark.example/;token=${secret}%`, /token without a usable value/],
  [`sc://spark.example/;use_ssl=${secret}`, /neither true nor false/],
  [`sc://spark.example/;use_ssl=false;token=${secret}`, /not sent to other machines without encryption/],
])("%s is refused, and no message repeats the token", (text, message) => {
  const parse = () => parseRemote(text, {});
  expect(parse).toThrow(message);
  expect(parse).not.toThrow(secret);
});
