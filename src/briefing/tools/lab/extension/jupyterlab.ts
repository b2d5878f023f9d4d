/** The parts of JupyterLab 4 that the extension uses; JupyterLab shares its libraries at run time. */
import type { Json, JsonObject } from "../../../engine/client/contract.js";

/** Returns a library that JupyterLab shares with its extensions. */
export type Share = (name: string) => Promise<unknown>;

interface Signal<Sender, Arguments> {
  connect(slot: (sender: Sender, args: Arguments) => void): boolean;
}

interface Widget {
  readonly node: HTMLElement;
  readonly disposed: Signal<Widget, undefined>;
  dispose(): void;
}

export type WidgetClass = new () => Widget;

/** One output: its bundle, and its metadata by MIME type. */
interface MimeModel {
  readonly data: JsonObject;
  readonly metadata: JsonObject;
  readonly trusted: boolean;
  setData(options: { readonly data?: JsonObject }): void;
}

export interface Renderer extends Widget {
  renderModel(model: MimeModel): Promise<void>;
}

export interface RendererOptions {
  readonly mimeType: string;
  readonly sanitizer: { sanitize(html: string): string };
  readonly markdownParser: { render(text: string): Promise<string> } | null;
}

export interface RendererFactory {
  /** Allowed in untrusted notebooks. */
  readonly safe: boolean;
  readonly mimeTypes: readonly string[];
  createRenderer(options: RendererOptions): Renderer;
}

export interface RenderMimeRegistry {
  addFactory(factory: RendererFactory, rank: number): void;
  createRenderer(mimeType: string): Renderer;
}

/** A message of the Jupyter protocol. */
interface KernelMessage {
  readonly header: { readonly msg_type: string };
  readonly parent_header: { readonly msg_id?: string };
  readonly content: JsonObject;
}

export interface Kernel {
  readonly status: string;
  readonly info: Promise<{ readonly implementation: string }>;
  requestExecute(content: Readonly<Record<string, Json>>): {
    readonly done: Promise<{ readonly content: JsonObject } | undefined>;
  };
}

interface SessionContext {
  readonly session: { readonly kernel: Kernel | null } | null;
  readonly iopubMessage: Signal<SessionContext, KernelMessage>;
  readonly statusChanged: Signal<SessionContext, string>;
  readonly kernelChanged: Signal<SessionContext, unknown>;
}

/** A cell of a notebook. */
interface CellWidget extends Widget {
  readonly model: { readonly sharedModel: { getSource(): string } };
}

export interface NotebookPanel extends Widget {
  readonly content: { readonly widgets: readonly CellWidget[] };
  readonly sessionContext: SessionContext;
}

export interface NotebookTracker {
  readonly widgetAdded: Signal<NotebookTracker, NotebookPanel>;
  forEach(visit: (panel: NotebookPanel) => void): void;
}
