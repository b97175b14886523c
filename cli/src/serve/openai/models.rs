//! The tools as OpenAI's models.

use super::error::Refusal;
use super::mapping::MAX_SHOWN;
use super::reply;
use crate::serve::tenant::Tenant;

use axum::extract::{Extension, Path};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use std::sync::Arc;
use visual_catalog::sanitize::excerpt;
use visual_catalog::{Tool, nearest, tools};

/// How many near names are told in place of one that is not known.
const NEAR: usize = 3;

/// What a tool makes that OpenAI's interface knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Makes {
    Images,
    Videos,
}

/// What a tool makes. Facts alone are neither.
pub fn makes(tool: &Tool) -> Option<Makes> {
    match tool.product.word() {
        "image" | "any" => Some(Makes::Images),
        // A video is asked for later by its task.
        "video" => tool.actions.query().map(|_| Makes::Videos),
        _ => None,
    }
}

/// The tool of this name, alias or key of the service.
pub fn find(model: &str) -> Result<&'static Tool, Refusal> {
    visual_catalog::find(model).ok_or_else(|| {
        let shown = excerpt(model, MAX_SHOWN);
        let near = near(&shown);
        let hint = match near.as_slice() {
            [] => "GET /v1/models lists them".to_owned(),
            near => format!("did you mean {}?", near.join(", ")),
        };
        let message = format!("There is no model `{shown}`: {hint}");
        Refusal::new(StatusCode::NOT_FOUND, "model_not_found", &message).about("model")
    })
}

/// The names that are nearest to one that is not known, the nearest first.
fn near(model: &str) -> Vec<String> {
    let mut near: Vec<String> = Vec::new();
    while near.len() < NEAR {
        let left = tools().filter(|tool| makes(tool).is_some());
        let left = left.map(|tool| tool.alias);
        let left = left.filter(|alias| !near.iter().any(|known| known == alias));
        match nearest(model, left) {
            Some(alias) => near.push(alias.to_owned()),
            None => break,
        }
    }
    near
}

/// `GET /v1/models`: what this token may use.
pub async fn list(Extension(tenant): Extension<Arc<Tenant>>) -> Response {
    let tools = tools().filter(|tool| makes(tool).is_some() && tenant.allows(tool));
    let models: Vec<_> = tools.map(model).collect();
    let list = json!({ "object": "list", "data": models });
    reply::json(StatusCode::OK, &list)
}

/// `GET /v1/models/{id}`.
pub async fn retrieve(
    Extension(tenant): Extension<Arc<Tenant>>,
    Path(id): Path<String>,
) -> Response {
    let found = find(&id).and_then(|tool| {
        let checked = tenant.check(tool.name);
        checked.map_err(|error| Refusal::of_purchase(&error, Some("model")))?;
        Ok(tool)
    });
    match found {
        Ok(tool) => reply::json(StatusCode::OK, &model(tool)),
        Err(refusal) => refusal.into_response(),
    }
}

/// One model. The service tells no date of its making.
fn model(tool: &'static Tool) -> Value {
    json!({
        "id": tool.alias,
        "object": "model",
        "created": 0,
        "owned_by": "volcengine",
        "visual": {
            "name": tool.name,
            "family": tool.family.name(),
            "makes": tool.product.word(),
            "title": tool.title.en,
            "title_zh": tool.title.zh,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_names_lead_to_near_ones() {
        let message = |model: &str| {
            let refusal = find(model).unwrap_err();
            assert_eq!((refusal.status(), refusal.param()), (404, Some("model")));
            refusal.json()["error"]["message"]
                .as_str()
                .unwrap()
                .to_owned()
        };
        let near = message("jimeng-3.00");
        assert!(near.contains("did you mean jimeng-3.0, "), "{near}");
        assert!(message("dall-e-3").ends_with("GET /v1/models lists them"));
        assert!(message(&"x".repeat(5000)).len() < 200);
    }

    #[test]
    fn models_are_what_makes_images_or_videos() {
        let count = |wanted| tools().filter(|tool| makes(tool) == wanted).count();
        assert!(count(Some(Makes::Images)) > 50 && count(Some(Makes::Videos)) > 20);
        assert_eq!(makes(visual_catalog::find("score-picture").unwrap()), None);
    }
}
