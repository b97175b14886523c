//! Expected values: the vendor's Python SDK, volcengine 1.0.229, at a fixed time.

use super::*;

const SECRET: &str = "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==";
const DATE: &str = "20250102";

fn scope(region: &str) -> Scope<'_> {
    Scope {
        date: DATE,
        region,
        service: "cv",
    }
}

fn text(region: &str, hash: &str) -> String {
    format!("HMAC-SHA256\n20250102T030405Z\n20250102/{region}/cv/request\n{hash}")
}

#[test]
fn signing_keys_are_the_vendors() {
    let cases = [
        (
            "cn-north-1",
            "c1ad0c66774bc3be259f4ab18c7d64124275782f4cd2c9aa104f2c21ce8cb309",
        ),
        (
            "cn-beijing",
            "85fa92a8cba8416316ccee6e6afc26b2edf7a56c6eb6fde3e430a49f88d60f24",
        ),
        (
            "ap-singapore-1",
            "cf609be49bb2d24921aa4be7cacdcc7682267d6e06196be6a41941f92bfd92e4",
        ),
    ];
    for (region, key) in cases {
        let derived = signing_key(SECRET, scope(region)).unwrap();
        assert_eq!(hex::encode(derived.as_slice()), key);
    }
}

/// Name, region, hash of the canonical request, signature.
const VECTORS: [[&str; 4]; 10] = [
    [
        "V1 JSON, escaped",
        "cn-north-1",
        "4ec65e0342b802140231b886e2637fe4bf4c8319c27e8bcaa4071989042d1a43",
        "d45f9398db340361e2a35dd278c3262113661cfa9d46d6d706159a3f10be0dd6",
    ],
    [
        "V2 JSON, UTF-8",
        "cn-north-1",
        "88adaaf34bf724f674c13f219566bb98396a5724a604db8b34f8714fcbf1d35b",
        "eee63dabf9f76d0f7ba9eaea538722562ddcfc78a19b8fd886f34ac6121dcca7",
    ],
    [
        "V3 session token",
        "cn-north-1",
        "fc005b117aaa3d96250643598807dc05709892529a23ebe2976cd871b0fce05e",
        "2a914f99d1ca357ea5983dfe0d5137d9c9d636452a81714acc40a861d2a4adb3",
    ],
    [
        "V4 GET",
        "cn-north-1",
        "22ca179249bd9badb389062f16f5674cb4e581d04671a5da7f7bd7d6a45ea760",
        "f38203f29c17ca482a7406a7fa02784d6a1ace43478f87983b2b8d82dd34afe1",
    ],
    [
        "V5 form",
        "cn-north-1",
        "5eae3dcbf8953f7a71b93c9e5cbc2e5c0fafa8c5cea31c41b2dcbac0e457dda9",
        "9e2cd12486001b7921b70a48d71dc776a8684844579f813728a8d364395bb323",
    ],
    [
        "V6 loopback host",
        "cn-north-1",
        "cdfcee73a5bfe89789e450475fcbb918d145c1a2cc55e82370f4d3773302db9c",
        "9dbd90281f292ce85e790bb192dc3f2fd824414b5a732df23d8253a94bb3e0b8",
    ],
    [
        "V7 default port",
        "cn-north-1",
        "d6ac81d3e9ba71cd5f4f9ad21b099faf736786e02bfe6d7416630334dfa8e0f6",
        "070ae0cf25769867ad49c11743b6374a7e4bf420f1ec508c0db75f31b1b5fdd5",
    ],
    [
        "V9 cn-beijing",
        "cn-beijing",
        "9501d45f1bc7d317d1208265bbcac129af5738d0f62efc37137253eaca2534fe",
        "370e7ccc69322e11d07e4b9572c4f249da36fa1fb0448334d284061fb65d5301",
    ],
    [
        "V10 x-date alone",
        "cn-north-1",
        "1437ae2544448e2a3fddf7d4abe56c228a72453f10811ef6df0b0e0872ebcac3",
        "e62c21ab9894745444b3728a002dd4eeb7137b8464af3ef8835b4a72a5be42e3",
    ],
    [
        "V11 BytePlus",
        "ap-singapore-1",
        "923df2b607ee97f4be368d0298ad1e6671b7fa2972432356a7dce2594b84902f",
        "1b239d959e78b555e13e187c72ab63c8a8c1c453370e672e45a8133be6edf974",
    ],
];

#[test]
fn signatures_are_the_vendors() {
    for [name, region, hash, wanted] in VECTORS {
        let signed = signature(SECRET, scope(region), &text(region, hash));
        assert_eq!(signed.as_deref(), Ok(wanted), "{name}");
    }
}

#[test]
fn a_scope_of_another_shape_is_refused() {
    let good = scope("cn-north-1");
    let text = text("cn-north-1", VECTORS[0][2]);
    let long = "a".repeat(65);
    let cases = [
        Scope {
            service: "tos",
            ..good
        },
        Scope {
            service: "",
            ..good
        },
        Scope {
            date: "2025010",
            ..good
        },
        Scope {
            date: "2025010a",
            ..good
        },
        Scope {
            date: "202501021",
            ..good
        },
        Scope { region: "", ..good },
        Scope {
            region: "cn/north",
            ..good
        },
        Scope {
            region: "CN-NORTH-1",
            ..good
        },
        Scope {
            region: "cn-north-1\n",
            ..good
        },
        Scope {
            region: &long,
            ..good
        },
    ];
    for scope in cases {
        let Scope {
            date,
            region,
            service,
        } = scope;
        assert!(
            signature(SECRET, scope, &text).is_err(),
            "{date:?} {region:?} {service:?}"
        );
    }
}

#[test]
fn a_text_of_another_shape_is_refused() {
    let good = text("cn-north-1", VECTORS[0][2]);
    assert!(signature(SECRET, scope("cn-north-1"), &good).is_ok());
    let changes = [
        ("HMAC-SHA256", "HMAC-SHA1"),
        ("HMAC-SHA256\n", ""),
        ("20250102T", "20250103T"),
        ("T030405Z", "T030405"),
        ("T030405Z", "T0304059Z"),
        ("cn-north-1", "cn-beijing"),
        ("/cv/", "/iam/"),
        ("/request", "/aws4_request"),
        ("/request", "/request/request"),
        ("\n4ec6", "\n4EC6"),
        ("\n4ec6", "\n4ec"),
        ("1a43", "1a43\n"),
        ("1a43", "1a43\n4ec6"),
        ("\n", "\r\n"),
    ];
    for (from, to) in changes {
        let bad = good.replacen(from, to, 1);
        assert_ne!(bad, good);
        assert!(
            signature(SECRET, scope("cn-north-1"), &bad).is_err(),
            "{from:?} to {to:?}"
        );
    }
    for bad in ["", "\n\n\n", "HMAC-SHA256"] {
        assert!(
            signature(SECRET, scope("cn-north-1"), bad).is_err(),
            "{bad:?}"
        );
    }
}
