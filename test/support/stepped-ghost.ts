/** Random ghosts for whoever steps through programs: calls, draws, choices, pauses, Lua, and things that fail. */
import fc from "fast-check";

const FUNCTIONS = `\`\`\`lua
function SCENE.和(act, n) local s = 0 for i = 1, n or 3 do s = s + i end return s end
function SCENE.道(act) local co = coroutine.wrap(function() for i = 1, 2 do coroutine.yield(i) end end) return co() + co() end
function SCENE.時(act) local t = os.clock() return t == t and "時" or "無" end
function SCENE.試(act) return tostring(pcall(error, "x")) end
\`\`\`
`;

/** Lines of a scene; calls go to later scenes only, so that every program ends. */
const line = (later: readonly string[]) =>
  fc.oneof(
    fc.constantFrom(
      "さくら：話。",
      "うにゅう：＠色　です。",
      "：続き。",
      "さくら：＄x　＄＊y",
      "さくら：＠和（４）＠道（）＠試（）",
    ),
    fc.constantFrom(
      "＄x＝＄x＋１",
      "＄＊y＝＄＊y＋２×３",
      "＄x＝＠和（）",
      "＞チェイントーク",
      "さくら：＠ない",
      "＞ない",
    ),
    fc.constantFrom("＠？甲の枝", "＠？丁", "＞二", "さくら：＠時（）"),
    ...(later.length > 0 ? [fc.constantFrom(...later.map((name) => `＞${name}`))] : []),
  );

/** A ghost whose scene 甲 plays to its end, whatever it holds. */
export const randomGhost = fc
  .tuple(
    ...[0, 1, 2, 3].map((index) => fc.array(line(["乙", "丙", "丁"].slice(index)), { minLength: 1, maxLength: 5 })),
  )
  .map((scenes) =>
    ["甲", "乙", "丙", "丁"]
      .map(
        (name, index) =>
          `＊${name}\n　さくら：${name}。\n${(scenes[index] ?? []).map((each) => `　${each}\n`).join("")}${FUNCTIONS}`,
      )
      .join("\n"),
  )
  .map(
    (scenes) =>
      `％さくら\n％うにゅう\n＊二１\n　さくら：一。\n＊二２\n　さくら：二。\n＊甲の枝\n　さくら：枝。\n＠色：赤、青、黄\n${scenes}`,
  );
