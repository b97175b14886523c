//! Components that are not what they should be, or that a compiler takes
//! minutes for.

use std::time::Duration;

use visual_host::{HostError, Usage};
use wasm_encoder::{Component, RawSection};

use crate::foreign::cases::{Act, Case, Fault, limits};
use crate::foreign::guest::{Guest, encode};

pub fn cases() -> Vec<Case> {
    let limit = |usage, max| Fault::Exactly(HostError::Limit(usage, max));
    let like = Fault::Like;
    let case = |name, fault, bytes: fn() -> Vec<u8>| Case::new(name, Act::Build, fault, bytes);
    vec![
        case(
            "loops inside each other",
            limit(Usage::LoopDepth, 64),
            || function(&[locals(100), "(loop ".repeat(5_000), ")".repeat(5_000)]),
        ),
        case(
            "branches over many variables",
            limit(Usage::Branches, 2_000_000),
            || function(&[locals(1_000), BRANCH.repeat(10_000)]),
        ),
        case("many variables", limit(Usage::Locals, 10_000), || {
            function(&[locals(50_000)])
        }),
        case("many functions", limit(Usage::Functions, 20_000), || {
            component_of(&format!("(module {})", "(func)".repeat(50_000)))
        }),
        case("a large file", limit(Usage::FileBytes, 8 << 20), large),
        case(
            "components that double",
            limit(Usage::Nested, 1_000),
            || doubling(30),
        ),
        case(
            "components that pass on others",
            like("passes components on"),
            chained,
        ),
        Case::new(
            "a compiler that takes too long",
            Act::Build,
            Fault::Exactly(HostError::CompileLimit(0)),
            || Guest::default().component(),
        )
        .limits(limits().with_compile(Duration::ZERO)),
        Case::new("many instances", Act::List, like("core instances"), || {
            instances(40)
        }),
        case(
            "a type of a million fields",
            like("which this host does not offer"),
            wide_types,
        ),
        case("a missing export", like("does not fit"), without_exports),
        case(
            "a result of another type",
            like("does not fit"),
            other_types,
        ),
        case(
            "an import of files",
            like("wasi:filesystem/types@0.2.0"),
            || wat("(component (import \"wasi:filesystem/types@0.2.0\" (instance)))"),
        ),
        case(
            "an import with a name of a megabyte",
            like("which this host does not offer"),
            || {
                wat(&format!(
                    "(component (import \"{}\" (instance)))",
                    "a".repeat(60_000)
                ))
            },
        ),
        case("a core module", like("it is a core module"), || {
            wat("(module)")
        }),
        case("half a component", like("no WebAssembly component"), half),
        case("text", like("it is not WebAssembly"), || {
            b"#!/bin/sh\n".to_vec()
        }),
    ]
}

/// A branch over three variables.
const BRANCH: &str = "(if (i64.eqz (local.get 0)) (then (local.set 1 (local.get 2))))";

fn locals(count: usize) -> String {
    format!("(local{})", " i64".repeat(count))
}

fn function(body: &[String]) -> Vec<u8> {
    component_of(&format!("(module (func {}))", body.concat()))
}

fn large() -> Vec<u8> {
    let data = "x".repeat(9 << 20);
    component_of(&format!(
        "(module (memory 200) (data (i32.const 0) \"{data}\"))"
    ))
}

fn wat(text: &str) -> Vec<u8> {
    wat::parse_str(text).expect("text that parses")
}

/// A component around a core module.
fn component_of(module: &str) -> Vec<u8> {
    let mut component = Component::new();
    component.section(&RawSection {
        id: 1,
        data: &wat(module),
    });
    component.finish()
}

/// Each component holds the next one twice.
fn doubling(depth: u32) -> Vec<u8> {
    let inner = match depth {
        0 => return wat("(component)"),
        _ => nested(depth - 1),
    };
    wat(&format!(
        "(component {inner} (instance (instantiate 0)) (instance (instantiate 0)))"
    ))
}

fn nested(depth: u32) -> String {
    match depth {
        0 => "(component (core module $m) (core instance (instantiate $m)))".to_owned(),
        _ => format!(
            "(component {} (instance (instantiate 0)) (instance (instantiate 0)))",
            nested(depth - 1)
        ),
    }
}

/// Each component makes two instances of the one before it.
fn chained() -> Vec<u8> {
    let link = |n: usize| {
        let twice = "(instance (instantiate $c))".repeat(2);
        format!(
            "(component $c{n} (alias outer $root $c{} (component $c)) {twice})",
            n - 1
        )
    };
    let links: String = (1..30).map(link).collect();
    wat(&format!(
        "(component $root (component $c0) {links} (instance (instantiate $c29)))"
    ))
}

/// A component that has every export, and many instances beside.
fn instances(count: usize) -> Vec<u8> {
    let mut bytes = Guest::default().component();
    let more = wat(&format!(
        "(component (core module $m) {})",
        "(core instance (instantiate $m))".repeat(count)
    ));
    // An inner component that is instantiated with the outer one.
    let mut component = Component::new();
    component.section(&RawSection { id: 4, data: &more });
    // Section 5: one instance of the component, without arguments.
    let number = sections(&bytes, 4);
    component.section(&RawSection {
        id: 5,
        data: &[1, 0, number, 0],
    });
    bytes.extend_from_slice(component.finish().get(8..).expect("its sections"));
    bytes
}

/// How many sections of a kind there are, each of one component.
fn sections(component: &[u8], kind: u8) -> u8 {
    let (mut at, mut count) = (8, 0);
    while at < component.len() {
        count += u8::from(component[at] == kind);
        at += 1;
        let (mut size, mut shift) = (0_usize, 0);
        loop {
            let byte = component[at];
            at += 1;
            size |= usize::from(byte & 0x7f) << shift;
            shift += 7;
            if byte < 0x80 {
                break;
            }
        }
        at += size;
    }
    count
}

/// Tuples of tuples: few bytes, a million fields.
fn wide_types() -> Vec<u8> {
    let tuple = |name: &str, of: &str, count: usize| {
        format!("(type ${name} (tuple{}))", format!(" ${of}").repeat(count))
    };
    let types = [
        format!("(type $a (tuple{}))", " u32".repeat(100)),
        tuple("b", "a", 100),
        tuple("c", "b", 90),
    ];
    wat(&format!(
        "(component {} (import \"f\" (func (param \"x\" $c))))",
        types.concat()
    ))
}

/// A component of the smallest world.
fn without_exports() -> Vec<u8> {
    wat("(component)")
}

/// A component whose `list-tools` returns a number.
fn other_types() -> Vec<u8> {
    let mut resolve = wit_parser::Resolve::default();
    let text = "package volcengine:visual@0.1.0;
        interface catalog { list-tools: func() -> u32; }
        world visual { export catalog; }";
    let package = resolve
        .push_str("other.wit", text)
        .expect("WIT that parses");
    let world = resolve.select_world(&[package], Some("visual"));
    let module = wat("(module (memory (export \"memory\") 1)
           (func (export \"volcengine:visual/catalog@0.1.0#list-tools\") (result i32)
             (i32.const 7)))");
    encode(module, &resolve, world.expect("the world"))
}

fn half() -> Vec<u8> {
    let whole = Guest::default().component();
    whole[..whole.len() / 2].to_vec()
}
