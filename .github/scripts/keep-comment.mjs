#!/usr/bin/env node
/**
 * Keeps one comment on a pull request up to date.
 *
 *   node keep-comment.mjs FILE.md [--update-only]
 *
 * The comment is found again by a hidden mark in its first line. With --update-only none is made where there is none.
 * Where the token may not write (a pull request from a fork), or GitHub cannot be reached, the text goes to the summary
 * of the job instead, with a notice, and the job goes on: whether it fails is decided elsewhere.
 *
 * Reads what GitHub Actions sets: GITHUB_TOKEN, GITHUB_REPOSITORY, GITHUB_EVENT_PATH, GITHUB_API_URL,
 * GITHUB_STEP_SUMMARY; and for the link to the page PAGE, its address, or GITHUB_SERVER_URL and GITHUB_RUN_ID.
 */
import { appendFile, readFile } from "node:fs/promises";

const mark = "<!-- briefing: comparison -->";
/** Of comments made by an earlier version. */
const earlierMark = "<!-- decoupling-briefing: comparison -->";
const mostPages = 30;
const mostTries = 4;

/** @param {string | undefined} body */
const isMarked = (body) => body?.startsWith(mark) === true || body?.startsWith(earlierMark) === true;

class Refused extends Error {}

/** @param {string[]} args */
async function main([file, ...options], env) {
  if (file === undefined || options.some((option) => option !== "--update-only")) {
    throw new Error("usage: keep-comment.mjs FILE.md [--update-only]");
  }
  const text = await readFile(file, "utf8");
  const body = [mark, text.trimEnd(), "", ...linkToPage(env)].join("\n");
  const number = await pullRequest(env);
  try {
    const found = await findComment(number, env);
    if (found === undefined && options.includes("--update-only"))
      return "There is nothing to say, and no comment.";
    if (found?.body === body) return `Comment ${found.id} is up to date.`;
    const made =
      found === undefined
        ? await call("POST", `issues/${number}/comments`, env, { body })
        : await call("PATCH", `issues/comments/${found.id}`, env, { body });
    return `${found === undefined ? "Made" : "Renewed"} the comment: ${made.html_url}`;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    await appendFile(required(env, "GITHUB_STEP_SUMMARY"), `${text.trimEnd()}\n`);
    return `::notice::No comment could be kept (${error.message}); the comparison is in the summary of this job.`;
  }
}

/** To the page itself where it was kept, else to the run, which says why it was not. */
function linkToPage({ PAGE, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }) {
  const address = PAGE || (server && run && `${server}/${repository}/actions/runs/${run}#artifacts`);
  return address ? [`[The comparison as a page](${address}), with figures side by side.`] : [];
}

async function pullRequest(env) {
  const event = JSON.parse(await readFile(required(env, "GITHUB_EVENT_PATH"), "utf8"));
  const number = event.pull_request?.number;
  if (!Number.isInteger(number))
    throw new Error("This event is of no pull request: there is nothing to comment on.");
  return number;
}

/** Ours alone: anybody may write the mark into a comment. */
async function findComment(number, env) {
  for (let page = 1; page <= mostPages; page += 1) {
    const comments = await call("GET", `issues/${number}/comments?per_page=100&page=${page}`, env);
    const found = comments.find(({ body, user }) => user?.type === "Bot" && isMarked(body));
    if (found !== undefined || comments.length < 100) return found;
  }
  return undefined;
}

async function call(method, path, env, content) {
  const base = env.GITHUB_API_URL ?? "https://api.github.com";
  const url = `${base}/repos/${required(env, "GITHUB_REPOSITORY")}/${path}`;
  const headers = {
    accept: "application/vnd.github+json",
    "x-github-api-version": "2022-11-28",
    "user-agent": "briefing",
    authorization: `Bearer ${required(env, "GITHUB_TOKEN")}`,
    ...(content === undefined ? {} : { "content-type": "application/json" }),
  };
  let said = "";
  for (let attempt = 1; attempt <= mostTries; attempt += 1) {
    const answer = await fetch(url, { method, headers, body: content && JSON.stringify(content) }).catch(
      (/** @type {unknown} */ error) => /** @type {Error} */ (error),
    );
    if (!(answer instanceof Error) && answer.ok) return await answer.json();
    if (answer instanceof Error)
      said = `GitHub cannot be reached: ${/** @type {any} */ (answer.cause)?.code ?? answer.message}`;
    else {
      const { message = "" } = await answer.json().catch(() => ({}));
      said = `GitHub answers ${answer.status} ${message}`.trim();
      const isPassing = answer.status >= 500 || answer.status === 429 || answer.headers.has("retry-after");
      if (!isPassing) break;
    }
    if (attempt < mostTries) await pause(answer, attempt, env);
  }
  throw new Refused(said);
}

function pause(answer, attempt, { KEEP_COMMENT_PAUSE_MS: unit = "1000" }) {
  const asked = answer instanceof Error ? 0 : Number(answer.headers.get("retry-after") ?? 0);
  const milliseconds = Math.min(60, Math.max(asked, 2 ** (attempt - 1))) * Number(unit);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function required(env, name) {
  const value = env[name];
  if (value === undefined || value === "") throw new Error(`${name} is not set: GitHub Actions sets it.`);
  return value;
}

try {
  console.log(await main(process.argv.slice(2), process.env));
} catch (error) {
  console.error(`keep-comment: ${error.message}`);
  process.exitCode = 2;
}
