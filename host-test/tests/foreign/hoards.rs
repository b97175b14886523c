//! Components that want all there is: memory, tables, resources, text.

use visual_host::{HostError, Usage};

use crate::foreign::cases::{Act, Case, Fault, limits};
use crate::foreign::guest::{ANSWER, Guest, answer, offset, store};

const MIB: u32 = 1 << 20;
const PAGES_OF_A_MIB: u32 = 16;
/// Beyond whatever else is in memory.
const TEXT: u32 = 128 << 10;

/// Takes memory, and writes into all of it, until there is no more.
const MEMORY: &str = "
(local $at i32)
(loop
  (local.set $at (memory.grow (i32.const 16)))
  (if (i32.eq (local.get $at) (i32.const -1)) (then unreachable))
  (memory.fill
    (i32.mul (local.get $at) (i32.const 65536)) (i32.const 7) (i32.const 1048576))
  (br 0))
unreachable";

const TABLE: &str = "
(loop
  (br_if 0 (i32.ne (table.grow 0 (ref.null func) (i32.const 1000)) (i32.const -1))))
unreachable";

/// A list of one field of 30,000 bytes, again and again.
const FIELDS: &str = "
(i32.store (i32.const 1024) (i32.const 2048))
(i32.store (i32.const 1028) (i32.const 1))
(i32.store (i32.const 1032) (i32.const 4096))
(i32.store (i32.const 1036) (i32.const 30000))
(memory.fill (i32.const 2048) (i32.const 97) (i32.const 40000))
(loop
  (call $from-list (i32.const 1024) (i32.const 1) (i32.const 64))
  (br 0))
unreachable";

/// A request that keeps a method of two million letters.
const METHOD: &str = "
(drop (memory.grow (i32.const 32)))
(memory.fill (i32.const 65536) (i32.const 97) (i32.const 2000000))
(loop
  (drop (call $set-method
    (call $request (call $fields)) (i32.const 9) (i32.const 65536) (i32.const 2000000)))
  (br 0))
unreachable";

pub fn cases() -> Vec<Case> {
    let limit = |usage, max| Fault::Exactly(HostError::Limit(usage, max));
    let local = || Fault::Exactly(HostError::TransferLimit(MIB as usize));
    let memory = limits().memory;
    let case =
        |name, act, fault, guest: Guest| Case::new(name, act, fault, move || guest.component());
    vec![
        case(
            "memory without end",
            Act::List,
            Fault::Exactly(HostError::MemoryLimit(memory)),
            Guest::with("list-tools", MEMORY),
        ),
        case(
            "much memory from the start",
            Act::Build,
            Fault::Exactly(HostError::MemoryLimit(memory)),
            Guest {
                pages: 65_536,
                ..Guest::default()
            },
        ),
        case(
            "many memories",
            Act::Build,
            limit(Usage::Memories, 3),
            Guest::default().more("(memory 1)".repeat(50)),
        ),
        case(
            "many tables",
            Act::Build,
            limit(Usage::Tables, 8),
            Guest::default().more("(table 1 funcref)".repeat(50)),
        ),
        case(
            "a table that grows",
            Act::List,
            limit(Usage::TableElements, 20_000),
            Guest::with("list-tools", TABLE).more("(table 1 funcref)"),
        ),
        case(
            "a large table",
            Act::Build,
            limit(Usage::TableElements, 20_000),
            Guest::default().more("(table 9000000 funcref)"),
        ),
        case(
            "resources that are never dropped",
            Act::List,
            limit(Usage::Resources, 128),
            Guest::with(
                "list-tools",
                "(loop (drop (call $fields)) (br 0)) unreachable",
            ),
        ),
        case(
            "resources of its own",
            Act::List,
            limit(Usage::Resources, 128),
            Guest::with(
                "list-tools",
                "(loop (drop (call $new-download (i32.const 1))) (br 0)) unreachable",
            ),
        ),
        case(
            "fields without end",
            Act::List,
            limit(Usage::Resources, 128),
            Guest::with("list-tools", FIELDS),
        ),
        case(
            "a method of megabytes",
            Act::Status,
            limit(Usage::RequestText, 8192),
            Guest::with("wait", METHOD),
        ),
        case(
            "a schema of 20 MB",
            Act::Describe,
            local(),
            schema(20 * MIB),
        ),
        case(
            "a schema of 900 KB",
            Act::Describe,
            limit(Usage::DescriptionBytes, 256 << 10),
            schema(900_000),
        ),
        case(
            "a schema of 200 KB of separators",
            Act::Describe,
            Fault::None,
            schema(200_000),
        ),
        case(
            "a catalogue of a million tools",
            Act::List,
            local(),
            catalogue(1_000_000),
        ),
        case(
            "a message of 20 MB",
            Act::Describe,
            local(),
            message(20 * MIB),
        ),
        case(
            "a message of 60 MB from a status",
            Act::Status,
            Fault::Like("  "),
            message(60 * MIB),
        ),
        case(
            "details of 70 MB",
            Act::Status,
            Fault::None,
            details(70 * MIB),
        ),
        case(
            "details of 100 MB",
            Act::Status,
            Fault::Exactly(HostError::TransferLimit(80 * MIB as usize)),
            details(100 * MIB),
        ),
        case(
            "a file without end",
            Act::Download,
            limit(Usage::DownloadBytes, u64::from(MIB)),
            endless(),
        )
        .limits(limits().with_download(u64::from(MIB))),
    ]
}

/// Memory with so much text in it: what a byte of JSON can be most costly.
fn text(length: u32, byte: u8) -> String {
    let pages = length / MIB * PAGES_OF_A_MIB + PAGES_OF_A_MIB;
    format!(
        "(drop (memory.grow (i32.const {pages})))
         (memory.fill (i32.const {TEXT}) (i32.const {byte}) (i32.const {length}))"
    )
}

/// A description with a long schema. A result's content lies behind 8 bytes.
fn schema(length: u32) -> Guest {
    let place = 8 + offset("tool-description", "schema");
    let body = [text(length, b','), store(place, TEXT, length), answer()];
    Guest::with("describe", body.concat())
}

/// A list of tools without names.
fn catalogue(count: u32) -> Guest {
    let body = [text(90 * MIB, 0), store(0, TEXT, count), answer()];
    Guest::with("list-tools", body.concat())
}

/// An error with a long message.
fn message(length: u32) -> Guest {
    let place = 8 + offset("error", "message");
    let body = [
        text(length, b' '),
        failed(),
        store(place, TEXT, length),
        answer(),
    ]
    .concat();
    Guest::with("describe", body.clone()).and("wait", body)
}

fn failed() -> String {
    format!("(i32.store8 (i32.const {ANSWER}) (i32.const 1))")
}

/// An outcome with long details; it lies behind 8 bytes more.
fn details(length: u32) -> Guest {
    let place = 16 + offset("done", "details");
    let body = [text(length, b','), store(place, TEXT, length), answer()];
    Guest::with("wait", body.concat())
}

/// A download whose every piece is 64 KiB.
fn endless() -> Guest {
    let open = format!(
        "(i32.store (i32.const {}) (call $new-download (i32.const 1))) {}",
        ANSWER + 8,
        answer()
    );
    let some = format!("(i32.store8 (i32.const {}) (i32.const 1))", ANSWER + 8);
    let read = [some, store(12, 0, 65_536), answer()].concat();
    Guest::with("open", open).and("[method]download.read", read)
}
