use super::*;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// Answers one request with `reply`; the handle gives the request.
async fn server(reply: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let link = format!(
        "http://{}/file?x-signature=s",
        listener.local_addr().unwrap()
    );
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 4096];
        let length = stream.read(&mut request).await.unwrap();
        stream.write_all(reply.as_bytes()).await.unwrap();
        String::from_utf8_lossy(&request[..length]).into_owned()
    });
    (link, task)
}

async fn fetch(link: &str, egress: Egress) -> Result<(Downloaded, Vec<u8>), DownloadError> {
    let mut bytes = Vec::new();
    let fetch = Fetch {
        transport: &Transport::new(false),
        egress: &egress,
        limit: 8,
    };
    let downloaded = fetch.run(link, &mut bytes).await?;
    Ok((downloaded, bytes))
}

fn loopback() -> Egress {
    Egress::default().loopback(true)
}

#[tokio::test]
async fn a_file_comes_without_credentials() {
    let reply = "HTTP/1.1 200 OK\r\ncontent-type: image/png\r\ncontent-length: 3\r\n\r\nabc";
    let (link, request) = server(reply).await;
    let (downloaded, bytes) = fetch(&link, loopback()).await.unwrap();
    assert_eq!(bytes, b"abc");
    assert_eq!(downloaded.bytes, 3);
    assert_eq!(downloaded.content_type.as_deref(), Some("image/png"));
    let request = request.await.unwrap().to_lowercase();
    assert!(request.starts_with("get /file?x-signature=s http/1.1"));
    for header in ["authorization", "x-security-token", "x-date", "cookie"] {
        assert!(!request.contains(header), "{request}");
    }
}

#[tokio::test]
async fn what_is_no_file_is_an_error() {
    for (reply, text) in [
        (
            "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
            "expired",
        ),
        (
            "HTTP/1.1 302 Found\r\nlocation: /x\r\ncontent-length: 0\r\n\r\n",
            "redirects",
        ),
        ("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n", "500"),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n123456789",
            "larger than 8",
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n12",
            "incomplete",
        ),
    ] {
        let (link, _request) = server(reply).await;
        let error = fetch(&link, loopback()).await.unwrap_err().to_string();
        assert!(error.contains(text), "{error}");
        assert!(!error.contains("x-signature"), "{error}");
    }
}

#[tokio::test]
async fn the_policy_is_asked_first() {
    for link in [
        "http://127.0.0.1:9/x",
        "https://evil.example/x",
        "ftp://evil.example/",
    ] {
        let error = fetch(link, Egress::default()).await.unwrap_err();
        assert!(matches!(error, DownloadError::Denied(_)), "{error:?}");
    }
    let error = fetch("no link", loopback()).await.unwrap_err();
    assert!(matches!(error, DownloadError::Malformed));
}
