//! With the real parts, as `cargo xtask build --components-only` leaves them.

use std::collections::BTreeSet;
use std::fs;

use super::compose;
use crate::surface;
use crate::workspace::Workspace;

fn part(name: &str) -> Vec<u8> {
    let directory = Workspace::load().unwrap().components();
    fs::read(directory.join(format!("{name}.wasm")))
        .expect("run `cargo xtask build --components-only` first")
}

#[test]
fn the_signer_takes_the_place_of_its_interface() {
    let core = part("visual-core");
    let composed = compose(&core, &part("signer")).unwrap();

    let before = surface::read(&core).unwrap();
    let after = surface::read(&composed).unwrap();
    assert_eq!(after.exports, before.exports);
    let swapped = |name: &String| name.replace("visual/signer@", "visual/credentials@");
    let wanted: BTreeSet<String> = before.imports.iter().map(swapped).collect();
    assert_eq!(BTreeSet::from_iter(after.imports), wanted);
}

#[test]
fn the_same_parts_make_the_same_bytes() {
    let (core, signer) = (part("visual-core"), part("signer"));
    assert!(compose(&core, &signer).unwrap() == compose(&core, &signer).unwrap());
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let (core, signer) = (part("visual-core"), part("signer"));
    assert!(compose(&core, &core).is_err(), "the core signs nothing");
    assert!(
        compose(&signer, &signer).is_err(),
        "the signer asks for no signatures"
    );
}
