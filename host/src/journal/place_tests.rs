//! What may be opened as a journal, and what is left as it is.

use super::*;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o7777
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// The error of opening a file that is not a journal.
fn refused(path: &Path) -> String {
    Journal::open(path)
        .expect_err("it is no journal")
        .to_string()
}

#[test]
fn what_is_no_journal_is_left_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let path = |name: &str| root.path().join(name);
    for (name, content) in [
        ("one byte", "x"),
        ("short", "abc"),
        ("long", &*"all work and no play ".repeat(999)),
    ] {
        fs::write(path(name), content).unwrap();
        set_mode(&path(name), 0o644);
        let error = refused(&path(name));
        assert!(error.contains("neither empty nor a journal"), "{error}");
        assert_eq!(fs::read_to_string(path(name)).unwrap(), content);
        assert_eq!(mode(&path(name)), 0o644);
    }
    fs::create_dir(path("directory")).unwrap();
    set_mode(&path("directory"), 0o755);
    assert!(refused(&path("directory")).contains("a directory"));
    assert_eq!(mode(&path("directory")), 0o755);

    let before = mode(Path::new("/dev/null"));
    assert!(refused(Path::new("/dev/null")).contains("not a regular file"));
    assert_eq!(mode(Path::new("/dev/null")), before);

    let fifo = path("fifo");
    let made = std::process::Command::new("mkfifo").arg(&fifo).status();
    assert!(made.unwrap().success());
    assert!(refused(&fifo).contains("not a regular file"));

    let names = fs::read_dir(root.path()).unwrap().count();
    assert_eq!(names, 5, "nothing was left beside them");
}

#[test]
fn anothers_database_is_left_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    for (number, id) in [0, 7].into_iter().enumerate() {
        let path = root.path().join(format!("{number}.db"));
        let connection = Connection::open(&path).unwrap();
        connection
            .pragma_update(None, "application_id", id)
            .unwrap();
        connection
            .execute_batch("CREATE TABLE purchases (a)")
            .unwrap();
        drop(connection);
        set_mode(&path, 0o640);
        let before = fs::read(&path).unwrap();
        refused(&path);
        assert_eq!(fs::read(&path).unwrap(), before);
        assert_eq!(mode(&path), 0o640);
    }
}

#[test]
fn an_empty_file_becomes_a_journal_and_keeps_its_mode() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("journal.db");
    fs::write(&path, "").unwrap();
    set_mode(&path, 0o640);
    new(&reopen(&path), "a").done().now();
    assert_eq!(mode(&path), 0o640);
    assert_eq!(known(&reopen(&path), "a").state, State::Done);
}

/// Also where nothing of it but the beginning is on the disk.
#[test]
fn a_journal_says_from_the_beginning_what_it_is() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("journal.db");
    let journal = reopen(&path);
    new(&journal, "a").done().now();
    let copy = root.path().join("copy.db");
    fs::copy(&path, &copy).unwrap();
    drop(reopen(&copy));
    let head = fs::read(&copy).unwrap();
    assert_eq!(head.get(68..72), Some(&b"vjnl"[..]));
}

#[test]
fn through_links_it_is_one_journal() {
    let root = tempfile::tempdir().unwrap();
    let (path, elsewhere) = (root.path().join("a/journal.db"), root.path().join("b"));
    let journal = reopen(&path);
    fs::create_dir(&elsewhere).unwrap();
    let link = elsewhere.join("link.db");
    symlink(&path, &link).unwrap();
    let linked = reopen(&link);
    assert_eq!(linked.file(), journal.file());
    let sending = sent(&linked, "a");
    assert!(matches!(begin(&journal, "a"), Begun::Busy), "it is alive");
    sending.done().now();

    let dangling = elsewhere.join("dangling.db");
    symlink(root.path().join("nothing"), &dangling).unwrap();
    assert!(refused(&dangling).contains("does not exist"));
    assert!(!root.path().join("nothing").exists());
}

/// Tables that this program does not know are neither changed nor read.
#[test]
fn a_journal_of_another_version_is_left_as_it_is() {
    let root = tempfile::tempdir().unwrap();
    let path = root.path().join("journal.db");
    new(&reopen(&path), "a").done().now();
    for version in [0, 3, -1] {
        let connection = Connection::open(&path).unwrap();
        connection
            .pragma_update(None, "user_version", version)
            .unwrap();
        drop(connection);
        let before = fs::read(&path).unwrap();
        let error = refused(&path);
        let versions = format!("have version {version}, and this program knows version 2");
        assert!(error.contains(&versions), "{error}");
        assert!(error.contains(&path.display().to_string()), "{error}");
        assert_eq!(fs::read(&path).unwrap(), before);
    }
}
