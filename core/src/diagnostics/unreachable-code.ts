/**
 * `unreachable-code`: what the engine reads and never runs: variables set below an actor, code blocks of an actor that
 * are not marked as Lua, and cue commands other than `select`. Source: `code_gen/scope_gen.rs` of pasta_lua 0.4.4.
 */
import type { MessageId } from "../messages/index.ts";
import type { Span } from "../syntax/model.ts";
import type { TextRule } from "./model.ts";

export const unreachableCode: TextRule = {
  codes: ["unreachable-code"],
  checkText({ block: { node } }, report) {
    const tell = ({ start, end }: Span, message: MessageId, ...args: string[]) => {
      report({ code: "unreachable-code", start, end, message, args, unnecessary: true });
    };
    if (node.kind === "actor") {
      for (const { span } of node.sets) tell(span, "unreachable-actor-variable");
      for (const { span, language } of node.code) {
        if (language?.text !== "lua") tell(span, "unreachable-actor-code");
      }
    }
    if (node.kind === "scene") {
      for (const { items } of node.locals) {
        for (const item of items) {
          // A mark without a command is a fault of the line already.
          if (item.kind === "cue" && item.command.text !== "select" && item.command.text !== "")
            tell(item.span, "unreachable-cue", item.command.text);
        }
      }
    }
  },
};
