//! Files that are given as the component, and are none.

use host_test::place;
use visual_host::{HostError, VisualHost};

fn fault(bytes: &[u8]) -> HostError {
    let built = VisualHost::builder().component(bytes).cache(None).build();
    built.err().expect("this is no component for the host")
}

#[test]
fn what_is_no_component_is_named() {
    let named: [(&[u8], &str); 5] = [
        (b"", "it is empty"),
        (b"PK\x03\x04 and so on", "it is not WebAssembly"),
        (b"\x7fELF\x02\x01\x01\0", "it is not WebAssembly"),
        (b"\0asm\x01\0\0\0", "it is a core module"),
        (b"\0asm\x99\0\x07\0", "unknown version"),
    ];
    for (bytes, says) in named {
        let fault = fault(bytes);
        assert!(matches!(fault, HostError::NotAComponent(_)), "{fault:?}");
        assert!(fault.to_string().contains(says), "{fault}");
    }
}

#[test]
fn a_damaged_component_is_none() {
    let whole = place::component();
    let half = &whole[..whole.len() / 2];
    assert!(matches!(fault(half), HostError::NotAComponent(_)));
    let mut scratched = whole.clone();
    scratched[8..64].fill(0xFF);
    assert!(matches!(fault(&scratched), HostError::NotAComponent(_)));
}

#[test]
fn another_component_says_what_does_not_fit() {
    let core = fault(&place::read("visual-core.wasm"));
    let HostError::UnknownImport { name, .. } = &core else {
        panic!("{core:?}");
    };
    assert!(name.starts_with("volcengine:visual/signer"), "{name}");
    assert!(core.to_string().contains("use visual.wasm"), "{core}");

    let empty = fault(b"\0asm\x0d\0\x01\0");
    assert!(matches!(empty, HostError::Incompatible(_)), "{empty:?}");
    let signer = fault(&place::read("signer.wasm"));
    assert!(matches!(signer, HostError::Incompatible(_)), "{signer:?}");
}
