/** Draws `client/media/icon.png` (256 × 256) from the SVG beside it, with the browser that the end-to-end tests use. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { repository } from "./cache.ts";
import { launchChromium } from "./chromium.ts";

const media = join(repository, "client/media");
const browser = await launchChromium();
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
await page.setContent(
  `<style>body{margin:0}svg{display:block}</style>${readFileSync(join(media, "icon.svg"), "utf8")}`,
);
await page.screenshot({ path: join(media, "icon.png"), omitBackground: true });
await browser.close();
