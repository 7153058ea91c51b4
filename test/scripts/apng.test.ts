/** Recordings: frames that hold only what changed, in a file that PNG readers take. */
import assert from "node:assert/strict";
import { crc32, deflateSync, inflateSync } from "node:zlib";
import { decodePng, encodeApng, type Picture } from "#scripts/apng.ts";

const white = [255, 255, 255];
const red = [200, 0, 0];

/** A picture of so many pixels; those at the places are red. */
function picture(width: number, height: number, ...places: readonly (readonly [x: number, y: number])[]): Picture {
  const isRed = (index: number) => places.some(([x, y]) => y * width + x === index);
  const pixels = Array.from({ length: width * height }, (_, index) => (isRed(index) ? red : white));
  return { width, height, pixels: Uint8Array.from(pixels.flat()) };
}

interface Chunk {
  readonly type: string;
  readonly body: Buffer;
}

/** The chunks of a file, each with a right checksum. */
function chunksOf(file: Buffer): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at);
    const content = file.subarray(at + 4, at + 8 + length);
    assert.equal(file.readUInt32BE(at + 8 + length), crc32(content));
    chunks.push({ type: content.toString("latin1", 0, 4), body: content.subarray(4) });
    at += length + 12;
  }
  return chunks;
}

/** Size, place and milliseconds of each frame. */
function check(file: Buffer, frames: readonly (readonly number[])[]): readonly Chunk[] {
  const chunks = chunksOf(file);
  const controls = chunks.filter(({ type }) => type === "fcTL").map(({ body }) => body);
  assert.deepEqual(
    controls.map((body) => [4, 8, 12, 16].map((at) => body.readUInt32BE(at)).concat(body.readUInt16BE(20))),
    frames,
  );
  assert.equal(chunks.find(({ type }) => type === "acTL")?.body.readUInt32BE(0), frames.length);
  return chunks;
}

describe("a recording", () => {
  it("holds the first frame whole, then what changed; what did not change takes longer", () => {
    const still = picture(6, 4);
    const moved = picture(6, 4, [1, 1], [3, 2]);
    const chunks = check(
      encodeApng([
        { picture: still, milliseconds: 100 },
        { picture: still, milliseconds: 50 },
        { picture: moved, milliseconds: 70 },
      ]),
      [
        [6, 4, 0, 0, 150],
        [3, 2, 1, 1, 70],
      ],
    );
    const order = chunks.map(({ type }) => type).join(" ");
    assert.equal(order, "IHDR PLTE acTL fcTL IDAT fcTL fdAT IEND");
    const palette = chunks.find(({ type }) => type === "PLTE")?.body ?? Buffer.alloc(0);
    const part = inflateSync(chunks.find(({ type }) => type === "fdAT")?.body.subarray(4) ?? Buffer.alloc(0));
    const colour = (index: number) => [...palette.subarray(index * 3, index * 3 + 3)];
    // Rows begin with the number of their filter.
    assert.deepEqual(
      [...part].map((value, at) => (at % 4 === 0 ? value : colour(value))),
      [0, red, white, white, 0, white, white, red],
    );
  });

  it("reads screenshots, with every filter and with transparency", () => {
    const rows = [
      [0, 10, 20, 30, 255, 40, 50, 60, 255],
      [1, 10, 20, 30, 255, 30, 30, 30, 0],
      [2, 1, 1, 1, 0, 1, 1, 1, 0],
      [3, 5, 10, 15, 127, 5, 5, 5, 0],
      [4, 0, 0, 0, 0, 1, 1, 1, 0],
    ];
    const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 5, 8, 6, 0, 0, 0]);
    const chunk = (type: string, body: Buffer) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(body.length);
      return Buffer.concat([length, Buffer.from(type, "latin1"), body, Buffer.alloc(4)]);
    };
    const data = deflateSync(Buffer.from(rows.flat()));
    const file = Buffer.concat([Buffer.alloc(8), chunk("IHDR", header), chunk("IDAT", data)]);
    const { width, height, pixels } = decodePng(file);
    assert.deepEqual([width, height], [2, 5]);
    const lines = Array.from({ length: 5 }, (_, y) => [...pixels.subarray(y * 6, y * 6 + 6)]);
    assert.deepEqual(lines, [
      [10, 20, 30, 40, 50, 60],
      [10, 20, 30, 40, 50, 60],
      [11, 21, 31, 41, 51, 61],
      [10, 20, 30, 30, 40, 50],
      [10, 20, 30, 31, 41, 51],
    ]);
  });
});
