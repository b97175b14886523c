//! Result links: which are followed, what comes through them, and what is said
//! when nothing does.

mod bodies;
mod delivery;
mod files;
mod links;
mod replies;
mod writers;

use host_test::Rig;
use host_test::calls::Calls;
use visual_host::Origin;
use visual_host::types::{MediaContent, Outcome, Task};
use volc_sim::{Fault, Target, What};

const GENERAL: &str = "high-aes-general-v30l-zt2i";
const VIDEO: &str = "jimeng-vgfm-t2v-l20";
const CAT: &str = r#"{"prompt":"a cat"}"#;

/// A finished job: its first link, and its task.
async fn finished(rig: &Rig, tool: &str) -> (String, Task) {
    let Ok(Outcome::Done(done)) = rig.host.invoke(tool, CAT, None).await else {
        panic!("not done");
    };
    match &done.media[0].content {
        MediaContent::Url(link) => (link.clone(), done.task.unwrap()),
        other => panic!("no link: {other:?}"),
    }
}

fn origin(task: Task) -> Origin {
    Origin::new(task, 0)
}

/// What the simulator answers to the next download.
fn answer(rig: &Rig, status: u16, headers: &[(&str, &str)], body: &[u8]) {
    let what = What::reply(status, headers, body);
    rig.simulator.inject(Fault::once(Target::Download, what));
}
