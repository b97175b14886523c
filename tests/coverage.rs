//! Every key that `docs/service-api.md#coverage-and-open-questions` confirms is offered, with the
//! actions that `docs/service-api.md#tools` gives it. Written from the document.

use std::collections::BTreeSet;

use visual_catalog::{Status, find, tools};

/// `CVSync2AsyncSubmitTask` and `CVSync2AsyncGetResult`.
const SYNC2ASYNC: &[&str] = &[
    // A
    "jimeng_t2i_v30",
    "jimeng_t2i_v31",
    "jimeng_t2i_v40",
    "jimeng_seedream46_cvtob",
    "jimeng_i2i_v30",
    "jimeng_image2image_dream_inpaint",
    "i2i_material_extraction",
    "jimeng_t2v_v30",
    "jimeng_t2v_v30_1080p",
    "jimeng_i2v_first_v30",
    "jimeng_i2v_first_v30_1080",
    "jimeng_i2v_first_tail_v30",
    "jimeng_i2v_first_tail_v30_1080",
    "jimeng_i2v_recamera_v30",
    "jimeng_ti2v_v30_pro",
    "jimeng_dreamactor_m20_gen_video",
    // B
    "high_aes_general_v30l_zt2i",
    "high_aes_general_v20",
    "high_aes_general_v20_L",
    "high_aes_general_v21_L",
    "seededit_v3.0",
    "seed3l_single_ip",
    "i2i_portrait_photo",
    "jimeng_img2img_seed3_painting_edit",
    "jimeng_i2i_seed3_tilesr_cvtob",
    "jimeng_i2i_extract_tiled_images",
    "i2i_multi_style_zx2x",
    "jimeng_vgfm_t2v_l20",
    "jimeng_vgfm_i2v_l20",
    "jimeng_dream_actor_m1_gen_video_cv",
    "video_translate_v2_cvtob",
    "i2v_bytedance_effects_v1",
];

/// `CVSubmitTask` and `CVGetResult`.
const TASK: &[&str] = &[
    // A
    "dressing_diffusionV2",
    "jimeng_realman_avatar_picture_create_role_omni_v15",
    "jimeng_realman_avatar_picture_omni_v15",
    "realman_avatar_creation_task",
    // B
    "jimeng_realman_avatar_picture_create_role_omni",
    "jimeng_realman_avatar_picture_omni_v2",
    "realman_avatar_picture_create_role_omni",
    "realman_avatar_picture_omni_v2",
    "realman_avatar_picture_create_role",
    "realman_avatar_picture_create_role_loopy",
    "realman_avatar_picture_create_role_loopyb",
    "realman_avatar_picture_v2",
    "realman_avatar_picture_loopy",
    "realman_avatar_picture_loopyb",
    "realman_change_lips",
    "realman_change_lips_basic_chimera",
];

/// `CVProcess`: there are no tasks.
const PROCESS: &[&str] = &[
    // A
    "jimeng_realman_avatar_object_detection",
    // B
    "jimeng_high_aes_general_v21_L",
    "byteedit_v2.0",
    "high_aes_ip_v20",
    "high_aes_scheduler_svr_controlnet_v2.0",
    "i2i_xl_sft",
    "img2img_ai_doodle_dreamina",
    "img2img_bgpaint_light",
    "i2i_inpainting",
    "i2i_inpainting_edit",
    "i2i_outpainting",
    "dressing_diffusion",
];

#[test]
fn every_confirmed_key_is_typed_and_has_its_actions() {
    let groups: [(&[&str], &str, Option<&str>); 3] = [
        (
            SYNC2ASYNC,
            "CVSync2AsyncSubmitTask",
            Some("CVSync2AsyncGetResult"),
        ),
        (TASK, "CVSubmitTask", Some("CVGetResult")),
        (PROCESS, "CVProcess", None),
    ];
    let mut listed = BTreeSet::new();
    for (keys, submit, query) in groups {
        for key in keys {
            assert!(listed.insert(*key), "{key} is listed twice");
            let tool = find(key).unwrap_or_else(|| panic!("{key} is missing"));
            assert_eq!(tool.req_key, *key);
            assert!(tool.typed, "{key}");
            assert_eq!(
                (tool.actions.submit(), tool.actions.query()),
                (submit, query),
                "{key}"
            );
        }
    }
    assert_eq!(listed.len(), 60);
}

#[test]
fn there_are_enough_tools_and_what_is_unconfirmed_is_not_typed() {
    assert!(tools().count() >= 100);
    assert!(tools().filter(|tool| tool.typed).count() >= 90);
    for tool in tools() {
        let unconfirmed = tool.status == Status::Unconfirmed;
        assert!(!(unconfirmed && tool.typed), "{}", tool.name);
    }
}

/// PRIVACY.md expects no personal identity data.
#[test]
fn no_tool_reads_identities() {
    for tool in tools() {
        for word in [
            "cert_",
            "id_card",
            "license",
            "bank_card",
            "face_compare",
            "liveness",
        ] {
            assert!(!tool.req_key.contains(word), "{}", tool.req_key);
        }
    }
}
