//! Components that ask the network for more than they may.

use std::net::SocketAddr;

use visual_host::{HostError, Usage};

use crate::foreign::cases::{Act, Case, Fault};
use crate::foreign::guest::Guest;

const ASKS: &str = "/?Action=CVSync2AsyncGetResult&Version=2022-08-31";
const BUYS: &str = "/?Action=CVProcess&Version=2022-08-31";
const BUYS_UNSEEN: &str = "/?Action=CVGetResult&Action=CVProcess&Version=2022-08-31";

/// Requests, one after another or all at once.
pub(super) struct Requests {
    path: &'static str,
    times: u32,
    wait: bool,
    signed: bool,
    post: bool,
}

const ONE_BY_ONE: Requests = Requests {
    path: BUYS,
    times: 1_041,
    wait: true,
    signed: true,
    post: true,
};

/// A purchase.
pub(super) const ONE: Requests = Requests {
    times: 1,
    ..ONE_BY_ONE
};

impl Requests {
    fn guest(&self, function: &'static str, server: SocketAddr) -> Guest {
        self.guest_after("", (function, server))
    }

    /// One that does something else first.
    pub(super) fn guest_after(
        &self,
        first: &str,
        (function, server): (&'static str, SocketAddr),
    ) -> Guest {
        let authority = server.to_string();
        let header = "authorization";
        let value = "HMAC-SHA256 Credential=AKLT/20260101/cn-north-1/cv/request";
        let data = format!(
            "(data (i32.const 1024) \"{authority}\") (data (i32.const 2048) \"{}\")
             (data (i32.const 3072) \"{header}\") (data (i32.const 4096) \"{value}\")",
            self.path
        );
        let sign = format!(
            "(call $append (local.get $fields) (i32.const 3072) (i32.const {})
               (i32.const 4096) (i32.const {}) (i32.const 64))",
            header.len(),
            value.len()
        );
        let wait = "
            (local.set $poll (call $subscribe (local.get $reply)))
            (call $block (local.get $poll))
            (call $drop-pollable (local.get $poll))
            (call $drop-response (local.get $reply))";
        let method = if self.post { 2 } else { 0 };
        let body = format!(
            "(local $n i32) (local $fields i32) (local $request i32)
             (local $reply i32) (local $poll i32)
             {first}
             (loop $next
               (local.set $fields (call $fields))
               {}
               (local.set $request (call $request (local.get $fields)))
               (drop (call $set-method
                 (local.get $request) (i32.const {method}) (i32.const 0) (i32.const 0)))
               (drop (call $set-scheme
                 (local.get $request) (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0)))
               (drop (call $set-authority
                 (local.get $request) (i32.const 1) (i32.const 1024) (i32.const {})))
               (drop (call $set-path
                 (local.get $request) (i32.const 1) (i32.const 2048) (i32.const {})))
               (call $handle (local.get $request) (i32.const 0) (i32.const 0) (i32.const 64))
               (if (i32.eqz (i32.load8_u (i32.const 64))) (then
                 (local.set $reply (i32.load (i32.const 72)))
                 {}))
               (br_if $next (i32.lt_u
                 (local.tee $n (i32.add (local.get $n) (i32.const 1)))
                 (i32.const {}))))
             unreachable",
            if self.signed { sign.as_str() } else { "" },
            authority.len(),
            self.path.len(),
            if self.wait { wait } else { "" },
            self.times,
        );
        Guest::with(function, body).more(data)
    }
}

pub fn cases() -> Vec<Case> {
    let limit = |usage, max| Fault::Exactly(HostError::Limit(usage, max));
    let case = |name, act, fault, (function, requests): (&'static str, Requests)| {
        Case::at(name, act, fault, move |server| {
            requests.guest(function, server).component()
        })
    };
    let bought = || limit(Usage::Purchases, 1);
    let none = || limit(Usage::Purchases, 0);
    vec![
        case(
            "a thousand purchases in one",
            Act::Buy,
            bought(),
            ("custom", ONE_BY_ONE),
        )
        .requests(1..=1),
        case(
            "purchases under another name",
            Act::Buy,
            bought(),
            (
                "custom",
                Requests {
                    path: BUYS_UNSEEN,
                    ..ONE_BY_ONE
                },
            ),
        )
        .requests(1..=1),
        case(
            "purchases without a header that signs",
            Act::Buy,
            bought(),
            (
                "custom",
                Requests {
                    signed: false,
                    ..ONE_BY_ONE
                },
            ),
        )
        .requests(1..=1),
        case(
            "purchases that are read like links",
            Act::Buy,
            bought(),
            (
                "custom",
                Requests {
                    signed: false,
                    post: false,
                    ..ONE_BY_ONE
                },
            ),
        )
        .requests(1..=1),
        case(
            "a status that buys",
            Act::Status,
            none(),
            ("wait", ONE_BY_ONE),
        ),
        case(
            "a list that buys",
            Act::List,
            none(),
            ("list-tools", ONE_BY_ONE),
        ),
        case(
            "a flood of connections",
            Act::Status,
            limit(Usage::Connections, 8),
            (
                "wait",
                Requests {
                    path: ASKS,
                    times: 100,
                    wait: false,
                    ..ONE_BY_ONE
                },
            ),
        )
        .requests(0..=16),
        case(
            "questions without end",
            Act::Status,
            limit(Usage::Requests, 64),
            (
                "wait",
                Requests {
                    path: ASKS,
                    times: 1_000,
                    ..ONE_BY_ONE
                },
            ),
        )
        .requests(1..=2 * 68),
    ]
}
