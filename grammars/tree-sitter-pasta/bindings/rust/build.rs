//! Compiles the parser and its scanner.

fn main() {
    let mut c = cc::Build::new();
    c.std("c11").include("src").opt_level(3).flag_if_supported("-Wno-unused-parameter").flag_if_supported("/utf-8");
    for file in ["src/parser.c", "src/scanner.c"] {
        c.file(file);
        println!("cargo:rerun-if-changed={file}");
    }
    println!("cargo:rerun-if-changed=src/xid.h");
    c.compile("tree-sitter-pasta");
}
