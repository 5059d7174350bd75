//! `bindgen INPUT.wasm FOLDER`: the JavaScript side of a compiled module; `cargo xtask wasm` runs it.

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let input = arguments
        .next()
        .context("the first argument is the compiled module")?;
    let folder = arguments
        .next()
        .context("the second argument is the output folder")?;
    Bindgen::new()
        .input_path(input)
        .out_name("module")
        .web(true)?
        .typescript(true)
        // Without it `init()` in a page does not find the wasm file.
        .omit_default_module_path(false)
        .remove_name_section(true)
        .generate(folder)
}
