/** Everyone who has the token of the printed address may read, as with Jupyter: other people may use this machine, too. */
import { randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingMessage } from "node:http";

export type Permission =
  | { readonly kind: "granted" }
  /** The token moves from the address into a cookie, out of sight and history. */
  | { readonly kind: "token"; readonly headers: Readonly<Record<string, string>> }
  | { readonly kind: "refused"; readonly reason: string };

export class Access {
  readonly url: string;
  readonly #token = randomBytes(24).toString("base64url");
  readonly #hosts: readonly string[];
  /** Cookies of all ports of a machine are kept together. */
  readonly #cookie: string;

  constructor(address: string, port: number) {
    this.url = `http://${address}:${port}/?token=${this.#token}`;
    this.#hosts = [address, "localhost", "[::1]"].map((name) => `${name}:${port}`);
    this.#cookie = `briefing-preview-${port}`;
  }

  of({ headers, url = "/" }: IncomingMessage): Permission {
    // A page elsewhere may point a name of its own at this machine; it cannot choose the name that its requests carry.
    if (headers.host === undefined || !this.#hosts.includes(headers.host))
      return { kind: "refused", reason: "This address serves localhost only." };
    // Nor can it choose these. Another server of this machine is the same site, and would get the cookie sent.
    const { "sec-fetch-site": site = "none", "sec-fetch-mode": mode } = headers;
    if (mode !== "navigate" && !["same-origin", "none"].includes(site))
      return { kind: "refused", reason: "Only the briefing's own page reads here." };
    const [pathname = "/", query] = url.replace(/#.*$/s, "").split("?", 2);
    if (this.#isToken(new URLSearchParams(query).get("token"))) {
      const cookie = `${this.#cookie}=${this.#token}; HttpOnly; SameSite=Lax; Path=/`;
      // What begins with a scheme or with two slashes, of whichever kind, would name another machine.
      const location = pathname.replace(/^(?:[a-z]+:)?[/\\]*/i, "/");
      return { kind: "token", headers: { Location: location, "Set-Cookie": cookie } };
    }
    const cookies = (headers.cookie ?? "").split(/;\s*/);
    if (cookies.some((each) => each.startsWith(`${this.#cookie}=`) && this.#isToken(each.split("=")[1])))
      return { kind: "granted" };
    return {
      kind: "refused",
      reason: "The preview asks for its token: open the address that it printed, with ?token=… at its end.",
    };
  }

  #isToken(text: string | null | undefined): boolean {
    const [given, own] = [Buffer.from(text ?? ""), Buffer.from(this.#token)];
    return given.length === own.length && timingSafeEqual(given, own);
  }
}
