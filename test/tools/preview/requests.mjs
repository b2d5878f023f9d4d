/** What the preview's driver asks a server beside the browser. */
import { createServer, request } from "node:http";

/** As the preview prints it. */
export const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/;

export function asked(port, name, headers = {}) {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port, path: name, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

/** The cookie that a browser gets at the printed address. */
export function cookieOf(url) {
  return new Promise((resolve, reject) => {
    request(url, (response) => {
      response.resume();
      resolve(String(response.headers["set-cookie"]).split(";")[0]);
    })
      .on("error", reject)
      .end();
  });
}

/** Were the server bound to all addresses, this one could not have the port. */
export function canListenElsewhere(port) {
  return new Promise((resolve) => {
    const server = createServer().listen(port, "127.0.0.2", () => server.close(() => resolve(true)));
    server.on("error", () => resolve(false));
  });
}
