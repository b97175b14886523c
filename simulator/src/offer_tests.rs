use super::*;
use crate::action::Way;
use serde_json::json;

#[test]
fn every_tool_is_named_once_and_can_be_used() {
    let name = |tool: &'static Tool| (tool.side == Side::Byteplus, &tool.req_key);
    let mut names: Vec<_> = all().map(name).collect();
    assert_eq!((confirmed().count(), names.len()), (133, 146));
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    assert!(all().all(|tool| !tool.ways.is_empty()));
    assert!(find("JIMENG_vgfm_t2v_l20").is_none());
}

#[test]
fn every_way_is_used() {
    let unused = Way::all().find(|way| all().all(|tool| !tool.ways.contains(way)));
    assert_eq!(unused, None);
}

#[test]
fn unconfirmed_tools_are_offered_on_request() {
    let offers = |unconfirmed| Offer::new(&[], unconfirmed).unwrap();
    for name in ["seed3l_multi_ip", "i2v_template_cv_v2"] {
        assert!(offers(false).find(name).is_none());
        assert!(offers(true).find(name).is_some());
    }
    assert!(offers(false).find("high_aes").is_some());
}

#[test]
fn tools_from_outside_must_be_rows_and_new() {
    let row = |req_key: Value| json!({"req_key": req_key, "ways": ["process"], "fields": [], "result": {"media": "video"}});
    let fault = |rows: &[Value]| Offer::new(rows, false).err().unwrap_or_default();
    assert_eq!(fault(&[row(json!(["mine", "mine_too"]))]), "");
    assert!(fault(&[row(json!("mine")), row(json!("mine"))]).contains("mine is listed twice"));
    assert!(fault(&[row(json!("high_aes"))]).contains("high_aes is listed twice"));
    assert!(fault(&[row(json!("seed3l_multi_ip"))]).contains("listed twice"));
    assert!(fault(&[json!("mine")]).starts_with("tools: "));
    let mut odd = row(json!("mine"));
    odd["ways"] = json!(["by post"]);
    assert!(fault(&[odd]).contains("no way called by post"));
}
