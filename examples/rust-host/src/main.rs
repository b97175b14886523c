//! Makes a picture, then orders a video and collects it by its task.

use serde_json::json;
use std::error::Error;
use std::time::Duration;
use visual_host::{Egress, Task, VendorCredentials, VisualHost, tools};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Keys of the environment or of ~/.volc. A pair of your own is `Keys`, and
    // the trait `Credentials` takes them from anywhere else.
    let keys = VendorCredentials::from_env();
    // Only the service can be reached. The simulator is on loopback, which
    // must be switched on.
    let endpoint = keys.endpoint().unwrap_or_default();
    let egress = Egress::default().loopback(endpoint.starts_with("http://127.0.0.1:"));
    // Compiled once, in seconds. Clones share it, and each call has a sandbox of
    // its own.
    let host = VisualHost::builder().credentials(keys).egress(egress);
    let host = host.build_async().await?;

    // Arguments that the tool does not have do not compile. Repeating an
    // idempotency key returns the same task, until a day after its end, as long
    // as the host's journal lasts.
    let done = host
        .order(tools::General30::new("a cat on a window sill").size(1024, 1024))
        .idempotency_key("the cat of issue 7")
        .wait(Duration::from_secs(120))
        .await?;
    let saved = done.media[0].save("cat.jpg").await?;
    println!("saved cat.jpg, {} bytes", saved.bytes);

    // The same by name and JSON. This call only submits; the text of the task is
    // all that is needed to collect the video, now or later, here or elsewhere.
    let arguments = json!({ "prompt": "the cat stretches", "aspect_ratio": "16:9" });
    let task = host.order(("jimeng-video-2.0", arguments)).submit().await?;
    let text = task.to_string();
    println!("task {text}");

    let task: Task = text.parse()?;
    let done = host.task(task).wait(Duration::from_secs(600)).await?;
    let saved = done.media[0].save("cat.mp4").await?;
    println!("saved cat.mp4, {} bytes", saved.bytes);
    Ok(())
}
