//! A form as a browser sends it.

use super::arguments::Files;
use super::entered::Entered;
use super::uploads::MAX_FILE;
use super::visit::Visit;
use crate::output::language::tr;
use axum::extract::multipart::{Field, Multipart, MultipartError, MultipartRejection};
use visual_catalog::{Kind, Tool, snake};

/// More controls than any form has.
const MAX_CONTROLS: usize = 2000;

/// What was entered. Files are kept, and stand in it by their ids.
pub async fn read(
    visit: &Visit,
    tool: &Tool,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Entered, String> {
    let mut form = form.map_err(|_| no_form())?;
    let mut entered = Entered::default();
    let mut count = 0;
    while let Some(field) = form.next_field().await.map_err(broken)? {
        count += 1;
        if count > MAX_CONTROLS {
            return Err(tr!("the form has too many controls", "表单项过多"));
        }
        let name = field.name().unwrap_or_default().to_owned();
        match name.strip_suffix(".file") {
            Some(control) => {
                if let Some(id) = file(&visit.files(), field).await? {
                    put(&mut entered, (tool, control), &id);
                }
            }
            None => entered.add(&name, &field.text().await.map_err(broken)?),
        }
    }
    drop_files(&mut entered, tool);
    Ok(entered)
}

/// Keeps a file, and returns its id. Nothing where none was chosen.
pub async fn file(files: &Files<'_>, field: Field<'_>) -> Result<Option<String>, String> {
    let name = field.file_name().unwrap_or_default().to_owned();
    let bytes = field.bytes().await.map_err(broken)?;
    if name.is_empty() && bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() > MAX_FILE {
        return Err(tr!("`{name}` is too large", "`{name}` 过大"));
    }
    let upload = files.uploads.put(files.tenant, &name, bytes.to_vec());
    Ok(Some(upload.id.clone()))
}

/// Puts a file into its control: beside others where it takes several, else in their place.
pub fn put(entered: &mut Entered, (tool, control): (&Tool, &str), id: &str) {
    let kept = format!("{control}.kept");
    let field = tool
        .fields
        .iter()
        .find(|field| snake(field.name) == control);
    match field.map(|field| field.kind) {
        Some(Kind::Images(..)) => entered.add(&kept, id),
        _ => entered.set(&kept, id),
    }
}

/// Removes the files that somebody ticked to be removed.
fn drop_files(entered: &mut Entered, tool: &Tool) {
    for field in tool.fields.iter().filter(|field| field.kind.is_image()) {
        let name = snake(field.name);
        let dropped = entered.take(&format!("{name}.drop"));
        if dropped.is_empty() {
            continue;
        }
        let control = format!("{name}.kept");
        for id in entered.take(&control) {
            if !dropped.contains(&id) {
                entered.add(&control, &id);
            }
        }
    }
}

fn broken(error: MultipartError) -> String {
    let text = error.body_text();
    tr!("the form did not arrive: {text}", "表单未能送达：{text}")
}

/// What was sent is no form of this page.
pub fn no_form() -> String {
    tr!(
        "the request has no form; nothing was bought",
        "请求不是表单，未购买"
    )
}
