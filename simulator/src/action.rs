//! The actions that the simulator knows.

use crate::Side;
use serde::de::{Deserialize, Deserializer, Error};

/// One way to use a tool: an action that hands in a job, and, unless its answer is the result, one that fetches the
/// result. A tool names the ways it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Way {
    /// What the data files call it.
    name: &'static str,
    pub(crate) submit: &'static str,
    pub(crate) query: Option<&'static str>,
    /// The options of the result come with the query, in `req_json`; otherwise with the job.
    pub(crate) req_json: bool,
}

/// An action of its own whose answer is the result.
const fn own(action: &'static str) -> Way {
    Way {
        name: action,
        submit: action,
        query: None,
        req_json: false,
    }
}

/// A pair of its own.
const fn pair(submit: &'static str, query: &'static str) -> Way {
    Way {
        query: Some(query),
        ..own(submit)
    }
}

const WAYS: [Way; 40] = [
    Way {
        name: "process",
        ..own("CVProcess")
    },
    Way {
        name: "sync2async",
        req_json: true,
        ..pair("CVSync2AsyncSubmitTask", "CVSync2AsyncGetResult")
    },
    Way {
        name: "native",
        req_json: true,
        ..pair("CVSubmitTask", "CVGetResult")
    },
    own("AllAgeGeneration"),
    own("ConvertPhotoV2"),
    own("EmotionPortrait"),
    own("EnhancePhotoV2"),
    own("EntitySegment"),
    own("FaceFusionMovie"),
    own("FaceSwapAI"),
    own("FaceswapAI"),
    own("HairStyle"),
    own("HighAesSmartDrawing"),
    own("ImageCorrection"),
    own("ImageScoreV2"),
    own("Img2ImgAnime"),
    own("Img2ImgAnimeAcceleratedMaintainID"),
    own("Img2ImgAnimeAcceleratedMaintainIDForSmartDrawingAnime"),
    own("Img2ImgComicsStyle"),
    own("Img2ImgCreateAesBlueline"),
    own("Img2ImgCreateAnyloraMakoto"),
    own("Img2ImgCreateDisneyStyleNoFace"),
    own("Img2ImgCreateEtherRealMix"),
    own("Img2ImgCreateInkAndWater"),
    own("Img2ImgCreatePastelBoys2D"),
    own("Img2ImgCreateRevAnimated"),
    own("Img2ImgCreateToonyou"),
    own("Img2ImgExquisiteStyle"),
    own("Img2ImgInpainting"),
    own("Img2ImgInpaintingEdit"),
    own("Img2ImgOutpainting"),
    own("Img2ImgStyle"),
    own("Img2ImgWaterColorStyle"),
    own("Img2ImgXLSft"),
    own("OverResolutionV2"),
    own("SaliencySeg"),
    own("T2ILDM"),
    own("Text2ImgXLSft"),
    pair("FaceFusionMovieSubmitTask", "FaceFusionMovieGetResult"),
    pair(
        "VideoOverResolutionSubmitTaskV2",
        "VideoOverResolutionQueryTaskV2",
    ),
];

const VERSION: &str = "2022-08-31";
const CANCEL: (&str, &str) = ("CVCancelTask", "2024-06-06");
/// BytePlus has one version of every action,
const BYTEPLUS_VERSION: &str = "2024-06-06";
/// and only those that take any `req_key`, which come first in the list.
const GENERIC: usize = 3;

impl<'de> Deserialize<'de> for Way {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Way, D::Error> {
        let name = String::deserialize(from)?;
        let way = WAYS.into_iter().find(|way| way.name == name);
        way.ok_or_else(|| D::Error::custom(format!("there is no way called {name}")))
    }
}

impl Way {
    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Way> {
        WAYS.into_iter()
    }

    /// The names of its actions.
    pub(crate) fn actions(self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.submit).chain(self.query)
    }
}

/// What a request asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    Submit(Way),
    Query(Way),
    Cancel,
}

impl Action {
    /// The action of this name and version, where the side has it.
    pub(crate) fn find(name: &str, version: &str, side: Side) -> Option<Action> {
        if (name, version) == CANCEL {
            return Some(Action::Cancel);
        }
        let (count, expected) = match side {
            Side::China => (WAYS.len(), VERSION),
            Side::Byteplus => (GENERIC, BYTEPLUS_VERSION),
        };
        let of = |way: Way| match way.query {
            _ if way.submit == name => Some(Action::Submit(way)),
            Some(query) if query == name => Some(Action::Query(way)),
            _ => None,
        };
        let found = WAYS.into_iter().take(count).find_map(of);
        found.filter(|_| version == expected)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Action::Submit(way) => way.submit,
            Action::Query(way) => way.query.unwrap_or_default(),
            Action::Cancel => CANCEL.0,
        }
    }
}

/// Whether an action of this name hands in a job (and so may be billed).
pub(crate) fn submits(name: &str) -> bool {
    WAYS.iter().any(|way| way.submit == name)
}

/// Whether an action of this name asks after a task.
pub(crate) fn queries(name: &str) -> bool {
    WAYS.iter().any(|way| way.query == Some(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(name: &str, version: &str) -> Option<Action> {
        Action::find(name, version, Side::China)
    }

    #[test]
    fn every_action_is_found_by_its_name() {
        let names: Vec<_> = WAYS.into_iter().flat_map(Way::actions).collect();
        for name in &names {
            assert_eq!(find(name, VERSION).unwrap().name(), *name);
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1);
            assert!(find(name, "2024-06-06").is_none());
            assert_ne!(submits(name), queries(name), "{name}");
        }
        assert_eq!(find("CVCancelTask", "2024-06-06"), Some(Action::Cancel));
        assert!(find("CVCancelTask", VERSION).is_none());
        assert!(find("JimengT2IV40SubmitTask", VERSION).is_none());
    }

    #[test]
    fn byteplus_has_the_generic_actions_of_one_version() {
        let find = |name, version| Action::find(name, version, Side::Byteplus);
        for name in [
            "CVProcess",
            "CVSubmitTask",
            "CVGetResult",
            "CVSync2AsyncSubmitTask",
            "CVSync2AsyncGetResult",
            "CVCancelTask",
        ] {
            assert_eq!(find(name, BYTEPLUS_VERSION).unwrap().name(), name);
            assert!(find(name, VERSION).is_none(), "{name}");
        }
        assert!(find("EmotionPortrait", BYTEPLUS_VERSION).is_none());
    }

    #[test]
    fn the_data_files_name_ways_that_exist() {
        let way = |name: &str| serde_json::from_value::<Way>(name.into());
        assert_eq!(way("native").unwrap().submit, "CVSubmitTask");
        assert_eq!(way("T2ILDM").unwrap().query, None);
        assert!(way("FaceFusionMovieGetResult").is_err());
    }
}
