//! The README's first command, and its picture.

use std::fs;

use super::{cargo, root};

#[test]
fn the_demo_makes_the_picture_of_the_readme() {
    let output = cargo()
        .args(["xtask", "demo"])
        .current_dir(root(""))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}{complaints}");

    let files: Vec<&str> = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix("file "))
        .map(str::trim)
        .collect();
    let [picture, edited, video] = files.as_slice() else {
        panic!("{told}");
    };
    let picture = fs::read(picture).unwrap();
    assert!(picture.len() < 60_000, "{} bytes", picture.len());
    assert!(
        picture == fs::read(root("docs/demo.jpg")).unwrap(),
        "docs/demo.jpg is not the picture that `cargo xtask demo` makes"
    );
    assert!(fs::read(edited).unwrap().starts_with(b"\x89PNG"));
    assert_eq!(fs::read(video).unwrap().get(4..8), Some(&b"ftyp"[..]));
}
