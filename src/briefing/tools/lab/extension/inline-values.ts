/** Shows in Markdown cells the values of inline expressions and whether guards hold. Only the page changes. */
import { inlineValue } from "../../../engine/execute/inline-value.js";
import type { Json } from "../../../engine/client/contract.js";
import { marginSentence } from "../../../engine/report/margin-sentence.js";
import { isStruck, struckMark } from "../../../model/guard.js";
import type { Judgement } from "../../../model/margin.js";
import { metadataKey } from "../../../model/mime.js";
import type { Value } from "../../../model/value.js";
import { readInlineSpan } from "../../../engine/notebook/markdown/syntax.js";
import { objectOf } from "../../../engine/notebook/json.js";
import { element } from "../../../engine/render/browser/element.js";
import type { Kernel, NotebookPanel } from "./jupyterlab.js";
import { faultsIn, wrapGuards } from "./guards.js";
import { struckElement, describeValue } from "./prose.js";
import { Debounced } from "../../../lib/debounced.js";
import { own } from "../../../lib/own.js";

type Answer =
  | { readonly value: Value; readonly judgement?: Judgement }
  | { readonly ename: string; readonly evalue: string };

/** Consecutive cells are evaluated in one request. */
const restMs = 100;
const ownImplementation = "briefing";

export function showInlineValues(panel: NotebookPanel): void {
  const { node, sessionContext } = panel;
  const answers = new Map<string, Answer>();
  /** Requests whose code the kernel has announced: cells, never the silent requests of this or another page. */
  const cells = new Set<string>();
  const spans = (): readonly HTMLElement[] => [
    ...node.querySelectorAll<HTMLElement>(".jp-briefing-inline, .jp-briefing-guard"),
  ];
  const refresh = (): void => {
    for (const span of spans()) show(span, answers.get(span.dataset["expression"] ?? ""));
  };
  const forget = (): void => {
    answers.clear();
    cells.clear();
    refresh();
  };
  const kernelOf = (): Kernel | undefined => sessionContext.session?.kernel ?? undefined;
  const asking = new Debounced({ isReady: () => kernelOf()?.status === "idle", run: ask, restMs });

  async function ask(): Promise<void> {
    const kernel = kernelOf();
    const expressions = [...new Set(spans().map((span) => span.dataset["expression"] ?? ""))];
    if (kernel === undefined || expressions.length === 0) return;
    try {
      if ((await kernel.info).implementation !== ownImplementation) return;
      const given = await evaluate(kernel, expressions);
      if (given === undefined || kernelOf() !== kernel) return;
      for (const [expression, answer] of given) answers.set(expression, answer);
      refresh();
    } catch {
      // The kernel has ended or lost its connection.
    }
  }

  const observer = new MutationObserver(() => {
    const outputs = [...node.querySelectorAll<HTMLElement>(".jp-MarkdownOutput")];
    const values = outputs.flatMap((output) => [...output.querySelectorAll("code")].flatMap(valueElement));
    const guarded = outputs.filter(({ textContent }) => /\{[^}]*(?:holds|when)=/.test(textContent));
    const fresh = [...values, ...guarded.flatMap(wrapGuards)];
    for (const span of fresh) show(span, answers.get(span.dataset["expression"] ?? ""));
    for (const output of outputs) if (!hasEscapes(panel, output)) showFaults(output);
    if (fresh.some((span) => !answers.has(span.dataset["expression"] ?? ""))) asking.want();
  });
  observer.observe(node, { childList: true, subtree: true });
  panel.disposed.connect(() => {
    observer.disconnect();
    void asking.close();
  });

  sessionContext.iopubMessage.connect((_, { header, parent_header: parent, content }) => {
    const { msg_id: id } = parent;
    if (id === undefined) return;
    if (header.msg_type === "execute_input") cells.add(id);
    else if (header.msg_type === "status" && content["execution_state"] === "idle" && cells.delete(id))
      asking.want();
  });
  sessionContext.statusChanged.connect((_, status) => {
    if (["restarting", "autorestarting", "dead", "terminating"].includes(status)) forget();
    else if (status === "idle") asking.ready();
  });
  sessionContext.kernelChanged.connect(() => {
    forget();
    asking.want();
  });
}

/** Rendered text does not show which braces were escaped, so such a cell is left to the build. */
function hasEscapes({ content }: NotebookPanel, output: HTMLElement): boolean {
  const cell = content.widgets.find(({ node }) => node.contains(output));
  return cell !== undefined && /\\[[\]{`]/.test(cell.model.sharedModel.getSource());
}

/** The text of each output when it was last read, because every change of the page asks for all. */
const read = new WeakMap<HTMLElement, string>();

/** Below the text, because a build stops there; not in a paragraph, whose guards would be read: the message shows one. */
function showFaults(output: HTMLElement): void {
  if (output.querySelector(":scope > .jp-briefing-fault") !== null) return;
  if (read.get(output) === output.textContent) return;
  read.set(output, output.textContent);
  if (!/[{}=＝]|:\s*["“]|\bts\b/.test(output.textContent)) return;
  for (const fault of faultsIn(output))
    output.append(element("div", { class: "jp-briefing-fault", role: "alert" }, `GuardError: ${fault}`));
}

/** Undefined before the first cell has run: nothing is declared yet, and every name would be an error. */
async function evaluate(
  kernel: Kernel,
  expressions: readonly string[],
): Promise<ReadonlyMap<string, Answer> | undefined> {
  const request = kernel.requestExecute({
    code: "",
    silent: true,
    store_history: false,
    stop_on_error: false,
    allow_stdin: false,
    user_expressions: Object.fromEntries(expressions.map((expression, index) => [`e${index}`, expression])),
  });
  const content = (await request.done)?.content;
  if (content?.["status"] !== "ok" || content["execution_count"] === 0) return undefined;
  const replies = objectOf(content["user_expressions"]);
  return new Map(
    expressions.map((expression, index) => [expression, answerOf(own(replies, `e${index}`), expression)]),
  );
}

function answerOf(reply: Json | undefined, expression: string): Answer {
  const { status, data, metadata, ename, evalue } = objectOf(reply);
  if (status === "ok") {
    // The kernel is this package's own, so what it measured needs no validation.
    const { judgement } = objectOf(objectOf(metadata)[metadataKey]) as { readonly judgement?: Judgement };
    return { ...inlineValue(objectOf(data), expression), ...(judgement && { judgement }) };
  }
  return {
    ename: typeof ename === "string" ? ename : "Error",
    evalue: typeof evalue === "string" ? evalue : "the kernel did not respond.",
  };
}

/** The element that replaces the code, if the code is an expression. */
function valueElement(code: HTMLElement): readonly HTMLElement[] {
  const found = readInlineSpan(code.textContent);
  if (found === undefined || code.closest("pre") !== null) return [];
  const span = element("span", { class: "jp-briefing-inline", "data-expression": found.expression });
  code.replaceWith(span);
  return [span];
}

/** Sentences that are no longer true are struck out, including those inside a text. */
function wordsOf(value: Value): readonly (Node | string)[] {
  if (isStruck(value)) return [struckElement(value.text)];
  const { parts = [value.text] } = value;
  return parts.flatMap((part) => (typeof part === "string" ? [part] : wordsOf(part)));
}

function show(span: HTMLElement, answer: Answer | undefined): void {
  if (span.dataset["guard"] === undefined) showValue(span, answer);
  else showGuard(span, answer);
}

/** The words stay, followed by the status. */
function showGuard(span: HTMLElement, answer: Answer | undefined): void {
  const { guard = "", condition: expression = "" } = span.dataset;
  span.querySelectorAll(":scope > .jp-briefing-condition").forEach((note) => {
    note.remove();
  });
  const condition = `${guard}=${expression}`;
  const raw = answer !== undefined && "value" in answer ? answer.value.raw : undefined;
  if (answer === undefined) {
    span.dataset["state"] = "waiting";
    span.title = `${condition}\nNot evaluated yet: execute the cells it needs.`;
  } else if (typeof raw === "boolean") {
    span.dataset["state"] = raw ? "true" : "false";
    const judgement = "value" in answer ? answer.judgement : undefined;
    span.title = [condition, ...marginLines(raw, judgement)].join("\n");
    if (!raw) note(guard === "holds" ? `${struckMark}: ${expression}` : `(left out: ${expression})`);
  } else {
    span.dataset["state"] = "error";
    span.title = condition;
    note("value" in answer ? `${condition} must be true or false` : `${answer.ename}: ${answer.evalue}`);
  }

  function note(words: string): void {
    span.append(element("strong", { class: "jp-briefing-condition no-longer-true-mark" }, ` ${words}`));
  }
}

/** By how much the condition holds, and the two sides of the comparison that decides; or why that cannot be said. */
function marginLines(holds: boolean, judgement: Judgement | undefined): readonly string[] {
  if (judgement === undefined) return [];
  if ("reason" in judgement) return [`No margin: ${judgement.reason}`];
  const { margin } = judgement;
  const sides = [margin.left, margin.right].flatMap(({ text, value }) =>
    text === String(value) ? [] : [`${text} = ${Number(value.toPrecision(4))}`],
  );
  return [marginSentence({ holds, margin }) ?? "", ...sides];
}

function showValue(span: HTMLElement, answer: Answer | undefined): void {
  const expression = span.dataset["expression"] ?? "";
  if (answer === undefined) {
    span.dataset["state"] = "waiting";
    span.title = "Not evaluated yet: execute the cells it needs.";
    span.replaceChildren(element("code", {}, expression));
  } else if ("value" in answer) {
    span.dataset["state"] = "value";
    span.title = `${describeValue(answer.value)}\n${expression}`;
    span.replaceChildren(...wordsOf(answer.value));
  } else {
    span.dataset["state"] = "error";
    span.title = expression;
    span.replaceChildren(element("code", {}, expression), ` ${answer.ename}: ${answer.evalue}`);
  }
}
