//! The floor of the parsing benchmark: the same grammar in native tree-sitter. `native-floor FILE N` prints the
//! milliseconds of the fastest of N full parses.

use std::{env, fs, time::Instant};

fn main() {
    let args: Vec<String> = env::args().collect();
    let source = fs::read_to_string(&args[1]).expect("the file can be read");
    let runs: usize = args[2].parse().expect("N is a number");
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_pasta::LANGUAGE.into()).expect("the grammar fits this tree-sitter");
    let best = (0..runs)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(parser.parse(&source, None));
            start.elapsed().as_secs_f64() * 1e3
        })
        .fold(f64::INFINITY, f64::min);
    println!("{best:.4}");
}
