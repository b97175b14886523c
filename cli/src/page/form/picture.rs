//! Pictures: as files that are chosen, dropped or pasted, or as links. A mask can be drawn.

use super::place::Place;
use crate::output::language::{pick, tr};
use crate::page::uploads::Upload;
use maud::{Markup, html};
use visual_catalog::{ImageRule, MANY, snake};

pub fn picture(place: Place<'_>, rule: &ImageRule, max: usize) -> Markup {
    let is_list = max > 1;
    let id = place.id();
    let files = &place.form.files;
    let kept: Vec<_> = place
        .form
        .entered
        .all(&format!("{}.kept", place.path))
        .collect();
    let kept = kept
        .into_iter()
        .filter_map(|id| files.uploads.get(files.tenant, id));
    let links = place
        .form
        .entered
        .lines(place.path)
        .collect::<Vec<_>>()
        .join("\n");
    let link_id = format!("{id}-link");
    let masked = masked(place);
    html! {
        fieldset.field.picture data-field=(place.path) data-picture=(place.path) data-list[is_list]
            data-mask-of=[masked.as_deref()] aria-describedby=(place.described()) {
            legend { (place.label_text()) }
            div.drop {
                div.thumbs { @for upload in kept { (thumb(place.path, &upload)) } }
                label.choose for=(id) {
                    span.plus aria-hidden="true" { "+" }
                    span {
                        @if is_list { (pick("Choose files", "选择文件")) } @else { (pick("Choose a file", "选择文件")) }
                        span.scripted { (pick(", drop, or paste", "，或拖放、粘贴到此处")) }
                    }
                }
                input type="file" id=(id) name=(format!("{}.file", place.path)) accept=(accept(rule)) multiple[is_list]
                    aria-describedby=(place.described()) aria-invalid=[place.invalid()];
            }
            @if masked.is_some() {
                button.quiet.draw type="button" hidden data-draw=(place.path) { (pick("Draw the mask on the image", "在图片上涂抹蒙版")) }
            }
            div.link {
                label for=(link_id) {
                    @if is_list { (pick("or links, one a line", "或填写链接，每行一个")) } @else { (pick("or a link", "或填写链接")) }
                }
                @if is_list {
                    textarea id=(link_id) name=(place.path) rows="2" placeholder="https://" { "\n" (links) }
                } @else {
                    input type="text" inputmode="url" id=(link_id) name=(place.path) value=(links) placeholder="https://" autocomplete="off";
                }
            }
            (hint(place, rule, max))
            (place.trouble())
        }
    }
}

/// The image that a mask belongs to.
fn masked(place: Place<'_>) -> Option<String> {
    let is_mask = place.field.name == "mask";
    let mut others = place.form.tool.fields.iter();
    let image = others.find(|other| other.name == "image" && other.kind.is_image());
    image.filter(|_| is_mask).map(|image| snake(image.name))
}

/// A file that was given, small. The script makes the same of a file that is dropped.
pub fn thumb(path: &str, upload: &Upload) -> Markup {
    let size = upload
        .size
        .map(|(width, height)| format!("{width} × {height}"));
    let kilobytes = upload.bytes.len().div_ceil(1024);
    let name = &upload.name;
    html! {
        div.thumb data-upload=(upload.id) {
            @if is_shown(upload) {
                img src=(format!("/uploads/{}", upload.id)) alt=(tr!("Preview of {name}", "{name} 的预览"));
            } @else {
                span.nothing aria-hidden="true" { "?" }
            }
            div.about {
                span.name { (name) }
                span.facts { @if let Some(size) = size { (size) " · " } (kilobytes) " KB" }
                label.remove {
                    input type="checkbox" name=(format!("{path}.drop")) value=(upload.id);
                    " " (pick("Remove", "移除"))
                }
            }
            input type="hidden" name=(format!("{path}.kept")) value=(upload.id);
        }
    }
}

/// Whether browsers show such a file.
fn is_shown(upload: &Upload) -> bool {
    upload.mime_type.is_some_and(|kind| kind != "image/heic")
}

/// What the browser's own dialog offers. Anything can be dropped: the tool judges it.
fn accept(rule: &ImageRule) -> String {
    match rule.types.is_empty() {
        true => "image/*".to_owned(),
        false => rule.types.join(","),
    }
}

fn hint(place: Place<'_>, rule: &ImageRule, max: usize) -> Markup {
    let mut limits = Vec::new();
    if max > 1 && max < MANY {
        limits.push(tr!("Up to {max} images.", "最多 {max} 张。"));
    }
    if !rule.types.is_empty() {
        let types = rule
            .types
            .iter()
            .map(|kind| kind.trim_start_matches("image/").to_uppercase());
        let types = types.collect::<Vec<_>>().join(pick(", ", "、"));
        limits.push(format!("{types}{}", pick(".", "。")));
    }
    if let Some(bytes) = rule.bytes {
        let mega = (f64::from(bytes) / 1_048_576.0 * 10.0).floor() / 10.0;
        limits.push(tr!("At most {mega} MB.", "不超过 {mega} MB。"));
    }
    if let Some((long, short)) = rule.min {
        limits.push(match long == short {
            true => tr!(
                "Each side at least {long} pixels.",
                "每边至少 {long} 像素。"
            ),
            false => tr!(
                "At least {long} × {short} pixels.",
                "至少 {long} × {short} 像素。"
            ),
        });
    }
    if let Some((long, short)) = rule.max {
        limits.push(match long == short {
            true => tr!(
                "Each side at most {long} pixels.",
                "每边不超过 {long} 像素。"
            ),
            false => tr!(
                "At most {long} × {short} pixels.",
                "不超过 {long} × {short} 像素。"
            ),
        });
    }
    if let Some(ratio) = rule.ratio {
        limits.push(tr!("Ratio at most {ratio}:1.", "长宽比不超过 {ratio}:1。"));
    }
    place.hint_with(&limits)
}
