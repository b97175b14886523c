//! Components that do not come back.

use visual_host::HostError;

use crate::foreign::cases::{Act, Case, Fault, TIME};
use crate::foreign::guest::Guest;

const LOOP: &str = "(loop (br 0)) unreachable";
const POST: &str = "cabi_post_volcengine:visual/catalog@0.1.0#list-tools";

pub fn cases() -> Vec<Case> {
    let late = || Fault::Exactly(HostError::TimeLimit(TIME));
    let of =
        |name, act, fault, guest: Guest| Case::new(name, act, fault, move || guest.component());
    let case = |name, act, guest: Guest| of(name, act, late(), guest);
    let looping = Guest {
        otherwise: LOOP,
        ..Guest::default()
    };
    let start = Guest::default().more("(func $start (loop (br 0))) (start $start)");
    let initialise = Guest::default().more("(func (export \"_initialize\") (loop (br 0)))");
    let post = format!("(func (export \"{POST}\") (param i32) (loop (br 0)))");
    let realloc = Guest {
        realloc: LOOP,
        ..Guest::default()
    };
    let forever = "(call $block (call $sleep (i64.const -1))) unreachable";
    let short = "(loop (call $block (call $sleep (i64.const 1000))) (br 0)) unreachable";
    let fill = "(loop (memory.fill (i32.const 0) (i32.const 1) (i32.const 131072)) (br 0))
                unreachable";
    vec![
        case("a start function that loops", Act::List, start.clone()),
        case("a start function before a status", Act::Status, start),
        case("an initialisation that loops", Act::Describe, initialise),
        case(
            "list-tools that loops",
            Act::List,
            Guest::with("list-tools", LOOP),
        ),
        case("describe that loops", Act::Describe, looping.clone()),
        case("collect that loops", Act::Status, looping.clone()),
        case("open that loops", Act::Download, looping.clone()),
        of(
            "a purchase that loops",
            Act::Buy,
            Fault::Exactly(HostError::Deadline),
            looping,
        ),
        case(
            "a post-return that loops",
            Act::List,
            Guest::default().more(post),
        ),
        case("a realloc that loops", Act::Describe, realloc),
        case(
            "a pollable that is never ready",
            Act::Describe,
            Guest::with("describe", forever),
        ),
        case(
            "filling memory for ever",
            Act::Describe,
            Guest::with("describe", fill),
        ),
        of(
            "sleeping a thousand times",
            Act::Describe,
            Fault::Like("resources at once"),
            Guest::with("describe", short),
        ),
        of(
            "a recursion without end",
            Act::List,
            Fault::Like("stack"),
            Guest::with("list-tools", "(call $again) unreachable")
                .more("(func $again (call $again))"),
        ),
        of(
            "a trap",
            Act::Describe,
            Fault::Like("unreachable"),
            Guest::default(),
        ),
        of(
            "an answer outside of its memory",
            Act::List,
            Fault::Like("Trap"),
            Guest::with("list-tools", "(i32.const -8)"),
        ),
    ]
}
