//! The page of `visual serve` without scripts: plain forms, as a browser sends them.

mod forms;
mod purchases;

use bytes::Bytes;
use host_test::honest::connect;
use host_test::program::{Running, Shell};
use http::{Request, header};
use http_body_util::{BodyExt, Full};
use hyper_util::rt::TokioIo;
use volc_sim::Simulator;

/// The server's token.
const TOKEN: &str = "test-token-0123456789abcdef0123456789abcdef";
const BOUNDARY: &str = "boundary-of-a-form";

/// A browser that has signed in.
struct Visitor<'a> {
    _server: Running<'a>,
    authority: String,
    cookie: String,
    languages: &'static str,
}

/// What the server answered.
struct Page {
    status: u16,
    location: String,
    headers: http::HeaderMap,
    bytes: Bytes,
}

/// A simulator, and a place to serve from.
async fn place() -> (Simulator, Shell) {
    let (simulator, shell) = Shell::simulated().await;
    (simulator, shell.set("VISUAL_TOKEN", TOKEN))
}

impl<'a> Visitor<'a> {
    /// Starts a server, and signs in with its token.
    async fn start(shell: &'a Shell) -> Visitor<'a> {
        let server = shell.start("serve --listen 127.0.0.1:0");
        let said = "listening on http://";
        let text = server.printed_line(said).await;
        let line = text.lines().find_map(|line| line.strip_prefix(said));
        let mut visitor = Visitor {
            authority: line.expect("its address").trim().to_owned(),
            _server: server,
            cookie: String::new(),
            languages: "en",
        };
        let form = format!("token={TOKEN}");
        let request = visitor.request("POST", "/session");
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        let page = visitor.send(request.body(form.into()).unwrap()).await;
        assert_eq!((page.status, page.location.as_str()), (303, "/"));
        let cookie = page.headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"));
        visitor.cookie = cookie.split(';').next().unwrap().to_owned();
        visitor
    }

    fn request(&self, method: &str, path: &str) -> http::request::Builder {
        Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, &self.authority)
            .header(header::ACCEPT, "text/html")
            .header(header::ACCEPT_LANGUAGE, self.languages)
            .header(header::COOKIE, &self.cookie)
    }

    async fn send(&self, request: Request<Bytes>) -> Page {
        let stream = TokioIo::new(connect(self.authority.clone()).await.expect("a server"));
        let connection = hyper::client::conn::http1::handshake(stream).await;
        let (mut sender, connection) = connection.expect("HTTP");
        tokio::spawn(connection);
        let response = sender.send_request(request.map(Full::new)).await;
        let (parts, body) = response.expect("a response").into_parts();
        let location = parts.headers.get(header::LOCATION);
        Page {
            status: parts.status.as_u16(),
            location: location
                .map_or("", |value| value.to_str().unwrap())
                .to_owned(),
            headers: parts.headers,
            bytes: body.collect().await.expect("a whole body").to_bytes(),
        }
    }

    async fn get(&self, path: &str) -> Page {
        self.send(self.request("GET", path).body(Bytes::new()).unwrap())
            .await
    }

    /// Sends a form of texts and files.
    async fn post(&self, path: &str, controls: &[(&str, &str)]) -> Page {
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self
            .request("POST", path)
            .header(header::CONTENT_TYPE, kind);
        self.send(request.body(form(controls)).unwrap()).await
    }

    /// Loads a page until it no longer asks to be loaded again.
    async fn settled(&self, path: &str) -> String {
        loop {
            let text = self.get(path).await.text();
            if !text.contains("http-equiv=\"refresh\"") {
                return text;
            }
        }
    }
}

impl Page {
    fn text(&self) -> String {
        String::from_utf8(self.bytes.to_vec()).expect("a text")
    }
}

/// The body of a form. A control whose name ends in `.file` is a file of that content.
fn form(controls: &[(&str, &str)]) -> Bytes {
    let mut body = String::new();
    for (name, value) in controls {
        let file = match name.ends_with(".file") {
            true => "; filename=\"a file.png\"\r\nContent-Type: image/png",
            false => "",
        };
        body += &format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
        );
    }
    body += &format!("--{BOUNDARY}--\r\n");
    body.into()
}

/// The value of the first attribute that follows this text.
fn after<'a>(html: &'a str, start: &str) -> &'a str {
    let (_, rest) = html
        .split_once(start)
        .unwrap_or_else(|| panic!("no {start} in {html}"));
    rest.split('"').next().unwrap()
}

/// The key of a form.
fn key(html: &str) -> &str {
    after(html, "name=\"_key\" value=\"")
}
