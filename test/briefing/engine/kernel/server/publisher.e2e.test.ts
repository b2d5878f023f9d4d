/** What publishes iopub, before zeromq's own subscribers: what they get, and what one that does not read costs the others. */
import { connect, type Socket } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Subscriber, XSubscriber } from "zeromq";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reservePorts } from "../../../../../src/briefing/engine/client/ports.js";
import { Publisher } from "../../../../../src/briefing/engine/kernel/server/publisher.js";

let publisher: Publisher;
let port = 0;
let subscriptions: string[] = [];
const open: { close(): void }[] = [];
beforeEach(async () => {
  publisher = new Publisher();
  subscriptions = [];
  publisher.onSubscription((topic) => subscriptions.push(topic));
  const reserved = await reservePorts(1);
  [port = 0] = reserved.ports;
  reserved.release();
  await publisher.listen({ port, host: "127.0.0.1" });
});
afterEach(async () => {
  for (const each of open.splice(0)) each.close();
  await publisher.close(0);
});

/** Resolves when the publisher knows it. */
async function subscriber(topic = "", options: ConstructorParameters<typeof Subscriber>[0] = {}) {
  const socket = new Subscriber({ linger: 0, receiveTimeout: 10_000, ...options });
  open.push(socket);
  const before = subscriptions.length;
  socket.connect(`tcp://127.0.0.1:${port}`);
  socket.subscribe(topic);
  await expect.poll(() => subscriptions.length, { timeout: 10_000 }).toBeGreaterThan(before);
  return socket;
}

const publish = (...frames: readonly (string | Buffer)[]) =>
  publisher.publish(frames.map((frame) => Buffer.from(frame)));
const text = (frames: readonly Buffer[]) => frames.map(String);
/** Receives all of the first `count` messages, in order. */
async function receiveMegabytes(socket: Subscriber, count: number) {
  for (let index = 0; index < count; index += 1)
    expect((await socket.receive())[1]?.equals(megabyte(index))).toBe(true);
}
const megabyte = (index: number) => Buffer.alloc(1_000_000, `${index} `);

describe("a subscriber", () => {
  test("gets whole messages of its topics, however long their frames are", async () => {
    const all = await subscriber();
    const some = await subscriber("str");
    const frames = ["stream", "", "x".repeat(255), "y".repeat(256), "z".repeat(70_000)];
    await publish("status", "busy");
    await publish(...frames);
    expect(text(await all.receive())).toEqual(["status", "busy"]);
    expect(text(await all.receive())).toEqual(frames);
    expect(text(await some.receive())).toEqual(frames);
  });

  test("gets no more of a topic that it no longer wants", async () => {
    const some = await subscriber("a");
    await subscriber("other");
    some.subscribe("b");
    await expect.poll(() => subscriptions).toContain("b");
    some.unsubscribe("a");
    await delay(200);
    await publish("a", "1");
    await publish("b", "2");
    expect(text(await some.receive())).toEqual(["b", "2"]);
  });

  test("that asks whether the publisher lives is answered", async () => {
    const asking = await subscriber("", { heartbeatInterval: 50, heartbeatTimeout: 200 });
    let lost = 0;
    asking.events.on("disconnect", () => (lost += 1));
    await delay(1000);
    await publish("a", "1");
    expect(text(await asking.receive())).toEqual(["a", "1"]);
    expect(lost).toBe(0);
  });

  test("gets what was published before the end", async () => {
    const all = await subscriber();
    for (let index = 0; index < 20; index += 1) await publish("a", megabyte(index));
    await Promise.all([receiveMegabytes(all, 20), publisher.close(10_000)]);
  });

  test.each([
    ["no ZMTP", (socket: Socket) => socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(5))],
    ["bytes of nothing", (socket: Socket) => socket.write(Buffer.alloc(1000))],
    [
      "a frame without end",
      (socket: Socket) => socket.write(Buffer.concat([greeting, Buffer.alloc(9, 0xff)])),
    ],
    [
      "more topics than fit",
      (socket: Socket) =>
        socket.write(Buffer.concat([greeting, ...Array<Buffer>(100_000).fill(Buffer.from([0, 2, 1, 65]))])),
    ],
  ])("that sends %s is cut off, and no other", async (_, send) => {
    const other = await subscriber();
    const socket = connect(port, "127.0.0.1").on("error", () => undefined);
    const closed = new Promise((resolve) => socket.on("close", resolve));
    socket.resume();
    send(socket);
    await closed;
    await publish("a", "1");
    expect(text(await other.receive())).toEqual(["a", "1"]);
  });
});

const greeting = Buffer.concat([
  Buffer.from("ff00000000000000007f0300", "hex"),
  Buffer.from("NULL"),
  Buffer.alloc(48),
]);

describe("who does not read", () => {
  const never = () => subscriber("", { receiveHighWaterMark: 1 });

  test("costs the one that reads neither a message nor its time", async () => {
    await never();
    await never();
    const honest = await subscriber();
    const reading = receiveMegabytes(honest, 300);
    // None of them takes as long as a subscriber that has stopped reading is waited for.
    for (let index = 0; index < 300; index += 1) await publish("a", megabyte(index));
    await reading;
  });

  test("loses whole messages, and gets the others in their order", async () => {
    const late = await never();
    const honest = await subscriber("", { receiveHighWaterMark: 0 });
    for (let index = 0; index < 300; index += 1) await publish("a", megabyte(index));
    const received: number[] = [];
    for (;;) {
      const next = await Promise.race([late.receive(), delay(1500, undefined)]);
      if (next === undefined) break;
      const index = parseInt(String(next[1]?.subarray(0, 4)));
      expect(next[1]?.equals(megabyte(index))).toBe(true);
      received.push(index);
    }
    expect(received.length).toBeLessThan(150);
    expect(received).toEqual([...new Set(received)].sort((a, b) => a - b));
    expect(received[0]).toBe(0);
    await receiveMegabytes(honest, 300);
  });

  test("is waited for where nobody else reads, and loses nothing", async () => {
    const lagging = await never();
    let sent = 0;
    const sending = (async () => {
      for (; sent < 200; sent += 1) await publish("a", megabyte(sent));
    })();
    for (let before = -1; before !== sent;) {
      before = sent;
      await delay(300);
    }
    expect(sent).toBeLessThan(50);
    await receiveMegabytes(lagging, 200);
    await sending;
  });

  test("but goes is no longer waited for", async () => {
    const lagging = await never();
    const sending = (async () => {
      for (let index = 0; index < 100; index += 1) await publish("a", megabyte(index));
      return "sent";
    })();
    await delay(300);
    lagging.close();
    expect(await sending).toBe("sent");
  });
});

test("who listens for subscriptions hears of earlier ones, too", async () => {
  await subscriber("early");
  const heard: string[] = [];
  publisher.onSubscription((topic) => heard.push(topic));
  expect(heard).toEqual(["early"]);
});

test("an XSubscriber's own words are no subscriptions", async () => {
  const socket = new XSubscriber({ linger: 0 });
  open.push(socket);
  socket.connect(`tcp://127.0.0.1:${port}`);
  await socket.send(Buffer.from("words"));
  await socket.send(Buffer.concat([Buffer.from([1]), Buffer.from("topic")]));
  await expect.poll(() => subscriptions).toEqual(["topic"]);
});
