/** Finds and starts the Chromium that drives the real VS Code. It is the system's own: nothing is downloaded. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/** The browser's path: the one named by PASTA_CHROMIUM, else the first that is installed. */
export function findChromium(): string {
  const named = process.env.PASTA_CHROMIUM;
  const found = named !== undefined ? named : places.find((place) => existsSync(place));
  if (found !== undefined && existsSync(found)) return found;
  throw new Error(
    `${named === undefined ? "No Chromium was found." : `PASTA_CHROMIUM names no file: ${named}`}\n` +
      "Install one (Debian: `sudo apt-get install chromium fonts-noto-cjk`), or set PASTA_CHROMIUM to its path.",
  );
}

/** Starts it, headless, with the switches that a container needs. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
