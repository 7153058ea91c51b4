/** Starts the real VS Code as a server on this machine, for a browser: what `npm start` and the tests stand on. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createWriteStream, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../cache.ts";
import { installVsCode } from "./install.ts";

/** How to start it. */
export interface ServeOptions {
  /** A VSIX to install; without one, pass `development` to `VsCode.url`. */
  readonly vsix?: string;
  /** True leaves workspace trust out, so that no dialog asks. */
  readonly trustAll: boolean;
  /** The port to listen on; any free one when left out. */
  readonly port?: number;
  /** Settings of this machine. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables that the extension host sees too. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a page is to open. */
export interface PageOptions {
  /** Absolute path of a folder. */
  readonly folder: string;
  /** Absolute path of an extension's folder, to be run from there. */
  readonly development?: string;
  /** Absolute path of a script whose `run()` is executed inside the extension host. */
  readonly tests?: string;
  /** Absolute path of a file to open. */
  readonly file?: string;
  /** The language of the texts; VS Code's own stay in English, for their translation is a package of its own. */
  readonly language?: "en" | "ja";
}

/** A running VS Code. */
export interface VsCode {
  readonly port: number;
  url(options: PageOptions): string;
  stop(): Promise<void>;
}

/** Starts it and waits until it listens. Everything it writes goes into a folder of its own, which `stop` removes. */
export async function serveVsCode(options: ServeOptions): Promise<VsCode> {
  const tools = installVsCode();
  const data = mkdtempSync(join(cacheFolder("vscode-data"), "run-"));
  const machine = join(data, "data/Machine");
  mkdirSync(machine, { recursive: true });
  writeFileSync(join(machine, "settings.json"), JSON.stringify(options.settings ?? {}));
  const common = ["--accept-server-license-terms", "--disable-telemetry", "--server-data-dir", data];
  if (options.vsix !== undefined) {
    execFileSync(tools.node, [tools.server, ...common, "--install-extension", options.vsix], { stdio: "pipe" });
  }
  const log = createWriteStream(join(data, "server.log"));
  const child = spawn(
    tools.node,
    [
      tools.server,
      ...common,
      ...["--host", "127.0.0.1", "--port", String(options.port ?? 0)],
      "--without-connection-token",
      "--enable-smoke-test-driver",
      ...(options.trustAll ? ["--disable-workspace-trust"] : []),
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, ...options.env } },
  );
  child.stderr.pipe(log);
  const port = await listeningPort(child, log);
  return {
    port,
    url: (page) => pageUrl(port, page),
    async stop() {
      await ended(child);
      log.end();
      // What it has started ends a little later, and writes until then.
      await rm(data, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

function listeningPort(child: ChildProcess, log: NodeJS.WritableStream): Promise<number> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      log.write(chunk);
      said += chunk.toString();
      const port = /listening on (\d+)/.exec(said)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`VS Code's server ended (${code}) before it listened:\n${said}`)));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill();
  });
}

function pageUrl(port: number, page: PageOptions): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${encodeURI(path)}`;
  const payload: [string, string][] = [];
  if (page.development !== undefined) payload.push(["extensionDevelopmentPath", remote(page.development)]);
  if (page.tests !== undefined) payload.push(["extensionTestsPath", remote(page.tests)]);
  if (page.file !== undefined) payload.push(["openFile", remote(page.file)]);
  const query = new URLSearchParams({ folder: page.folder });
  if (payload.length > 0) query.set("payload", JSON.stringify(payload));
  return `http://127.0.0.1:${port}/?${query}`;
}
