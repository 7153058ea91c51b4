/** Which pictures a surface is, by the conventions of shells. */
import { strict as assert } from "node:assert";
import { decodeShellText, readShell, shellPlaces } from "#client/run-scene/shell.ts";

/** A surface's layers as `file@x,y`. */
function check(
  { files = [], surfaces = "", descript = "" }: { files?: string[]; surfaces?: string; descript?: string },
  expected: Readonly<Record<string, string>>,
): void {
  const shell = readShell(files, surfaces, descript);
  const found = [...shell.surfaces].map(([name, layers]) => [
    name,
    layers.map(({ file, x, y }) => `${file}@${x},${y}`).join(" "),
  ]);
  assert.deepEqual(Object.fromEntries(found), expected);
}

describe("a shell", () => {
  it("has a surface for each picture of that name, however the number is written", () => {
    check(
      { files: ["surface0.png", "surface0010.png", "Surface5.PNG", "surface.png", "body.png", "surface1.pna"] },
      { "0": "surface0.png@0,0", "5": "Surface5.PNG@0,0", "10": "surface0010.png@0,0" },
    );
  });

  it("lays elements over one another, over the picture of the surface where none is its ground", () => {
    check(
      {
        files: ["surface0.png", "surface1.png"],
        surfaces: `charset,UTF-8
descript
{
version,1
}
surface0 // 素
{
element1,overlay,parts\\face.png,12,-3
element10,overlayfast,hat.png,1,2
element2,overlay,mouth.png,4,5
animation0.interval,sometimes
}
surface1
{
element0,base,body.png,0,0
element1,bind,ribbon.png,0,0
}
`,
      },
      {
        "0": "surface0.png@0,0 parts/face.png@12,-3 mouth.png@4,5 hat.png@1,2",
        "1": "body.png@0,0",
      },
    );
  });

  it("reads sections about several surfaces, and braces on the line of the name", () => {
    check(
      {
        surfaces:
          "surface1-3,!2,surface7 {\nelement0,base,a.png,0,0\n}\nsurface.append3 {\nelement1,overlay,b.png,9,9\n}\n",
      },
      { "1": "a.png@0,0", "3": "a.png@0,0 b.png@9,9", "7": "a.png@0,0" },
    );
  });

  it("knows the shell's own words, for each place", () => {
    check(
      {
        files: ["surface0.png", "surface10.png"],
        surfaces:
          "sakura.surface.alias\n{\n笑顔,[5,0]\n空,[99]\n}\nkero.surface.alias\n{\n笑顔,[10]\n}\nchar2.surface.alias\n{\n素,[0]\n}\n",
      },
      {
        "0": "surface0.png@0,0",
        "10": "surface10.png@0,0",
        "0:笑顔": "surface0.png@0,0",
        "1:笑顔": "surface10.png@0,0",
        "2:素": "surface0.png@0,0",
      },
    );
  });

  it("takes no file from outside of its folder, and nothing that is no picture", () => {
    const bad = ["..\\..\\secret.png", "/etc/x.png", "C:\\x.png", "https://example.com/a.png", "a//b.png", "a.svg", ""];
    check({ surfaces: `surface0\n{\n${bad.map((file, at) => `element${at},base,${file},0,0`).join("\n")}\n}\n` }, {});
  });

  it("begins with surfaces 0 and 10, unless descript.txt says otherwise", () => {
    assert.deepEqual(readShell([], "", "").first, ["0", "10"]);
    const descript =
      "name,x\nkero.seriko.defaultsurface,11\nchar3.seriko.defaultsurface,0030\nchar99.seriko.defaultsurface,1\n";
    assert.deepEqual(readShell([], "", descript).first, ["0", "11", "0", "30"]);
  });

  it("lies beside pasta.toml, or beside the folder of ghosts that holds it", () => {
    assert.deepEqual(shellPlaces("/home/me/作品"), ["shell"]);
    assert.deepEqual(shellPlaces("/c:/SSP/ghost/komugi/ghost/master"), ["shell", "../../shell"]);
    assert.deepEqual(shellPlaces("/c:/SSP/ghost/komugi/ghost/master/"), ["shell", "../../shell"]);
    assert.deepEqual(shellPlaces("/home/ghosts/master"), ["shell"]);
  });

  it("is bounded, whatever ranges it names", () => {
    assert.ok(readShell([], "surface0-9999999\n{\nelement0,base,a.png,0,0\n}\n", "").surfaces.size <= 10_001);
  });

  it("is read in the charset that it names, else as what it is", () => {
    const sjis = Uint8Array.from([0x8f, 0xce, 0x8a, 0xe7]);
    assert.equal(decodeShellText(sjis), "笑顔");
    const named = new TextEncoder().encode("charset,Shift_JIS\n");
    assert.equal(decodeShellText(Uint8Array.from([...named, ...sjis])), "charset,Shift_JIS\n笑顔");
    assert.equal(decodeShellText(new TextEncoder().encode("笑顔")), "笑顔");
    assert.equal(decodeShellText(new TextEncoder().encode("charset,nonsense\n笑顔")), "charset,nonsense\n笑顔");
  });
});
