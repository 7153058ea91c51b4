//! The Pasta grammar for tree-sitter.
//!
//! ```
//! let mut parser = tree_sitter::Parser::new();
//! parser.set_language(&tree_sitter_pasta::LANGUAGE.into()).unwrap();
//! let tree = parser.parse("＊会話\n　さくら：こんにちは\n", None).unwrap();
//! assert!(!tree.root_node().has_error());
//! ```

use tree_sitter_language::LanguageFn;

extern "C" {
    fn tree_sitter_pasta() -> *const ();
}

/// The language, for `Parser::set_language`.
pub const LANGUAGE: LanguageFn = unsafe { LanguageFn::from_raw(tree_sitter_pasta) };

/// What every node type is made of.
pub const NODE_TYPES: &str = include_str!("../../src/node-types.json");

/// Colours.
pub const HIGHLIGHTS_QUERY: &str = include_str!("../../queries/highlights.scm");

/// Lua in code blocks.
pub const INJECTIONS_QUERY: &str = include_str!("../../queries/injections.scm");

/// Names of variables by scene.
pub const LOCALS_QUERY: &str = include_str!("../../queries/locals.scm");

/// Definitions and references by name.
pub const TAGS_QUERY: &str = include_str!("../../queries/tags.scm");
