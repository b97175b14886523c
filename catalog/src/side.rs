//! The two sides of the service: which hosts, regions and versions each has, and
//! which tools (`docs/service-api.md#byteplus`).

use crate::action::CANCEL;
use crate::find::find;
use crate::tool::Tool;

/// A side of the service. Accounts, keys and tasks of one are nothing to the other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    /// Volcengine, in China.
    #[default]
    China,
    /// BytePlus, abroad.
    BytePlus,
}

/// Keys of tools that BytePlus has, each with the keys of China's that it
/// replaces; a key that replaces itself is offered on both sides.
static BYTEPLUS: &[(&str, &[&str])] = &[
    (
        "realman_avatar_picture_omni15_cv",
        &["jimeng_realman_avatar_picture_omni_v15"],
    ),
    (
        "realman_avatar_picture_create_role_omni_cv",
        &[
            "jimeng_realman_avatar_picture_create_role_omni_v15",
            "jimeng_realman_avatar_picture_create_role_omni",
            "realman_avatar_picture_create_role_omni",
        ],
    ),
    (
        "realman_avatar_object_detection_cv",
        &["jimeng_realman_avatar_object_detection"],
    ),
    (
        "realman_avatar_picture_omni_cv",
        &[
            "jimeng_realman_avatar_picture_omni_v2",
            "realman_avatar_picture_omni_v2",
        ],
    ),
    (
        "dreamactor_m20_gen_video_cvtob",
        &["jimeng_dreamactor_m20_gen_video"],
    ),
    (
        "realman_avatar_creation_task",
        &["realman_avatar_creation_task"],
    ),
    ("realman_avatar_training_task", &[]),
];

impl Side {
    /// Both sides.
    pub const ALL: [Side; 2] = [Side::China, Side::BytePlus];

    /// Its name in data.
    pub const fn word(self) -> &'static str {
        match self {
            Side::China => "china",
            Side::BytePlus => "byteplus",
        }
    }

    /// Its name for people.
    pub const fn title(self) -> &'static str {
        match self {
            Side::China => "Volcengine",
            Side::BytePlus => "BytePlus",
        }
    }

    /// The same in Chinese.
    pub const fn title_zh(self) -> &'static str {
        match self {
            Side::China => "火山引擎",
            Side::BytePlus => "BytePlus",
        }
    }

    /// Its hosts of the API; the first is the usual one.
    pub const fn hosts(self) -> &'static [&'static str] {
        match self {
            Side::China => &["visual.volcengineapi.com", "open.volcengineapi.com"],
            Side::BytePlus => &["cv.byteplusapi.com"],
        }
    }

    /// Whether a host, in lower case, is one of its domain.
    pub fn has_host(self, host: &str) -> bool {
        host.ends_with(match self {
            Side::China => ".volcengineapi.com",
            Side::BytePlus => ".byteplusapi.com",
        })
    }

    /// The side of a region: BytePlus has one.
    pub fn of_region(region: &str) -> Side {
        match region == Side::BytePlus.region() {
            true => Side::BytePlus,
            false => Side::China,
        }
    }

    /// Where requests go by default.
    pub const fn endpoint(self) -> &'static str {
        match self {
            Side::China => "https://visual.volcengineapi.com",
            Side::BytePlus => "https://cv.byteplusapi.com",
        }
    }

    /// The address that an account's requests go to: two spellings of one are the same.
    pub fn service(self, endpoint: Option<&str>) -> String {
        let endpoint = endpoint.unwrap_or(self.endpoint());
        endpoint.trim_end_matches('/').to_ascii_lowercase()
    }

    /// The region that requests are signed for by default.
    pub const fn region(self) -> &'static str {
        match self {
            Side::China => "cn-north-1",
            Side::BytePlus => "ap-singapore-1",
        }
    }

    /// Every region that requests are known to be signed for.
    pub const fn regions(self) -> &'static [&'static str] {
        match self {
            Side::China => &["cn-north-1", "cn-beijing"],
            Side::BytePlus => &["ap-singapore-1"],
        }
    }

    /// The version of an action of the tools, where the caller names none.
    pub fn version(self, action: &str) -> &'static str {
        match self {
            Side::China if action != CANCEL => "2022-08-31",
            _ => "2024-06-06",
        }
    }
}

impl Tool {
    /// Whether a side has it.
    pub fn is_on(&self, side: Side) -> bool {
        let own = BYTEPLUS.iter().find(|(key, _)| *key == self.req_key);
        match side {
            Side::China => own.is_none_or(|(key, replaced)| replaced.contains(key)),
            Side::BytePlus => own.is_some(),
        }
    }

    /// The sides that have it, by their names.
    pub fn sides(&self) -> impl Iterator<Item = &'static str> {
        let on = Side::ALL.into_iter().filter(|side| self.is_on(*side));
        on.map(Side::word)
    }

    /// What the other side has in its place.
    pub fn counterpart(&self) -> Option<&'static Tool> {
        let pair = |(key, replaced): &&(&str, &[&str])| {
            *key == self.req_key || replaced.contains(&self.req_key)
        };
        let (key, replaced) = BYTEPLUS.iter().find(pair)?;
        let other = match *key == self.req_key {
            true => replaced.first()?,
            false => key,
        };
        find(other).filter(|other| other.req_key != self.req_key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tools::tools;

    #[test]
    fn every_key_of_the_table_is_a_tool() {
        for (key, replaced) in BYTEPLUS {
            for key in std::iter::once(key).chain(*replaced) {
                assert_eq!(find(key).map(|tool| tool.req_key), Some(*key));
            }
        }
    }

    #[test]
    fn a_region_is_of_one_side() {
        for side in Side::ALL {
            assert_eq!(side.regions().first(), Some(&side.region()));
            for region in side.regions() {
                assert_eq!(Side::of_region(region), side);
            }
        }
    }

    #[test]
    fn counterparts_are_on_the_other_side() {
        let name = |key: &str| find(key).and_then(Tool::counterpart).map(|tool| tool.name);
        assert_eq!(
            name("jimeng_realman_avatar_picture_omni_v15"),
            Some("realman-avatar-picture-omni15-cv")
        );
        assert_eq!(
            name("realman_avatar_picture_omni15_cv"),
            Some("jimeng-realman-avatar-picture-omni-v15")
        );
        assert_eq!(name("realman_avatar_creation_task"), None);
        assert_eq!(name("jimeng_t2i_v40"), None);
        for tool in tools() {
            let sides: Vec<&str> = tool.sides().collect();
            assert!(!sides.is_empty(), "{}", tool.name);
            if let Some(other) = tool.counterpart() {
                assert!(other.sides().all(|side| !sides.contains(&side)));
            }
        }
        let on_byteplus = tools().filter(|tool| tool.is_on(Side::BytePlus));
        assert_eq!(on_byteplus.count(), BYTEPLUS.len());
    }
}
