//! What can go wrong with saving, found before anything is bought.

use crate::output::language::{Message, message};
use crate::save::destination::fallbacks;
use crate::save::name::{Part, Target};
use crate::save::tool_facts::ToolFacts;
use std::io::{self, Write};
use std::path::Path;
use visual_host::io_error_zh;

/// Room without which no product is bought, in bytes.
const ROOM: usize = 64 * 1024;

/// Why results cannot be saved there, if that can be known beforehand.
pub fn check(asked: &Path, replace: bool, tool_facts: &ToolFacts) -> Result<(), Message> {
    let target = &Target::new(asked);
    let directory = target.directory();
    if target.is_directory() {
        std::fs::create_dir_all(directory).map_err(|error| {
            let (shown, zh) = (directory.display(), io_error_zh(&error));
            message!(
                "cannot create directory {shown}: {error}",
                "无法创建目录 {shown}：{zh}"
            )
        })?;
        // As long as a name of a product's own can be.
        let part = Part {
            stem: &"x".repeat(160),
            ..Part::default()
        };
        return writable(directory).and_then(|()| free(&target.path(part), replace));
    }
    if !directory.is_dir() {
        let shown = directory.display();
        return Err(message!(
            "directory {shown} does not exist",
            "目录 {shown} 不存在"
        ));
    }
    if asked.exists() && !asked.is_file() {
        let shown = asked.display();
        return Err(message!(
            "{shown} is not a regular file",
            "{shown} 不是普通文件"
        ));
    }
    writable(directory)?;
    let names = target.names(tool_facts);
    names.iter().try_for_each(|name| free(name, replace))
}

/// Whether a product that comes inline could be kept somewhere.
pub fn can_save_anywhere() -> bool {
    fallbacks().any(|place| writable(place.target.directory()).is_ok())
}

fn writable(directory: &Path) -> Result<(), Message> {
    probe(directory).map_err(|error| {
        let (shown, zh) = (directory.display(), io_error_zh(&error));
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => message!(
                "directory {shown} is not writable: {error}",
                "目录 {shown} 不可写：{zh}"
            ),
            _ => message!(
                "cannot write to directory {shown}: {error}",
                "无法写入目录 {shown}：{zh}"
            ),
        }
    })
}

/// Writes a file without a name: whatever ends the program, nothing stays.
fn probe(directory: &Path) -> io::Result<()> {
    tempfile::tempfile_in(directory)?.write_all(&[0; ROOM])
}

/// Whether a result may get this name.
fn free(name: &Path, replace: bool) -> Result<(), Message> {
    let shown = name.display();
    match std::fs::symlink_metadata(name) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => {
            let zh = io_error_zh(&error);
            Err(message!(
                "cannot write to {shown}: {error}",
                "无法写入 {shown}：{zh}"
            ))
        }
        Ok(_) if !replace && name.exists() => Err(message!(
            "{shown} already exists, and the result may be saved under this name; use --force to overwrite it",
            "文件 {shown} 已存在；加 --force 可覆盖，或用 -o 指定其他名称"
        )),
        Ok(_) if !replace => Err(message!(
            "{shown} is a dangling symlink to a file that does not exist; use --force to replace it",
            "{shown} 是指向不存在文件的符号链接；使用 --force 可替换"
        )),
        Ok(_) => match std::fs::metadata(name) {
            Ok(there) if !there.is_file() => Err(message!(
                "{shown} is not a regular file",
                "{shown} 不是普通文件"
            )),
            _ => Ok(()),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    fn checked(path: PathBuf, replace: bool) -> Result<(), String> {
        let tool_facts = ToolFacts {
            product: "image".to_owned(),
            max_media: 1,
            ..ToolFacts::unknown(false)
        };
        check(&path, replace, &tool_facts).map_err(|message| message.en)
    }

    #[test]
    fn what_is_free_is_fine_and_nothing_stays() {
        let home = tempfile::tempdir().unwrap();
        checked(home.path().join("b.jpg"), false).unwrap();
        checked(home.path().to_owned(), false).unwrap();
        assert_eq!(std::fs::read_dir(home.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_name_of_another_type_counts_too() {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("b.png"), "mine").unwrap();
        let error = checked(home.path().join("b.jpg"), false).unwrap_err();
        assert!(
            error.contains("b.png") && error.contains("--force"),
            "{error}"
        );
        checked(home.path().join("b.jpg"), true).unwrap();
        std::fs::create_dir(home.path().join("c.webp")).unwrap();
        let error = checked(home.path().join("c.jpg"), true).unwrap_err();
        assert!(error.contains("not a regular file"), "{error}");
    }

    #[test]
    fn names_and_paths_have_a_limit() {
        let home = tempfile::tempdir().unwrap();
        let long = home.path().join("n".repeat(300));
        assert!(checked(long, false).is_err());
        let mut deep = home.path().to_owned();
        deep.extend(std::iter::repeat_n("d".repeat(200), 30));
        assert!(checked(deep.join("b.png"), false).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_nothing_is_found() {
        let home = tempfile::tempdir().unwrap();
        let link = |name: &str| {
            let path = home.path().join(name);
            std::os::unix::fs::symlink("/nowhere/at/all", &path).unwrap();
            path
        };
        let error = checked(link("b.png"), false).unwrap_err();
        assert!(error.contains("does not exist"), "{error}");
        assert!(checked(link("d").join("b.png"), false).is_err());
        assert!(checked(link("e").join(""), false).is_err());
    }

    #[test]
    fn a_directory_that_is_none_is_found() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("file");
        std::fs::write(&file, "").unwrap();
        assert!(checked(file.join("b.png"), false).is_err());
        assert!(checked(file.join(""), false).is_err());
    }
}
