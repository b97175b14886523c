//! The package: its bytes by Python's verdict, and its signature by that of openssl.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output};

use base64::prelude::{BASE64_STANDARD, Engine};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::pack::{Packed, archive};
use super::sign::{self, Key};

fn some_files() -> Vec<Packed> {
    let file = |name: &str, text: &str| (name.to_owned(), text.as_bytes().to_vec());
    vec![file("a/b.txt", "one"), file("c.txt", "two")]
}

/// A directory of a test's own, removed in the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let name = format!("visual-{name}-{}", std::process::id());
        let path = std::env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    /// Runs a program there; none where it is not installed.
    fn run(&self, program: &str, args: &[&str]) -> Option<Output> {
        let mut command = Command::new(program);
        command.args(args).current_dir(&self.0).output().ok()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).unwrap();
    }
}

#[test]
fn a_package_is_the_same_each_time() {
    let bytes = archive(some_files(), None).unwrap();
    assert_eq!(bytes, archive(some_files(), None).unwrap());
}

const LIST: &str = "\
import json, zipfile
package = zipfile.ZipFile('some.difypkg')
assert package.testzip() is None
print(json.dumps([[file.filename, package.read(file).decode(), oct(file.external_attr >> 16), \
file.is_dir(), file.date_time] for file in package.infolist()]))";

#[test]
fn python_reads_the_package() {
    let scratch = Scratch::new("pack");
    let bytes = archive(some_files(), None).unwrap();
    fs::write(scratch.0.join("some.difypkg"), bytes).unwrap();
    let Some(listed) = scratch.run("python3", &["-c", LIST]) else {
        eprintln!("SKIPPED: there is no python3");
        return;
    };
    assert!(listed.status.success(), "{listed:?}");
    let listed: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let date = json!([1980, 1, 1, 0, 0, 0]);
    let expected = json!([
        ["a/b.txt", "one", "0o100644", false, date],
        ["c.txt", "two", "0o100644", false, date],
    ]);
    assert_eq!(listed, expected);
}

#[test]
fn a_package_that_dify_would_refuse_is_not_made() {
    let large = vec![("a".to_owned(), vec![0; 50 * 1024 * 1024 + 1])];
    let error = archive(large, None).unwrap_err().to_string();
    assert!(error.contains("52428801 bytes"), "{error}");
}

#[test]
fn openssl_verifies_the_signature() {
    let scratch = Scratch::new("sign");
    let made = ["genpkey", "-algorithm", "RSA", "-out", "key.pem"];
    let Some(made) = scratch.run("openssl", &made) else {
        eprintln!("SKIPPED: there is no openssl");
        return;
    };
    assert!(made.status.success(), "{made:?}");
    let openssl = |args: &[&str]| scratch.run("openssl", args).unwrap().status.success();
    assert!(openssl(&[
        "rsa",
        "-in",
        "key.pem",
        "-traditional",
        "-out",
        "pkcs1.pem"
    ]));
    assert!(openssl(&[
        "pkey",
        "-in",
        "key.pem",
        "-pubout",
        "-out",
        "public.pem"
    ]));

    let key = Key::read(&scratch.0.join("key.pem")).unwrap();
    let bytes = archive(some_files(), Some(&key)).unwrap();
    let same = Key::read(&scratch.0.join("pkcs1.pem")).unwrap();
    assert_eq!(bytes, archive(some_files(), Some(&same)).unwrap());

    let end = bytes.iter().rposition(|byte| *byte == b'{').unwrap();
    let comment: Value = serde_json::from_slice(&bytes[end..]).unwrap();
    let mut files = some_files();
    files.push(sign::category());
    let digests = files.iter().flat_map(|(_, bytes)| Sha256::digest(bytes));
    let mut message: Vec<u8> = digests.collect();
    message.extend(comment["time"].as_i64().unwrap().to_string().bytes());
    let signature = BASE64_STANDARD.decode(comment["signature"].as_str().unwrap());
    fs::write(scratch.0.join("signature"), signature.unwrap()).unwrap();
    let verify = [
        "dgst",
        "-sha256",
        "-verify",
        "public.pem",
        "-signature",
        "signature",
        "message",
    ];
    fs::write(scratch.0.join("message"), &message).unwrap();
    assert!(openssl(&verify));
    fs::write(scratch.0.join("message"), &message[1..]).unwrap();
    assert!(!openssl(&verify));
}

#[test]
fn a_file_without_a_key_is_refused() {
    let scratch = Scratch::new("none");
    let path = scratch.0.join("none.pem");
    for text in [
        "",
        "no key",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
    ] {
        fs::write(&path, text).unwrap();
        assert!(Key::read(&path).is_err(), "{text}");
    }
    assert!(Key::read(&scratch.0.join("absent.pem")).is_err());
}
