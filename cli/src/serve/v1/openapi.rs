//! The description of the server: that of `visual-http.wasm`, with what a journal adds.

use super::outcome;
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use serde_json::Value;
use visual_http_api::Reply;
use visual_http_api::openapi::{self, Described};

/// What this server has beside the other one.
const ADDED: &str = include_str!("openapi.json");

/// The description, with the tools that the tenant may use.
pub async fn document(server: &Server, tenant: &Tenant) -> Reply {
    match tools(server, tenant).await {
        Ok(tools) => Reply::json(200, extended(&openapi::document(tools)).to_string()),
        Err(error) => outcome::failed(&error, false),
    }
}

async fn tools(server: &Server, tenant: &Tenant) -> Result<Vec<Described>, visual_host::Error> {
    let mut described = Vec::new();
    for tool in server.catalogue.tools().await? {
        if tenant.check(&tool.name).is_err() {
            continue;
        }
        let known = server.catalogue.describe(&tool.name).await?;
        described.push(Described {
            name: tool.name.clone(),
            family: tool.family.clone(),
            title: tool.title.clone(),
            summary: tool.summary.clone(),
            schema: known.tool.schema.clone(),
        });
    }
    Ok(described)
}

fn extended(document: &str) -> Value {
    let mut document = openapi::with_keys(document);
    let added: Value = serde_json::from_str(ADDED).unwrap_or_default();
    openapi::merge(&mut document, added);
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_takes_a_key_and_references_lead_somewhere() {
        let tool = Described {
            name: "a-tool".to_owned(),
            family: "video".to_owned(),
            title: String::new(),
            summary: String::new(),
            schema: "{}".to_owned(),
        };
        let document = extended(&openapi::document([tool]));
        let call = &document["paths"]["/v1/tools/a-tool"]["post"]["parameters"];
        let last = call.as_array().unwrap().last().unwrap();
        let text = document.to_string();
        assert_eq!(last["$ref"], "#/components/parameters/Idempotency-Key");
        for part in text.split("\"$ref\":\"#").skip(1) {
            let pointer = part.split('"').next().unwrap();
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
        assert!(document["paths"]["/readyz"]["get"].is_object());
    }
}
