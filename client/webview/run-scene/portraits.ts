/** Portraits of speakers, from the pictures of the ghost's shell that the extension allows this page to load. */
import type { Portraits, SurfaceLayers } from "#client/run-scene/messages.ts";
import type { PageTexts } from "#client/run-scene/page-texts.ts";
import type { Row } from "#client/run-scene/transcript.ts";
import { fill } from "#client/run-scene/wording.ts";
import { element } from "./elements.ts";

/** Composed portraits are drawn this wide at most, in pixels: many rows hold one. */
const widest = 144;

/** Makes the portraits of one shell. */
export class PortraitMaker {
  readonly #surfaces: ReadonlyMap<string, SurfaceLayers>;
  readonly #first: readonly string[];

  constructor({ surfaces, first }: Portraits) {
    this.#surfaces = new Map(surfaces);
    this.#first = first;
  }

  /** The portrait of whoever speaks a row: an empty place where the surface is hidden (-1) or not in the shell. */
  of({ surface, spot }: Extract<Row, { kind: "talk" }>, texts: PageTexts): HTMLElement {
    const name = surface ?? (spot === null ? null : (this.#first[spot] ?? null));
    const layers = name === null ? undefined : (this.#surfaces.get(`${spot ?? 0}:${name}`) ?? this.#surfaces.get(name));
    // The speaker's name stands beside it: to a screen reader the picture adds nothing.
    const place = element("span", { class: "portrait", "aria-hidden": "true" });
    if (name === null || layers === undefined) return place;
    place.title = fill(texts.surface, name);
    place.dataset.surface = name;
    const [only] = layers;
    if (layers.length === 1 && only !== undefined) {
      const image = element("img", { src: only.url, alt: "", loading: "lazy" });
      image.addEventListener("error", () => image.remove());
      place.append(image);
    } else void compose(layers).then((canvas) => canvas !== null && place.append(canvas));
    return place;
  }
}

/** Lays pictures over one another, as large as the first; null where that cannot be loaded. */
async function compose(layers: SurfaceLayers): Promise<HTMLCanvasElement | null> {
  const images = await Promise.all(layers.map(({ url }) => loaded(url)));
  const ground = images[0];
  if (ground === null || ground === undefined) return null;
  const scale = Math.min(1, widest / ground.naturalWidth);
  const canvas = element("canvas", {});
  canvas.width = Math.round(ground.naturalWidth * scale);
  canvas.height = Math.round(ground.naturalHeight * scale);
  const paper = canvas.getContext("2d");
  for (const [index, image] of images.entries()) {
    const layer = layers[index];
    if (image === null || layer === undefined) continue;
    const [width, height] = [image.naturalWidth * scale, image.naturalHeight * scale];
    paper?.drawImage(image, layer.x * scale, layer.y * scale, width, height);
  }
  return canvas;
}

async function loaded(url: string): Promise<HTMLImageElement | null> {
  const image = element("img", { src: url, alt: "" });
  try {
    await image.decode();
    return image;
  } catch {
    return null;
  }
}
