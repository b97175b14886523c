//! The two sides of the service, which are two hosts of one API with accounts of their own.

use serde::Deserialize;
use std::str::FromStr;

/// Whose service is simulated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Volcengine's, `visual.volcengineapi.com`.
    #[default]
    China,
    /// BytePlus', `cv.byteplusapi.com`.
    Byteplus,
}

const BYTEPLUS_REGION: &str = "ap-singapore-1";

impl Side {
    /// The region in the scope of a signature for this side.
    #[must_use]
    pub fn region(self) -> &'static str {
        match self {
            Side::China => "cn-north-1",
            Side::Byteplus => BYTEPLUS_REGION,
        }
    }

    /// The side that a request signed for this region is meant for.
    pub(crate) fn from_region(region: &str) -> Side {
        match region {
            BYTEPLUS_REGION => Side::Byteplus,
            _ => Side::China,
        }
    }
}

impl FromStr for Side {
    type Err = String;

    fn from_str(text: &str) -> Result<Side, String> {
        match text {
            "china" => Ok(Side::China),
            "byteplus" => Ok(Side::Byteplus),
            other => Err(format!("china or byteplus, not {other}")),
        }
    }
}
