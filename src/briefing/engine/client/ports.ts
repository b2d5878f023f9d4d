/**
 * Free ports on loopback. If another process takes one before the kernel binds it, the start is retried. The ports lie
 * below the system's ephemeral range: within it, a socket that keeps reconnecting until the kernel listens can connect
 * to itself and so occupy the port.
 */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

export const loopback = "127.0.0.1";

const lowest = 15_000;
const highest = 32_000;
const maxTries = 500;

/** Ports assigned to kernels of this process, which may not have bound them yet. */
const reserved = new Set<number>();

export async function reservePorts(count: number, choose: () => number = () => randomInt(lowest, highest)) {
  const ports: number[] = [];
  for (let tries = 0; ports.length < count; tries += 1) {
    if (tries === maxTries) throw new Error(`No ${count} free ports between ${lowest} and ${highest}.`);
    const port = choose();
    if (reserved.has(port)) continue;
    reserved.add(port);
    if (await isTaken(port)) reserved.delete(port);
    else ports.push(port);
  }
  return {
    ports: ports as readonly number[],
    release: () => {
      for (const port of ports) reserved.delete(port);
    },
  };
}

export async function someTaken(ports: readonly number[]): Promise<boolean> {
  return (await Promise.all(ports.map(isTaken))).includes(true);
}

async function isTaken(port: number): Promise<boolean> {
  const server: Server = createServer();
  try {
    server.listen({ port, host: loopback, exclusive: true });
    await once(server, "listening");
  } catch {
    return true;
  }
  server.close();
  await once(server, "close");
  return false;
}
