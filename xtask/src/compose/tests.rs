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
    let composed = compose(&core, &part("signer"), &[]).unwrap();

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
    assert!(compose(&core, &signer, &[]).unwrap() == compose(&core, &signer, &[]).unwrap());
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let (core, signer, env) = (part("visual-core"), part("signer"), part("env"));
    let refusal = |socket, plug, unused: &[&str]| {
        let error = compose(socket, plug, unused).expect_err("they do not fit");
        error.to_string()
    };
    let signing = "volcengine:visual/signer@0.1.0";
    let cases = [
        // An export that nothing takes.
        (refusal(&core, &core, &[]), "types@"),
        (refusal(&core, &env, &[]), "credentials@"),
        (refusal(&signer, &signer, &[]), "signer@"),
        // An export that is named as unused and is used; and a name that is no export.
        (refusal(&core, &signer, &[signing]), "nothing to wire"),
        (refusal(&core, &signer, &["a:b/c@1.0.0"]), "a:b/c@1.0.0"),
    ];
    for (error, wanted) in cases {
        assert!(error.contains(wanted), "{error}");
    }
}
