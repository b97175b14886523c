//! Makes a picture, then orders a video and collects it by its task.
//!
//! Usage: embed visual.wasm

use std::error::Error;
use std::path::Path;
use visual_host::bindings::exports::volcengine::visual::text_to_image::HighAesGeneralV30lZt2iParams;
use visual_host::types::{MediaContent, Options, Outcome};
use visual_host::{Egress, Order, Typed, VendorCredentials, VisualHost};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let component = std::env::args().nth(1).ok_or("usage: embed visual.wasm")?;
    // Keys of the environment or of ~/.volc. `StaticKeys` takes them from your
    // own code, and the trait `Credentials` from anywhere else.
    let keys = VendorCredentials::from_env();
    // Only the service can be reached. The simulator is on loopback, which
    // must be switched on.
    let endpoint = keys.endpoint().unwrap_or_default();
    let egress = Egress::default().loopback(endpoint.starts_with("http://127.0.0.1:"));
    // Compiled once. Clones share it, and each call has a sandbox of its own.
    let host = VisualHost::builder()
        .component(&std::fs::read(component)?)
        .credentials(keys)
        .egress(egress)
        .build()?;

    picture(&host).await?;
    video(&host).await
}

/// A typed call: an argument that the tool does not have does not compile. The
/// intent is an idempotency key: repeating it returns the same task, until a day
/// after its end, as long as the host's journal lasts.
async fn picture(host: &VisualHost) -> Result<(), Box<dyn Error>> {
    let params = HighAesGeneralV30lZt2iParams {
        prompt: "a cat on a window sill".to_owned(),
        width: Some(1024),
        height: Some(1024),
        seed: Some(7),
        scale: None,
        use_pre_llm: None,
        extra: None,
    };
    let typed = Typed::new(params, |params, call| {
        Box::pin(async move {
            let tools = call.visual.volcengine_visual_text_to_image();
            let (store, options) = (call.store, Some(call.options));
            tools
                .call_high_aes_general_v30l_zt2i(store, params, options)
                .await
        })
    });
    let order = Order::typed("general-3.0", &typed).with_intent("the cat of issue 7");
    let outcome = host.order(&order, &|_| {}).await?;
    save(host, outcome, "cat.jpg").await
}

/// The same by name and JSON. This call only submits; the text of the task is
/// all that is needed to collect the video, now or later, here or elsewhere.
async fn video(host: &VisualHost) -> Result<(), Box<dyn Error>> {
    let submit_only = Options {
        output: None,
        wait_ms: Some(0),
        max_inline: None,
    };
    let arguments = r#"{"prompt": "the cat stretches", "aspect_ratio": "16:9"}"#;
    let outcome = host
        .invoke("jimeng-video-2.0", arguments, Some(&submit_only))
        .await?;
    let Outcome::Pending(pending) = outcome else {
        return save(host, outcome, "cat.mp4").await;
    };
    let text = host.task_format(&pending.task).await?;
    println!("task {text}");

    let task = host.task_parse(&text).await?;
    let outcome = host.task_resume(&task, None).await?;
    save(host, outcome, "cat.mp4").await
}

/// Downloads what is done. What is not stays a task.
async fn save(host: &VisualHost, outcome: Outcome, name: &str) -> Result<(), Box<dyn Error>> {
    let done = match outcome {
        Outcome::Done(done) => done,
        Outcome::Pending(pending) => {
            let text = host.task_format(&pending.task).await?;
            println!("not ready yet: {text}");
            return Ok(());
        }
    };
    for (number, media) in done.media.iter().enumerate() {
        if let MediaContent::Url(link) = &media.content {
            let file = format!("{number}-{name}");
            let saved = host.download(link, None, Path::new(&file)).await?;
            println!("saved {file}, {} bytes", saved.bytes);
        }
    }
    Ok(())
}
