/** The tables and keys of `pasta.toml` that the engine reads, with what they mean. Source: `loader/config` of pasta_lua 0.4.4. */
import type { Locale } from "../messages/index.ts";

export type ConfigType = "string" | "integer" | "number" | "boolean" | "strings" | "table";

export interface ConfigKey {
  readonly key: string;
  readonly type: ConfigType;
  /** The default, as it would be written. */
  readonly value: string;
  /** The only values that the engine takes, in any case of letters. */
  readonly values?: readonly string[];
  /** The smallest and the largest number that the engine takes. */
  readonly range?: readonly [number, number];
  readonly en: string;
  readonly ja: string;
}

export interface ConfigSection {
  /** `loader`; `actor` stands for every `[actor."name"]`. */
  readonly name: string;
  readonly en: string;
  readonly ja: string;
  readonly keys: readonly ConfigKey[];
}

/** A key whose type its default shows. */
const key = (name: string, value: string, en: string, ja: string, more: Partial<ConfigKey> = {}): ConfigKey => ({
  key: name,
  type: typeOf(value),
  value,
  en,
  ja,
  ...more,
});

function typeOf(value: string): ConfigType {
  if (value === "true" || value === "false") return "boolean";
  if (/^-?\d+$/.test(value)) return "integer";
  if (/^-?\d+\.\d+$/.test(value)) return "number";
  return value.startsWith("[") ? "strings" : value.startsWith("{") ? "table" : "string";
}

/** What `font` of an actor may hold. Source: `FONT_ATTRIBUTES` of pasta_core 0.4.4; any other stops the engine. */
export const FONT_ATTRIBUTES: readonly string[] = [
  "color",
  "name",
  "height",
  "bold",
  "italic",
  "underline",
  "strike",
  "sub",
  "sup",
  "outline",
  "shadowcolor",
  "shadowstyle",
];

export const CONFIG_SECTIONS: readonly ConfigSection[] = [
  {
    name: "loader",
    en: "which files belong to the ghost",
    ja: "ゴーストに属するファイル",
    keys: [
      key("pasta_patterns", '["dic/**/*.pasta"]', "patterns of the dictionaries", "辞書ファイルのパターン"),
      key("lua_search_paths", '["scripts"]', "where Lua looks for modules", "Lua モジュールを探すフォルダー"),
      key(
        "transpiled_output_dir",
        '"profile/pasta/cache/lua"',
        "where generated Lua is kept",
        "生成した Lua の置き場所",
      ),
      key("debug_mode", "true", "log figures of the loading", "読み込みの統計を記録する"),
      key("ffi", "false", "open LuaJIT's FFI", "LuaJIT の FFI を使えるようにする"),
    ],
  },
  {
    name: "actor",
    en: "an actor",
    ja: "アクター",
    keys: [
      key("spot", "0", "where the actor stands", "立ち位置"),
      key("font", "{}", "the style of the actor's text", "文字の装い"),
    ],
  },
  {
    name: "scene.alias",
    en: "names that stand for other scenes: target = [aliases]",
    ja: "シーンの別名：置き換え先 = [別名]",
    keys: [],
  },
  {
    name: "talk",
    en: "pauses and line breaks in speech",
    ja: "せりふの間と改行",
    keys: [
      key("script_wait_normal", "50", "wait after a character, in milliseconds", "一文字ごとの待ち時間（ミリ秒）"),
      key("script_wait_period", "1000", "wait after a full stop, in milliseconds", "句点の後の待ち時間（ミリ秒）"),
      key("script_wait_comma", "500", "wait after a comma, in milliseconds", "読点の後の待ち時間（ミリ秒）"),
      key(
        "script_wait_strong",
        "500",
        "wait after an exclamation or question mark, in milliseconds",
        "感嘆符・疑問符の後の待ち時間（ミリ秒）",
      ),
      key(
        "script_wait_leader",
        "200",
        "wait after an ellipsis, in milliseconds",
        "三点リーダーの後の待ち時間（ミリ秒）",
      ),
      key("chars_period", '"｡。．."', "characters that end a sentence", "句点とみなす文字"),
      key("chars_comma", '"、，,"', "characters that part a sentence", "読点とみなす文字"),
      key("chars_strong", '"？！!?"', "exclamation and question marks", "感嘆符・疑問符とみなす文字"),
      key("chars_leader", '"･・‥…"', "characters of an ellipsis", "リーダーとみなす文字"),
      key(
        "chars_line_start_prohibited",
        '"゛゜ヽヾゝゞ々ー）］｝」』):;]}｣､･ｰﾞﾟ"',
        "characters that begin no line",
        "行頭禁則文字",
      ),
      key("chars_line_end_prohibited", '"（［｛「『([{｢"', "characters that end no line", "行末禁則文字"),
    ],
  },
  {
    name: "ghost",
    en: "the ghost as a whole",
    ja: "ゴースト全体",
    keys: [
      key("name", '""', "the ghost’s name, for these tools", "ゴーストの名前（このツールの表示用）"),
      key("talk_interval_min", "180", "shortest time between talks, in seconds", "自動トークの最短間隔（秒）"),
      key("talk_interval_max", "300", "longest time between talks, in seconds", "自動トークの最長間隔（秒）"),
      key("hour_margin", "30", "no talk so close to the full hour, in seconds", "時報前後の余白（秒）"),
      key("spot_newlines", "1.5", "line breaks when the speaker changes", "話者が替わるときの改行"),
      key("choice_newlines", "1.5", "line breaks before choices", "選択肢の前の改行"),
      key("after_choice_newlines", "1.0", "line breaks after choices", "選択肢の後の改行"),
    ],
  },
  {
    name: "persistence",
    en: "saved variables",
    ja: "保存される変数",
    keys: [
      key("obfuscate", "false", "make the file unreadable to people", "保存ファイルを読めない形にする"),
      key("file_path", '"profile/pasta/save/save.toml"', "where variables are saved", "保存先"),
      key("debug_mode", "false", "log what is saved", "保存の様子を記録する"),
    ],
  },
  {
    name: "logging",
    en: "the log of the ghost",
    ja: "ログ",
    keys: [
      key("file_path", '"profile/pasta/logs/pasta.log"', "where the log is written", "ログの書き先"),
      key("level", '"info"', "how much is logged", "どこまで記録するか", {
        values: ["error", "warn", "info", "debug", "trace"],
      }),
      key("filter", '""', "levels by part of the engine", "部分ごとのレベル"),
      key("balloon_warning", "true", "show notices of failure in the balloon", "失敗の表記をバルーンに出す"),
    ],
  },
  {
    name: "debug",
    en: "the engine's own debugger",
    ja: "エンジンのデバッガー",
    keys: [
      key("enabled", "false", "wait for a debugger", "デバッガーを待ち受ける"),
      key("port", "9276", "the port to wait at", "待ち受けるポート", { range: [0, 65535] }),
      key("present_as", '"pasta"', "show Pasta or Lua", "Pasta と Lua のどちらで見せるか", {
        values: ["pasta", "lua"],
      }),
      key("source_map_sidecar", "false", "write source maps beside the Lua", "ソースマップをファイルにも書く"),
    ],
  },
];

export function describe(of: { readonly en: string; readonly ja: string }, locale: Locale): string {
  return of[locale];
}
