/**
 * Animated PNG from screenshots: a recording that every browser and README shows, made with Node alone. Each
 * frame after the first holds only the rectangle that changed. Source of the format: PNG, third edition (W3C).
 */
import { crc32, deflateSync, inflateSync } from "node:zlib";

/** A picture, three bytes (red, green, blue) a pixel, rows from the top. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A picture and how long it is shown, in milliseconds. */
export interface Frame {
  readonly picture: Picture;
  readonly milliseconds: number;
}

interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Reads a PNG as browsers take screenshots: eight bits a channel, no palette, not interlaced. Transparency is dropped. */
export function decodePng(bytes: Buffer): Picture {
  let width = 0;
  let height = 0;
  let channels = 3;
  const data: Buffer[] = [];
  for (let at = signature.length; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const type = bytes.toString("latin1", at + 4, at + 8);
    const body = bytes.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") {
      width = body.readUInt32BE(0);
      height = body.readUInt32BE(4);
      channels = body[9] === 6 ? 4 : 3;
      if (body[8] !== 8 || (body[9] !== 2 && body[9] !== 6) || body[12] !== 0) throw new Error("not such a PNG");
    } else if (type === "IDAT") data.push(body);
    at += length + 12;
  }
  return { width, height, pixels: unfilter(inflateSync(Buffer.concat(data)), width, height, channels) };
}

function unfilter(data: Buffer, width: number, height: number, channels: number): Uint8Array {
  const stride = width * channels;
  const raw = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)] ?? 0;
    for (let i = 0; i < stride; i++) {
      const at = y * stride + i;
      const left = i >= channels ? (raw[at - channels] ?? 0) : 0;
      const up = y > 0 ? (raw[at - stride] ?? 0) : 0;
      const corner = y > 0 && i >= channels ? (raw[at - stride - channels] ?? 0) : 0;
      raw[at] = (data[y * (stride + 1) + 1 + i] ?? 0) + predicted(filter, left, up, corner);
    }
  }
  if (channels === 3) return raw;
  return raw.filter((_, index) => index % 4 !== 3);
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  return filter === 4 ? paeth(left, up, corner) : 0;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The animation, shown again and again, in 256 colours. Frames that change nothing lengthen the one before them. */
export function encodeApng(frames: readonly Frame[]): Buffer {
  const [first] = frames;
  if (first === undefined) throw new Error("a recording has at least one frame");
  const { width, height } = first.picture;
  const parts = changesOf(frames);
  const palette = paletteOf(frames.map(({ picture }) => picture));
  const nearest = new Map<number, number>();
  const chunks = [
    signature,
    chunk("IHDR", numbers([width, 4], [height, 4], [8, 1], [3, 1], [0, 1], [0, 1], [0, 1])),
    chunk("PLTE", Buffer.from(palette.flat())),
    chunk("acTL", numbers([parts.length, 4], [0, 4])),
  ];
  let sequence = 0;
  for (const [index, { picture, at, milliseconds }] of parts.entries()) {
    const place = [at.width, at.height, at.x, at.y].map((value) => [value, 4] as const);
    const delay = [
      [milliseconds, 2],
      [1000, 2],
      [0, 1],
      [0, 1],
    ] as const;
    chunks.push(chunk("fcTL", numbers([sequence++, 4], ...place, ...delay)));
    const data = deflateSync(indexed(picture, at, palette, nearest), { level: 9 });
    chunks.push(index === 0 ? chunk("IDAT", data) : chunk("fdAT", Buffer.concat([numbers([sequence++, 4]), data])));
  }
  return Buffer.concat([...chunks, chunk("IEND", Buffer.alloc(0))]);
}

type Colour = readonly [red: number, green: number, blue: number];

/** The colours that most pixels have: near ones are counted together, and stand for one another. */
function paletteOf(pictures: readonly Picture[]): readonly Colour[] {
  const buckets = new Map<number, { count: number; sums: [number, number, number] }>();
  for (const { pixels } of pictures) {
    for (let at = 0; at < pixels.length; at += 3) {
      const [red, green, blue] = [pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0];
      const key = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
      const bucket = buckets.get(key) ?? { count: 0, sums: [0, 0, 0] };
      buckets.set(key, bucket);
      bucket.count += 1;
      bucket.sums[0] += red;
      bucket.sums[1] += green;
      bucket.sums[2] += blue;
    }
  }
  const most = [...buckets.values()].sort((a, b) => b.count - a.count).slice(0, 256);
  return most.map(({ count, sums: [red, green, blue] }) => [
    Math.round(red / count),
    Math.round(green / count),
    Math.round(blue / count),
  ]);
}

/** The rows of a rectangle as numbers of colours; `nearest` remembers what was looked for before. */
function indexed(
  { width, pixels }: Picture,
  at: Rectangle,
  palette: readonly Colour[],
  nearest: Map<number, number>,
): Buffer {
  const rows = Buffer.alloc((at.width + 1) * at.height);
  for (let y = 0; y < at.height; y++) {
    for (let x = 0; x < at.width; x++) {
      const from = ((at.y + y) * width + at.x + x) * 3;
      const colour: Colour = [pixels[from] ?? 0, pixels[from + 1] ?? 0, pixels[from + 2] ?? 0];
      const key = (colour[0] << 16) | (colour[1] << 8) | colour[2];
      let index = nearest.get(key);
      if (index === undefined) {
        index = nearestTo(colour, palette);
        nearest.set(key, index);
      }
      rows[y * (at.width + 1) + 1 + x] = index;
    }
  }
  return rows;
}

function nearestTo([red, green, blue]: Colour, palette: readonly Colour[]): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, [r, g, b]] of palette.entries()) {
    const distance = 2 * (red - r) ** 2 + 4 * (green - g) ** 2 + 3 * (blue - b) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

interface Change {
  readonly picture: Picture;
  readonly at: Rectangle;
  milliseconds: number;
}

function changesOf(frames: readonly Frame[]): readonly Change[] {
  const changes: Change[] = [];
  let before: Picture | null = null;
  for (const { picture, milliseconds } of frames) {
    const { width, height } = picture;
    const at = before === null ? { x: 0, y: 0, width, height } : difference(before, picture);
    const last = changes.at(-1);
    if (at !== null) changes.push({ picture, at, milliseconds });
    else if (last !== undefined) last.milliseconds = Math.min(65_535, last.milliseconds + milliseconds);
    before = picture;
  }
  return changes;
}

/** The smallest rectangle that holds every pixel that differs; null where none does. */
function difference(before: Picture, after: Picture): Rectangle | null {
  let [left, top, right, bottom] = [after.width, after.height, -1, -1];
  for (let y = 0; y < after.height; y++) {
    for (let x = 0; x < after.width; x++) {
      const at = (y * after.width + x) * 3;
      const [a, b] = [before.pixels, after.pixels];
      if (a[at] === b[at] && a[at + 1] === b[at + 1] && a[at + 2] === b[at + 2]) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function chunk(type: string, body: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type, "latin1"), body]);
  return Buffer.concat([numbers([body.length, 4]), content, numbers([crc32(content), 4])]);
}

/** Numbers of so many bytes each, the highest byte first. */
function numbers(...values: readonly (readonly [value: number, bytes: number])[]): Buffer {
  return Buffer.concat(
    values.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntBE(value, 0, bytes);
      return buffer;
    }),
  );
}
