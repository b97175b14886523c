//! Golden vectors of the vendor's signer, one directory a case, stage by stage:
//! canonical request, string to sign, signature, header.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use visual_signer::sign::{Scope, signature};
use volcengine_visual::protocol::canonical_request::{
    SignableRequest, canonical_request, query, signed_headers, signed_host,
};
use volcengine_visual::protocol::signature::authorization;
use volcengine_visual::protocol::string_to_sign::{SERVICE, hash, scope, string_to_sign};
use volcengine_visual::protocol::time::x_date;

const ACCESS_KEY_ID: &str = "AKLTEXAMPLE0000000000";
const SECRET: &str = "U0VDUkVURVhBTVBMRTAwMDAwMDAwMDAwMA==";
const DAY: &str = "20250102";
const MOMENT: &str = "20250102T030405Z";

/// Every vector has a test: the first list is compared with the directories.
macro_rules! vectors {
    ($($test:ident = $name:literal),+ $(,)?) => {
        const NAMES: &[&str] = &[$($name),+];
        $(#[test] fn $test() { check($name) })+
    };
}

vectors! {
    v1_json_escaped = "V1",
    v2_json_utf8 = "V2",
    v3_session_token = "V3",
    v4_get_with_special_characters = "V4",
    v5_form = "V5",
    v6_port_kept = "V6",
    v7_default_port_dropped = "V7",
    v9_another_region_and_host = "V9",
    v10_one_signed_header = "V10",
    v11_byteplus = "V11",
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/vectors")
}

fn check(name: &str) {
    let file = |part: &str| fs::read_to_string(directory().join(name).join(part));
    let expected = |part: &str| file(part).unwrap_or_else(|error| panic!("{name}/{part}: {error}"));
    let request: Value = serde_json::from_str(&expected("request.json")).unwrap();
    let body_hash = hash(&fs::read(directory().join(name).join("body")).unwrap());
    if let Ok(stated) = file("body.sha256") {
        assert_eq!(body_hash, stated.trim_end(), "{name}: body");
    }

    let text = |value: &Value| value.as_str().unwrap().to_string();
    let pairs = |value: &Value| -> Vec<(String, Option<String>)> {
        let list = value.as_array().unwrap().iter();
        list.map(|pair| (text(&pair[0]), pair[1].as_str().map(str::to_string)))
            .collect()
    };
    let query_pairs = pairs(&request["query"]);
    let query_pairs: Vec<(&str, &str)> = query_pairs
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_deref().unwrap()))
        .collect();
    let header_pairs = pairs(&request["headers"]);
    let headers: Vec<(&str, String)> = header_pairs
        .iter()
        .map(|(name, value)| match (name.as_str(), value) {
            // Without a value it is the hash of the body.
            (name, None) => (name, body_hash.clone()),
            ("host", Some(host)) => ("host", signed_host(host).to_string()),
            (name, Some(value)) => (name, value.clone()),
        })
        .collect();
    let method = text(&request["method"]);
    let region = text(&request["region"]);

    let unsigned = SignableRequest {
        method: &method,
        query: &query(&query_pairs),
        headers: &headers,
        body_hash: &body_hash,
    };
    let canonical = canonical_request(&unsigned);
    match file("canonical-request.txt") {
        Ok(stated) => assert_eq!(canonical, stated, "{name}: canonical request"),
        Err(_) => {
            let stated = expected("canonical-request.sha256");
            let shown = hash(canonical.as_bytes());
            assert_eq!(shown, stated.trim_end(), "{name}: canonical request");
        }
    }

    let line = scope(DAY, &region);
    let to_sign = string_to_sign(MOMENT, &line, &canonical);
    let stated = expected("string-to-sign.txt");
    assert_eq!(to_sign, stated, "{name}: string to sign");

    let signing_scope = Scope {
        date: DAY,
        region: &region,
        service: SERVICE,
    };
    let stated = expected("signature.txt");
    let signed = signature(SECRET, signing_scope, &to_sign);
    assert_eq!(
        signed.as_deref(),
        Ok(stated.trim_end()),
        "{name}: signature"
    );

    let names: Vec<&str> = header_pairs.iter().map(|(name, _)| name.as_str()).collect();
    let credential = format!("{ACCESS_KEY_ID}/{line}");
    let header = authorization(&credential, &signed_headers(&unsigned), stated.trim_end());
    let stated = format!(
        "HMAC-SHA256 Credential={ACCESS_KEY_ID}/{DAY}/{region}/cv/request, SignedHeaders={}, Signature={}",
        names.join(";"),
        stated.trim_end()
    );
    assert_eq!(header, stated, "{name}: header");
}

#[test]
fn every_directory_has_a_test_and_an_origin() {
    let mut found = Vec::new();
    for entry in fs::read_dir(directory()).unwrap() {
        let path = entry.unwrap().path();
        let origin = fs::read_to_string(path.join("origin.md")).unwrap();
        assert_eq!(origin.lines().count(), 1, "{}", path.display());
        found.push(path.file_name().unwrap().to_string_lossy().into_owned());
    }
    let mut listed = NAMES.to_vec();
    listed.sort_unstable();
    found.sort_unstable();
    assert_eq!(found, listed);
}

#[test]
fn the_frozen_moment_is_written_as_the_vectors_have_it() {
    assert_eq!(x_date(1_735_787_045), MOMENT);
}

#[test]
fn the_query_is_sorted_by_bytes_and_keeps_the_order_of_repeated_names() {
    let pairs = [("b", "2"), ("a", "z"), ("B", "1"), ("a", "a"), ("c", "")];
    assert_eq!(query(&pairs), "B=1&a=z&a=a&b=2&c=");
    assert_eq!(query(&[]), "");
    assert_eq!(query(&[("k", " +/%~é")]), "k=%20%2B%2F%25~%C3%A9");
}

#[test]
fn only_the_default_ports_are_dropped() {
    for (authority, signed) in [
        ("visual.volcengineapi.com", "visual.volcengineapi.com"),
        ("visual.volcengineapi.com:443", "visual.volcengineapi.com"),
        ("127.0.0.1:80", "127.0.0.1"),
        ("127.0.0.1:8080", "127.0.0.1:8080"),
        ("127.0.0.1:8443", "127.0.0.1:8443"),
        ("127.0.0.1:4430", "127.0.0.1:4430"),
        ("[::1]:443", "[::1]"),
        ("[::1]", "[::1]"),
    ] {
        assert_eq!(signed_host(authority), signed, "{authority}");
    }
}
