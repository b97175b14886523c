//! The file of the provider: its tools by family, and its credentials.

use visual_catalog::{Family, Side, Status, Tool};

use super::manifest::{description, title};
use super::own_tools::OWN;
use super::parameter::both;
use super::yaml::Yaml;
use super::{AUTHOR, HEAD, NAME, names};
use crate::bilingual::Bilingual;
use crate::wit::tools_of;

/// The typed tools of a family in their order for people: those that stay come first.
fn listed(family: Family) -> Vec<&'static Tool> {
    let mut tools: Vec<_> = tools_of(family).filter(|tool| tool.typed).collect();
    tools.sort_by_key(|tool| tool.status != Status::Current);
    tools
}

/// The text of the file.
pub fn file() -> String {
    let path = |name: &str| format!("tools/{name}.yaml");
    let families = Family::ALL.iter().map(|family| {
        let title = family.title();
        let tools = listed(*family).into_iter();
        let files = tools.map(|tool| path(&names::tool(tool)));
        (format!("{} {}", title.en, title.zh), files.collect())
    });
    let own = OWN.map(path).to_vec();
    let groups = families.chain([("Tasks, and tools without a form 其他".to_owned(), own)]);
    let value = Yaml::Map(vec![
        (
            "identity",
            Yaml::Map(vec![
                ("author", Yaml::text(AUTHOR)),
                ("name", Yaml::text(NAME)),
                ("label", both(&title())),
                ("description", both(&description())),
                ("icon", Yaml::text("icon.svg")),
                (
                    "tags",
                    Yaml::List(vec![Yaml::text("image"), Yaml::text("videos")]),
                ),
            ]),
        ),
        ("credentials_for_provider", credentials()),
        ("tools", Yaml::Groups(groups.collect())),
        (
            "extra",
            Yaml::Map(vec![(
                "python",
                Yaml::Map(vec![("source", Yaml::text(format!("provider/{NAME}.py")))]),
            )]),
        ),
    ]);
    value.file(HEAD)
}

/// The credentials, by the names that the plugin "Volcengine AI" had for them.
fn credentials() -> Yaml {
    let secret = |is_required: bool, label: Bilingual, help: Bilingual| {
        Yaml::Map(vec![
            ("type", Yaml::text("secret-input")),
            ("required", Yaml::Plain(is_required.to_string())),
            ("label", both(&label)),
            ("help", both(&help)),
        ])
    };
    let sides = Side::ALL.map(|side| {
        let region = side.region();
        let label = Bilingual::new(
            format!("{} ({region})", side.title()),
            format!("{}（{region}）", side.title_zh()),
        );
        Yaml::Map(vec![("value", Yaml::text(region)), ("label", both(&label))])
    });
    Yaml::Map(vec![
        (
            "AccessKeyID",
            secret(
                true,
                Bilingual::new("Access key ID", "Access Key ID"),
                Bilingual::new("As the console shows it.", "与控制台所示一致。"),
            ),
        ),
        (
            "AccessKeySecret",
            secret(
                true,
                Bilingual::new("Secret access key", "Secret Access Key"),
                Bilingual::new(
                    "As the console shows it. It signs requests and is never sent.",
                    "与控制台所示一致；仅用于签名，不会发送。",
                ),
            ),
        ),
        (
            "SessionToken",
            secret(
                false,
                Bilingual::new("Session token", "Session Token"),
                Bilingual::new("Of temporary credentials only.", "仅在使用临时密钥时填写。"),
            ),
        ),
        (
            "Region",
            Yaml::Map(vec![
                ("type", Yaml::text("select")),
                ("required", Yaml::Plain("false".to_owned())),
                ("label", both(&Bilingual::new("Region", "区域"))),
                (
                    "help",
                    both(&Bilingual::new(
                        "Whose account it is. Default: Volcengine.",
                        "账号所属平台。默认：火山引擎。",
                    )),
                ),
                ("options", Yaml::List(sides.into())),
            ]),
        ),
    ])
}
