//! `manifest.yaml`: what Dify knows of the whole plugin.

use super::parameter::both;
use super::yaml::Yaml;
use super::{AUTHOR, HEAD, NAME};
use crate::bilingual::Bilingual;

/// What the plugin keeps in memory at most, in bytes: a result of 30 MiB several times over.
const MEMORY: u32 = 512 * 1024 * 1024;

/// The day of the first version, as Dify shows it; the time of a signature too.
pub const CREATED_AT: &str = "2026-11-29T00:00:00Z";

/// The plugin's title.
pub fn title() -> Bilingual {
    Bilingual::new("Volcengine Visual AI", "火山引擎智能视觉")
}

/// What the plugin is.
pub fn description() -> Bilingual {
    Bilingual::new(
        "Images, videos and digital humans by Volcengine's visual AI (Jimeng), from a WebAssembly sandbox. Not affiliated with the vendor.",
        "火山引擎智能视觉（即梦）的图片、视频与数字人工具，运行于 WebAssembly 沙箱。非官方插件。",
    )
}

/// `manifest.yaml`.
pub fn file() -> String {
    let words = |words: &[&str]| Yaml::List(words.iter().copied().map(Yaml::text).collect());
    let value = Yaml::Map(vec![
        ("version", Yaml::text(env!("CARGO_PKG_VERSION"))),
        ("type", Yaml::text("plugin")),
        ("author", Yaml::text(AUTHOR)),
        ("name", Yaml::text(NAME)),
        ("label", both(&title())),
        ("description", both(&description())),
        ("icon", Yaml::text("icon.svg")),
        ("created_at", Yaml::text(CREATED_AT)),
        ("tags", words(&["image", "videos"])),
        ("privacy", Yaml::text("PRIVACY.md")),
        (
            "resource",
            Yaml::Map(vec![("memory", Yaml::Plain(MEMORY.to_string()))]),
        ),
        (
            "plugins",
            Yaml::Map(vec![("tools", words(&[&format!("provider/{NAME}.yaml")]))]),
        ),
        (
            "meta",
            Yaml::Map(vec![
                ("version", Yaml::text("0.0.1")),
                ("arch", words(&["amd64", "arm64"])),
                (
                    "runner",
                    Yaml::Map(vec![
                        ("language", Yaml::text("python")),
                        ("version", Yaml::text("3.12")),
                        ("entrypoint", Yaml::text("main")),
                    ]),
                ),
                ("minimum_dify_version", Yaml::text("1.6.0")),
            ]),
        ),
    ]);
    value.file(HEAD)
}
