//! A database that has no more connections, or no more room on its disk.

use std::os::unix::fs::chown;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use test_postgres::Postgres;
use tokio::task::block_in_place;
use tokio::time::sleep;
use tokio_postgres::NoTls;

use super::play::{brief, connect, repeat, task_of};
use crate::Rig;
use crate::calls::Calls;
use crate::rig::wait;
use visual_host::Request;

/// How many connections the server has.
const CONNECTIONS: usize = 6;
/// How long the end of some is waited for.
const PATIENCE: Duration = Duration::from_secs(60);

/// Others have all connections: nothing is sent, and nothing is lost when they are gone.
pub async fn connections() -> Option<Vec<String>> {
    let max = format!("max_connections={CONNECTIONS}");
    let server = Postgres::start(&[&max, "superuser_reserved_connections=0"])?;
    let address = block_in_place(|| server.database());
    let proxy = test_postgres::Proxy::before(server.port);
    let rig = Rig::start().await;
    let host = connect(&rig, &proxy.address(&address));
    // Its own connections are ended, and all are others'.
    proxy.hold();
    proxy.cut();
    let mut others = Vec::new();
    let end = Instant::now() + PATIENCE;
    while others.len() < CONNECTIONS {
        assert!(Instant::now() < end, "its connections do not end");
        match tokio_postgres::connect(&address, NoTls).await {
            Ok((client, connection)) => {
                tokio::spawn(connection);
                others.push(client);
            }
            Err(_) => sleep(Duration::from_millis(10)).await,
        }
    }
    proxy.release();
    let mut faults = Vec::new();
    let first = order(&host).await;
    if !first.contains("NotMade") || rig.meter().accepted > 0 {
        faults.push(format!("out of connections: {first}"));
    }
    drop(others);
    if let Err(why) = repeat(&host).await {
        faults.push(format!("connections are free again: {why}"));
    }
    if rig.meter().accepted != 1 {
        faults.push(format!("bought {} times", rig.meter().accepted));
    }
    block_in_place(|| drop(host));
    Some(faults)
}

/// The database's disk is full, before a purchase and in the middle of one. Nothing, with a loud
/// word, where this process may not mount a disk.
pub async fn disk() -> Option<Vec<String>> {
    let mut server = Postgres::start(&[])?;
    let disk = Disk::mount(server.as_ref())?;
    let create = format!("CREATE TABLESPACE small LOCATION '{}'", disk.path.display());
    block_in_place(|| {
        server.query("postgres", &create);
        server.query("postgres", "CREATE DATABASE small TABLESPACE small");
    });
    let address = server.address("small");
    let rig = Rig::start().await;
    let host = connect(&rig, &address);
    let mut faults = Vec::new();

    block_in_place(|| fill(&server));
    let mut refused = 0;
    let mut number = 0;
    // What fits into pages that are there is still taken.
    while refused == 0 && number < 300 {
        number += 1;
        let key = format!("full-{number}");
        let order = host.order(Request::new("general-3.0", r#"{"prompt":"full"}"#));
        let order = order.idempotency_key(&key).options(wait(20_000));
        let told = order.outcome().await;
        let accepted = rig.simulator.accepted_with_prompt("full");
        match (&told, task_of(&told)) {
            (_, Some(_)) if accepted == number => {}
            (Err(_), None) if brief(&told).contains("NotMade") && accepted < number => refused += 1,
            _ => faults.push(format!("a full disk: {}, bought {accepted}", brief(&told))),
        }
    }
    if refused == 0 {
        faults.push("the disk was not full".to_owned());
    }
    block_in_place(|| server.query("small", "DROP TABLE junk"));
    if let Err(why) = repeat(&host).await {
        faults.push(format!("there is room again: {why}"));
    }
    if rig.simulator.accepted_with_prompt("a cat") != 1 {
        faults.push("bought more than once".to_owned());
    }
    let open = "SELECT count(*) FROM visual.purchases WHERE state NOT IN ('done')";
    let open = block_in_place(|| {
        drop(host);
        server.query("small", open)
    });
    if open != "0" {
        faults.push(format!("{open} entries are open"));
    }
    server.stop();
    drop(disk);
    Some(faults)
}

async fn order(host: &visual_host::VisualHost) -> String {
    let arguments = r#"{"prompt":"a cat","width":512,"height":512}"#;
    brief(
        &host
            .invoke("general-3.0", arguments, Some(&wait(6_000)))
            .await,
    )
}

/// Leaves no room.
fn fill(server: &Postgres) {
    // The pages of a new database are holes until they are written: they take their room first.
    server.query("small", "CHECKPOINT");
    server.query("small", "CREATE TABLE junk (text text)");
    for rows in [1_000, 100, 10, 1] {
        let some = format!(
            "INSERT INTO junk SELECT repeat(md5(n::text), 60) FROM generate_series(1, {rows}) AS n"
        );
        while server.try_query("small", &some).is_ok() {}
    }
}

/// A small disk in memory. Dropping it unmounts it.
struct Disk {
    path: std::path::PathBuf,
}

impl Disk {
    fn mount(folder: &Path) -> Option<Disk> {
        let path = folder.join("small");
        std::fs::create_dir(&path).unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=30m", "tmpfs"]);
        let mounted = mount.arg(&path).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            eprintln!("SKIPPED: a full disk: only root may mount a small one");
            return None;
        }
        let owner = std::os::unix::fs::MetadataExt::uid(&std::fs::metadata(folder).unwrap());
        chown(&path, Some(owner), None).unwrap();
        Some(Disk { path })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.path).status();
    }
}
