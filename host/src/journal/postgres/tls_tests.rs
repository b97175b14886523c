//! A database with TLS, whose certificate is trusted or not.

use super::*;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::Path;
use std::process::Command;

/// The address that the same test uses in a process of its own, which trusts the certificate.
const CHILD: &str = "VISUAL_TEST_TLS_DATABASE";

#[test]
fn a_certificate_is_verified_before_a_password_is_sent() {
    if let Ok(address) = std::env::var(CHILD) {
        let journal = connect(&address);
        new(&journal, "a").done().now();
        let encrypted = "SELECT ssl::text FROM pg_stat_ssl WHERE pid = pg_backend_pid()";
        let database = journal.database().unwrap();
        assert_eq!(run(database, encrypted, &[]), ["true"]);
        return;
    }
    let Some(mut server) = Postgres::start(&[]) else {
        return;
    };
    let data = server.data();
    if !certify(&data) {
        eprintln!("SKIPPED: openssl is not installed");
        return;
    }
    let conf = data.join("postgresql.conf");
    let settings = "\nssl = on\nssl_cert_file = 'leaf.pem'\nssl_key_file = 'leaf.key'\n";
    let settings = std::fs::read_to_string(&conf).unwrap() + settings;
    std::fs::write(&conf, settings).unwrap();
    server.restart();
    let address = format!(
        "postgres://visual:s3cret@localhost:{}/postgres?hostaddr=127.0.0.1&sslmode=verify-full",
        server.port
    );
    let error = refused(&address);
    assert!(
        !error.busy && error.reason.contains("certificate"),
        "{error}"
    );

    let mut child = Command::new(std::env::current_exe().unwrap());
    let (_, module) = module_path!().split_once("::").unwrap();
    let name = format!("{module}::a_certificate_is_verified_before_a_password_is_sent");
    child.args(["--exact", &name]).env(CHILD, &address);
    let ran = child.env("SSL_CERT_FILE", data.join("ca.pem")).output();
    let ran = ran.unwrap();
    let out = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && out.contains("1 passed"), "{out}");
}

/// Makes an authority, and a certificate of it for the server, if there is a tool for it.
fn certify(data: &Path) -> bool {
    let openssl = |arguments: &str| {
        let mut openssl = Command::new("openssl");
        openssl.args(arguments.split(' ')).current_dir(data);
        openssl.output().map(|ran| {
            let errors = String::from_utf8_lossy(&ran.stderr);
            assert!(ran.status.success(), "{errors}");
        })
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
    let authority =
        format!("req -x509 {key} -keyout ca.key -out ca.pem -days 2 -subj /CN=authority");
    if openssl(&authority).is_err() {
        return false;
    }
    let extension = "subjectAltName=DNS:localhost\nbasicConstraints=CA:FALSE\n";
    std::fs::write(data.join("leaf.cnf"), extension).unwrap();
    openssl(&format!(
        "req {key} -keyout leaf.key -out leaf.csr -subj /CN=localhost"
    ))
    .unwrap();
    openssl("x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile leaf.cnf -out leaf.pem")
        .unwrap();
    let owner = std::fs::metadata(data).unwrap();
    for name in ["leaf.key", "leaf.pem"] {
        let file = data.join(name);
        let mode = std::fs::Permissions::from_mode(0o600);
        std::fs::set_permissions(&file, mode).unwrap();
        chown(&file, Some(owner.uid()), Some(owner.gid())).unwrap();
    }
    true
}
