//! The parameters of tools: none is missing, and the old names are kept.

use std::collections::BTreeSet;

use super::parameter::Parameter;
use super::{tool, typed};

#[test]
fn every_field_of_a_tool_has_a_parameter() {
    for known in typed() {
        let parameters = tool::parameters(known);
        let fields = parameters.iter().filter_map(|p| p.target.as_ref());
        let fields: BTreeSet<&str> = fields.map(|(field, _)| field.as_str()).collect();
        let expected = known
            .fields
            .iter()
            .map(|field| field.name.replace('-', "_"));
        let expected: BTreeSet<String> = expected.collect();
        assert!(
            fields.into_iter().eq(expected.iter().map(String::as_str)),
            "{}",
            known.name
        );
    }
}

/// What is required can be filled in: by Dify's own check, or as one of two forms.
#[test]
fn what_is_required_is_asked_for() {
    for known in typed() {
        let parameters = tool::parameters(known);
        for field in known.fields.iter().filter(|field| field.required) {
            let name = field.name.replace('-', "_");
            let of_field = |p: &&Parameter| p.target.as_ref().is_some_and(|(f, _)| *f == name);
            let all: Vec<_> = parameters.iter().filter(of_field).collect();
            assert!(
                all.iter().all(|p| p.for_models.is_some()),
                "{}.{name}",
                known.name
            );
            let required = all.iter().filter(|p| p.required).count();
            let is_held = match field.kind.is_image() || field.may_be_empty {
                true => required == 0,
                false => required == all.len(),
            };
            assert!(is_held, "{}.{name}", known.name);
        }
    }
}

/// The ten tools that the plugin "Volcengine AI" had keep its names.
#[test]
fn the_old_nodes_keep_their_parameters() {
    const WATERMARK: [&str; 6] = [
        "add_logo",
        "logo_text_content",
        "position",
        "language",
        "opacity",
        "return_url",
    ];
    for (alias, own) in [
        ("general-3.0", &[][..]),
        ("jimeng-2.1", &["width", "height", "use_sr"]),
        ("seededit-3.0", &["image_files"]),
        ("portrait", &["image_input"]),
        ("jimeng-video-2.0", &[]),
        (
            "jimeng-video-2.0-i2v",
            &["image_file", "image_url", "binary_data_base64_str"],
        ),
        ("jimeng-3.0", &["width", "height"]),
        ("jimeng-3.1", &["width", "height"]),
        ("jimeng-i2i-3.0", &["width", "height"]),
        ("general-3.0-character", &[]),
    ] {
        let known = visual_catalog::find(alias).unwrap();
        let parameters = tool::parameters(known);
        let is_video = known.product.word() == "video";
        let watermark = if is_video {
            &["return_url"][..]
        } else {
            &WATERMARK
        };
        for name in own.iter().chain(watermark) {
            assert!(
                parameters.iter().any(|p| p.name == *name),
                "{alias}: {name}"
            );
        }
    }
}
