//! The conformance cases, one test for each file of `cases/`, through
//! `catalog.invoke`. The expected bodies are written by hand from the API
//! document; nothing here writes them.

use std::collections::BTreeSet;
use std::fs;

use host_test::{Case, Rig, place};

/// One test for each case, and the list of them.
macro_rules! cases {
    ($($module:ident = $tool:literal { $($test:ident = $case:literal),+ $(,)? })+) => {
        $(mod $module {
            $(#[tokio::test]
            async fn $test() {
                super::Case::read($tool, $case).run().await;
            })+
        })+

        const LISTED: &[(&str, &str)] = &[$($(($tool, $case)),+),+];
    };
}

cases! {
    high_aes_general_v30l_zt2i = "high-aes-general-v30l-zt2i" {
        success = "success",
        inline = "inline",
        refusal = "refusal",
        moderated = "moderated",
    }
    jimeng_high_aes_general_v21_l = "jimeng-high-aes-general-v21-l" {
        success = "success",
        inline = "inline",
        refusal = "refusal",
        moderated = "moderated",
    }
    i2i_portrait_photo = "i2i-portrait-photo" {
        success = "success",
        refusal = "refusal",
        no_face = "no-face",
    }
    seededit_v30 = "seededit-v30" {
        success = "success",
        by_link = "by-link",
        refusal = "refusal",
        moderated = "moderated",
    }
    jimeng_vgfm_t2v_l20 = "jimeng-vgfm-t2v-l20" {
        success = "success",
        labelled = "labelled",
        refusal = "refusal",
        moderated = "moderated",
    }
    jimeng_vgfm_i2v_l20 = "jimeng-vgfm-i2v-l20" {
        success = "success",
        refusal = "refusal",
        output_moderated = "output-moderated",
    }
    jimeng_t2i_v30 = "jimeng-t2i-v30" {
        success = "success",
        refusal = "refusal",
    }
    jimeng_t2i_v31 = "jimeng-t2i-v31" {
        success = "success",
        refusal = "refusal",
    }
    jimeng_i2i_v30 = "jimeng-i2i-v30" {
        success = "success",
        refusal = "refusal",
    }
    seed3l_single_ip = "seed3l-single-ip" {
        success = "success",
        refusal = "refusal",
    }
}

#[test]
fn every_file_has_its_test() {
    let names = |directory: &std::path::Path| -> Vec<String> {
        let entries = fs::read_dir(directory).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.collect()
    };
    let mut files = BTreeSet::new();
    for tool in names(place::cases()) {
        for file in names(&place::cases().join(&tool)) {
            let case = file.strip_suffix(".json").expect("cases are JSON");
            files.insert((tool.clone(), case.to_owned()));
        }
    }
    let listed = LISTED.iter();
    let listed: BTreeSet<_> = listed
        .map(|(tool, case)| ((*tool).to_owned(), (*case).to_owned()))
        .collect();
    assert_eq!(listed, files);
}

#[tokio::test]
async fn every_tool_has_a_success_and_a_refusal() {
    let rig = Rig::start().await;
    let tools = rig.host.list_tools().await.unwrap();
    assert!(!tools.is_empty());
    for tool in &tools {
        for case in ["success", "refusal"] {
            let listed = LISTED.contains(&(tool.name.as_str(), case));
            assert!(listed, "{} has no case `{case}`", tool.name);
        }
    }
    let known = |name: &str| tools.iter().any(|tool| tool.name == name);
    assert!(LISTED.iter().all(|(tool, _)| known(tool)));
    rig.assert_untouched();
}

#[tokio::test]
async fn a_tool_is_found_by_name_alias_and_key() {
    let rig = Rig::start().await;
    for tool in rig.host.list_tools().await.unwrap() {
        for name in [&tool.name, &tool.alias, &tool.req_key] {
            let described = rig.host.describe(name).await.unwrap();
            assert_eq!(described.info.name, tool.name);
        }
    }
}
