//! The body of a request: JSON, or a multipart form with files.

use super::canonical::Canonical;
use super::error::Refusal;
use super::mapping::MAX_SHOWN;
use axum::extract::multipart::{Field, MultipartError};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use bytes::Bytes;
use serde_json::{Map, Value};
use visual_catalog::json_text;
use visual_catalog::sanitize::excerpt;

/// The most files of one request: more than any tool takes.
const MAX_FILES: usize = 64;

/// What a request says.
#[derive(Debug, Default)]
pub struct Body {
    /// Its members. A form has texts only.
    pub members: Map<String, Value>,
    /// Its files, in their order, by the name of their member.
    pub files: Vec<(String, Bytes)>,
    pub is_form: bool,
}

impl Body {
    /// Reads the whole body.
    pub async fn read(request: Request) -> Result<Body, Refusal> {
        let content_type = request.headers().get(CONTENT_TYPE);
        let content_type = content_type.and_then(|value| value.to_str().ok());
        let content_type = content_type.unwrap_or_default().to_ascii_lowercase();
        if content_type.starts_with("multipart/form-data") {
            return Body::read_form(request).await;
        }
        if !content_type.starts_with("application/json") {
            return Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "The body is `application/json`, or `multipart/form-data` where files are sent.",
            ));
        }
        let bytes = Bytes::from_request(request, &()).await;
        let bytes = bytes.map_err(|error| unreadable(error.status(), &error.body_text()))?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Refusal::invalid("The body is no text in UTF-8."))?;
        match json_text::parse_strict(text) {
            Ok(Value::Object(members)) => Ok(Body {
                members,
                ..Body::default()
            }),
            Ok(_) => Err(Refusal::invalid("The body is no JSON object.")),
            Err(error) => Err(Refusal::invalid(&format!("The body is no JSON: {error}"))),
        }
    }

    async fn read_form(request: Request) -> Result<Body, Refusal> {
        let form = Multipart::from_request(request, &()).await;
        let mut form = form.map_err(|_| {
            Refusal::invalid("`Content-Type` is `multipart/form-data` without a `boundary`.")
        })?;
        let mut body = Body {
            is_form: true,
            ..Body::default()
        };
        while let Some(part) = form.next_field().await.map_err(broken)? {
            body.take(part).await?;
        }
        Ok(body)
    }

    async fn take(&mut self, part: Field<'_>) -> Result<(), Refusal> {
        let name = part.name().unwrap_or_default();
        // A list has its brackets behind the name.
        let is_list = name.ends_with("[]");
        let name = name.trim_end_matches("[]").to_owned();
        if part.file_name().is_some() {
            if self.files.len() == MAX_FILES {
                let message = format!("A request has at most {MAX_FILES} files.");
                return Err(Refusal::invalid(&message));
            }
            let bytes = part.bytes().await.map_err(broken)?;
            self.files.push((name, bytes));
            return Ok(());
        }
        let text = Value::String(part.text().await.map_err(broken)?);
        match self.members.get_mut(&name) {
            Some(Value::Array(items)) => items.push(text),
            Some(_) => {
                let name = excerpt(&name, MAX_SHOWN);
                let message = format!("`{name}` is given twice.");
                return Err(Refusal::invalid(&message).about(&name));
            }
            None if is_list => {
                self.members.insert(name, Value::Array(vec![text]));
            }
            None => {
                self.members.insert(name, text);
            }
        }
        Ok(())
    }

    /// What two requests to the same route have in common if they say the same.
    pub fn digest(&self, route: &str) -> String {
        let mut canonical = Canonical::new(route);
        canonical.value(&Value::Object(self.members.clone()));
        for (name, bytes) in &self.files {
            canonical.file(name, bytes);
        }
        canonical.finish()
    }
}

fn broken(error: MultipartError) -> Refusal {
    unreadable(error.status(), &error.body_text())
}

fn unreadable(status: StatusCode, message: &str) -> Refusal {
    let code = match status {
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        _ => "invalid-input",
    };
    Refusal::new(status, code, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(content_type: &str, body: String) -> Result<Body, Refusal> {
        let request = Request::post("/").header(CONTENT_TYPE, content_type);
        Body::read(request.body(body.into()).unwrap()).await
    }

    async fn form(boundary: &str, file_name: &str) -> Body {
        let body = format!(
            "--{boundary}\r\nContent-Disposition: form-data; name=\"prompt\"\r\n\r\na hat\r\n\
             --{boundary}\r\nContent-Disposition: form-data; name=\"image[]\"; \
             filename=\"{file_name}\"\r\nContent-Type: image/png\r\n\r\nPNG\r\n--{boundary}--\r\n"
        );
        let content_type = format!("multipart/form-data; boundary={boundary}");
        read(&content_type, body).await.unwrap()
    }

    #[tokio::test]
    async fn a_form_is_its_members_whatever_its_boundary() {
        let one = form("abc", "cat.png").await;
        assert_eq!(one.members["prompt"], "a hat");
        assert_eq!(
            one.files,
            [("image".to_owned(), Bytes::from_static(b"PNG"))]
        );
        let other = form("a-longer-boundary", "upload").await;
        assert_eq!(one.digest("images/edits"), other.digest("images/edits"));
        assert_ne!(one.digest("images/edits"), one.digest("videos"));
    }

    #[tokio::test]
    async fn what_is_no_body_is_refused() {
        for (content_type, body, status) in [
            ("text/plain", "{}", 415),
            ("application/json", "{", 400),
            ("application/json", "[]", 400),
            ("application/json", r#"{"model":"a","model":"b"}"#, 400),
            ("multipart/form-data", "x", 400),
            ("multipart/form-data; boundary=a", "--a\r\nx", 400),
        ] {
            let refused = read(content_type, body.to_owned()).await.unwrap_err();
            assert_eq!(refused.status(), status, "{content_type} {body}");
        }
        let twice = "--a\r\nContent-Disposition: form-data; name=\"n\"\r\n\r\n1\r\n".repeat(2);
        let twice = read("multipart/form-data; boundary=a", twice + "--a--\r\n").await;
        assert_eq!(twice.unwrap_err().param(), Some("n"));
    }
}
