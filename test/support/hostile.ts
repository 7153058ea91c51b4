/** Texts that have broken parsers before, of any size, for tests and for the benchmark of growth. */
import { pick, randomFrom } from "./random.ts";

const random = randomFrom(3);
const marks = [...'＊・＞＠＄％！＆＃：＝（）、「」"`\\　\n＋－１あa'];

/** Texts of about `size` characters that have broken parsers before. */
export const hostile: Readonly<Record<string, (size: number) => string>> = {
  "random marks": (size) => Array.from({ length: size }, () => pick(random, marks)).join(""),
  "one line": (size) => `＊a\n　さくら：${"あ".repeat(size)}\n`,
  "open parentheses": (size) => `＊a\n　＄x＝${"（".repeat(size)}\n`,
  "nested parentheses": (size) => `＊a\n　＄x＝${"（".repeat(size / 2)}1${"）".repeat(size / 2)}\n`,
  "open calls in speech": (size) => `＊a\n　さくら：${"＠f（".repeat(size / 3)}\n`,
  "open strings in speech": (size) => `＊a\n　さくら：${"＠f（「".repeat(size / 4)}\n`,
  "open fences": (size) => "```lua\n".repeat(size / 7),
  "unclosed string a line": (size) => `＊a\n${"　＄x＝「あ\n".repeat(size / 7)}`,
  "broken lines": (size) => `＊a\n${"　＞会話（１＋\n".repeat(size / 8)}`,
  "carriage returns": (size) => "＊a\r　さくら：や\r".repeat(size / 10),
  "NUL and lone surrogates": (size) => `＊a\n　さくら：${"\0\ud83c\udf5d\udf5d".repeat(size / 4)}\n`,
  "empty scenes": (size) => "＊a\n".repeat(size / 3),
};
