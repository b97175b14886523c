//! The typed function of each tool: the success case once more, its arguments
//! built as the generated bindings have them.

use host_test::{Case, Rig};
use serde_json::Value;
use visual_host::bindings::exports::volcengine::visual::image_edit::{
    JimengI2iV30Params, Seed3lSingleIpParams, SeededitV30Params,
};
use visual_host::bindings::exports::volcengine::visual::portrait::{
    GenMode, I2iPortraitPhotoParams,
};
use visual_host::bindings::exports::volcengine::visual::text_to_image::{
    HighAesGeneralV30lZt2iParams, JimengHighAesGeneralV21LParams, JimengT2iV30Params,
    JimengT2iV31Params,
};
use visual_host::bindings::exports::volcengine::visual::video::{
    AspectRatio, JimengVgfmI2vL20Params, JimengVgfmT2vL20Params,
};
use visual_host::types::{Image, Size};

/// Calls a typed function as `case` says, and judges it as `invoke` is judged.
macro_rules! call {
    ($case:expr, $interface:ident, $function:ident, $params:expr) => {{
        let (case, params) = ($case, $params);
        let rig = Rig::start().await;
        let options = case.options.clone();
        let wait = options.as_ref().and_then(|options| options.wait_ms);
        let mut session = rig.host.session().await.unwrap();
        let answer = session
            .call(wait, async |visual, store| {
                let tools = visual.$interface();
                tools.$function(store, &params, options.as_ref()).await
            })
            .await
            .unwrap();
        assert_eq!(session.requests() as usize, rig.calls().len());
        drop(session);
        case.judge(&rig, answer.map_err(Into::into)).await;
    }};
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

fn pixels(value: &Value) -> Option<i32> {
    Some(i32::try_from(value.as_i64().unwrap()).unwrap())
}

fn size(value: &Value) -> Option<Size> {
    Some(Size {
        width: pixels(&value["width"])?,
        height: pixels(&value["height"])?,
    })
}

fn bytes(value: &Value) -> Vec<u8> {
    use base64::Engine as _;
    let decoded = base64::engine::general_purpose::STANDARD.decode(text(value));
    decoded.unwrap()
}

#[tokio::test]
async fn high_aes_general_v30l_zt2i() {
    let case = Case::read("high-aes-general-v30l-zt2i", "success");
    let given = &case.arguments;
    let params = HighAesGeneralV30lZt2iParams {
        prompt: text(&given["prompt"]),
        use_pre_llm: given["use_pre_llm"].as_bool(),
        seed: given["seed"].as_i64(),
        scale: given["scale"].as_f64(),
        width: pixels(&given["width"]),
        height: pixels(&given["height"]),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_text_to_image,
        call_high_aes_general_v30l_zt2i,
        params
    );
}

#[tokio::test]
async fn jimeng_high_aes_general_v21_l() {
    let case = Case::read("jimeng-high-aes-general-v21-l", "success");
    let given = &case.arguments;
    let params = JimengHighAesGeneralV21LParams {
        prompt: text(&given["prompt"]),
        seed: given["seed"].as_i64(),
        width: pixels(&given["width"]),
        height: pixels(&given["height"]),
        use_pre_llm: given["use_pre_llm"].as_bool(),
        use_sr: given["use_sr"].as_bool(),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_text_to_image,
        call_jimeng_high_aes_general_v21_l,
        params
    );
}

#[tokio::test]
async fn i2i_portrait_photo() {
    let case = Case::read("i2i-portrait-photo", "success");
    let given = &case.arguments;
    let params = I2iPortraitPhotoParams {
        image_input: text(&given["image_input"]),
        prompt: Some(text(&given["prompt"])),
        width: pixels(&given["width"]),
        height: pixels(&given["height"]),
        gpen: given["gpen"].as_f64(),
        skin: given["skin"].as_f64(),
        skin_unifi: given["skin_unifi"].as_f64(),
        gen_mode: Some(GenMode::ReferenceChar),
        seed: given["seed"].as_i64(),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_portrait,
        call_i2i_portrait_photo,
        params
    );
}

/// The picture goes in as bytes here, and as base64 through `invoke`.
#[tokio::test]
async fn seededit_v30() {
    let case = Case::read("seededit-v30", "success");
    let given = &case.arguments;
    let params = SeededitV30Params {
        image: Image::Bytes(bytes(&given["image"]["base64"])),
        prompt: text(&given["prompt"]),
        seed: given["seed"].as_i64(),
        scale: given["scale"].as_f64(),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_image_edit,
        call_seededit_v30,
        params
    );
}

#[tokio::test]
async fn jimeng_vgfm_t2v_l20() {
    let case = Case::read("jimeng-vgfm-t2v-l20", "success");
    let given = &case.arguments;
    let params = JimengVgfmT2vL20Params {
        prompt: text(&given["prompt"]),
        seed: given["seed"].as_i64(),
        aspect_ratio: Some(AspectRatio::RatioW21h9),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_video,
        call_jimeng_vgfm_t2v_l20,
        params
    );
}

#[tokio::test]
async fn jimeng_vgfm_i2v_l20() {
    let case = Case::read("jimeng-vgfm-i2v-l20", "success");
    let given = &case.arguments;
    let params = JimengVgfmI2vL20Params {
        image: Image::Url(text(&given["image"]["url"])),
        prompt: Some(text(&given["prompt"])),
        seed: given["seed"].as_i64(),
        aspect_ratio: Some(AspectRatio::RatioW3h4),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_video,
        call_jimeng_vgfm_i2v_l20,
        params
    );
}

#[tokio::test]
async fn jimeng_t2i_v30() {
    let case = Case::read("jimeng-t2i-v30", "success");
    let given = &case.arguments;
    let params = JimengT2iV30Params {
        prompt: text(&given["prompt"]),
        use_pre_llm: given["use_pre_llm"].as_bool(),
        seed: given["seed"].as_i64(),
        size: size(&given["size"]),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_text_to_image,
        call_jimeng_t2i_v30,
        params
    );
}

#[tokio::test]
async fn jimeng_t2i_v31() {
    let case = Case::read("jimeng-t2i-v31", "success");
    let params = JimengT2iV31Params {
        prompt: text(&case.arguments["prompt"]),
        use_pre_llm: None,
        seed: None,
        size: None,
        extra: None,
    };
    call!(
        case,
        volcengine_visual_text_to_image,
        call_jimeng_t2i_v31,
        params
    );
}

#[tokio::test]
async fn jimeng_i2i_v30() {
    let case = Case::read("jimeng-i2i-v30", "success");
    let given = &case.arguments;
    let params = JimengI2iV30Params {
        image: Image::Bytes(bytes(&given["image"]["base64"])),
        prompt: text(&given["prompt"]),
        seed: given["seed"].as_i64(),
        scale: given["scale"].as_f64(),
        size: size(&given["size"]),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_image_edit,
        call_jimeng_i2i_v30,
        params
    );
}

#[tokio::test]
async fn seed3l_single_ip() {
    let case = Case::read("seed3l-single-ip", "success");
    let given = &case.arguments;
    let params = Seed3lSingleIpParams {
        image: Image::Url(text(&given["image"])),
        prompt: text(&given["prompt"]),
        seed: given["seed"].as_i64(),
        width: pixels(&given["width"]),
        height: pixels(&given["height"]),
        use_rephraser: given["use_rephraser"].as_bool(),
        extra: None,
    };
    call!(
        case,
        volcengine_visual_image_edit,
        call_seed3l_single_ip,
        params
    );
}
