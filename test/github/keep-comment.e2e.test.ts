import { readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { runFile } from "../briefing/cli/run-briefing.js";
import { temporaryFolder } from "../support/temporary.js";

const script = fileURLToPath(new URL("../../.github/scripts/keep-comment.mjs", import.meta.url));
const mark = "<!-- briefing: comparison -->";
const folder = temporaryFolder("keep-comment");

interface Comment {
  readonly id: number;
  body: string;
  readonly user: { readonly type: string };
  readonly html_url: string;
}

/** As much of GitHub as the script asks for, on this machine. */
class FakeGitHub {
  readonly comments: Comment[] = [];
  readonly requests: string[] = [];
  /** Answers given before any other: status and headers. */
  readonly failures: [number, Record<string, string>][] = [];
  canWrite = true;
  #server: Server | undefined;

  add(body: string, type = "Bot"): void {
    const id = this.comments.length + 1;
    this.comments.push({ id, body, user: { type }, html_url: `https://example.org/c/${id}` });
  }

  async start(): Promise<string> {
    const server = createServer((request, response) => {
      void this.#answer(request).then(([status, content, headers = {}]) => {
        response.writeHead(status, { "content-type": "application/json", ...headers });
        response.end(JSON.stringify(content));
      });
    });
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  async #answer(request: IncomingMessage): Promise<[number, unknown, Record<string, string>?]> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const url = new URL(request.url ?? "", "http://x");
    this.requests.push(`${request.method ?? ""} ${url.pathname}`);
    if (request.headers.authorization !== "Bearer secret") return [401, { message: "Bad credentials" }];
    const failure = this.failures.shift();
    if (failure !== undefined) return [failure[0], { message: "Not now" }, failure[1]];
    if (request.method === "GET") {
      const page = Number(url.searchParams.get("page"));
      const size = Number(url.searchParams.get("per_page"));
      return [200, this.comments.slice((page - 1) * size, page * size)];
    }
    if (!this.canWrite) return [403, { message: "Resource not accessible by integration" }];
    const { body } = JSON.parse(text) as { body: string };
    if (request.method === "POST") {
      this.add(body);
      return [201, this.comments.at(-1)];
    }
    const comment = this.comments.find(({ id }) => url.pathname.endsWith(`/comments/${id}`));
    if (comment === undefined) return [404, { message: "Not Found" }];
    comment.body = body;
    return [200, comment];
  }
}

describe("the comment on a pull request", () => {
  let github: FakeGitHub;
  let url = "";
  const summary = path.join(folder, "summary.md");
  const event = path.join(folder, "event.json");
  const file = path.join(folder, "change.md");

  beforeEach(async () => {
    github = new FakeGitHub();
    url = await github.start();
    writeFileSync(summary, "");
    writeFileSync(event, JSON.stringify({ pull_request: { number: 7 } }));
    writeFileSync(file, "**1 verdict flipped.**\n");
  });
  afterEach(() => github.stop());

  const keep = (argv: readonly string[] = [file], env: Readonly<Record<string, string>> = {}) =>
    runFile(script, argv, {
      env: {
        PATH: process.env["PATH"],
        GITHUB_TOKEN: "secret",
        GITHUB_REPOSITORY: "a/b",
        GITHUB_EVENT_PATH: event,
        GITHUB_API_URL: url,
        GITHUB_STEP_SUMMARY: summary,
        GITHUB_SERVER_URL: "https://example.org",
        GITHUB_RUN_ID: "99",
        KEEP_COMMENT_PAUSE_MS: "1",
        ...env,
      },
    });

  it("is made once, renewed after, and left alone where nothing changed", async () => {
    expect(await keep()).toMatchObject({ code: 0, stdout: "Made the comment: https://example.org/c/1\n" });
    expect(github.comments[0]?.body).toBe(
      `${mark}\n**1 verdict flipped.**\n\n[The comparison as a page](https://example.org/a/b/actions/runs/99#artifacts), with figures side by side.`,
    );
    writeFileSync(file, "**No differences.**\n");
    expect(await keep()).toMatchObject({ code: 0, stdout: "Renewed the comment: https://example.org/c/1\n" });
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toContain("No differences");
    github.requests.length = 0;
    expect((await keep()).stdout).toBe("Comment 1 is up to date.\n");
    expect(github.requests).toEqual(["GET /repos/a/b/issues/7/comments"]);
  });

  it("is found on a later page; what others wrote is not touched, though it quotes the mark", async () => {
    github.add(`${mark}\nmine`, "User");
    for (let index = 0; index < 150; index += 1) github.add("Looks good.", "User");
    github.add(`${mark}\nold`);
    expect((await keep()).stdout).toContain("Renewed");
    expect(github.comments[0]?.body).toBe(`${mark}\nmine`);
    expect(github.comments.at(-1)?.body).toContain("1 verdict flipped");
    expect(github.comments).toHaveLength(152);
  });

  it("--update-only makes none, but renews one", async () => {
    expect((await keep([file, "--update-only"])).stdout).toBe("There is nothing to say, and no comment.\n");
    expect(github.comments).toEqual([]);
    github.add(`${mark}\nold`);
    expect((await keep([file, "--update-only"])).stdout).toContain("Renewed");
  });

  it("where the token may not write, stands in the summary, and the job continues", async () => {
    github.canWrite = false;
    const { code, stdout } = await keep();
    expect(code).toBe(0);
    expect(stdout).toContain("::notice::");
    expect(stdout).toContain("403 Resource not accessible by integration");
    expect(readFileSync(summary, "utf8")).toBe("**1 verdict flipped.**\n");
  });

  it("is tried again where GitHub is busy, and given up where it stays so", async () => {
    github.failures.push([502, {}], [429, { "retry-after": "1" }]);
    expect((await keep()).stdout).toContain("Made the comment");
    for (let index = 0; index < 4; index += 1) github.failures.push([503, {}]);
    const given = await keep();
    expect(given).toMatchObject({ code: 0 });
    expect(given.stdout).toContain("503");
    expect(readFileSync(summary, "utf8")).toContain("verdict");
    await github.stop();
    expect((await keep()).stdout).toContain("GitHub cannot be reached: ECONNREFUSED");
    await github.start();
  });

  it("typed wrongly, of no pull request, without a token: exit code 2", async () => {
    expect(await keep([])).toMatchObject({ code: 2, stderr: expect.stringContaining("usage") as string });
    expect((await keep([path.join(folder, "gone.md")])).code).toBe(2);
    expect((await keep([file], { GITHUB_TOKEN: "" })).stderr).toContain("GITHUB_TOKEN is not set");
    writeFileSync(event, "{}");
    expect((await keep()).stderr).toContain("no pull request");
    expect(github.comments).toEqual([]);
  });
});
