//! The component's side.

use crate::calls::Calls;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use visual_host::types::Cancellation;
use visual_host::types::{Options, Outcome};
use visual_host::{Error, Request, StaticKeys, VisualHost};

use super::Side;
use super::duel::{Duel, Plan};
use super::scene::Scene;
use super::text::told;
use crate::{product, rig};

/// Seconds since a job that is long gone.
const OLD: u64 = 50_000;

/// Plays a row.
pub async fn play(duel: &Duel) -> Side {
    let scene = Scene::set(duel).await;
    let options = rig::wait(duel.schedule.wait_ms);
    let call = Call {
        host: scene.rig.host.clone(),
        duel,
        options,
    };
    let began = Instant::now();
    let sees = match duel.plan {
        Plan::Buy | Plan::Wait | Plan::BuyElsewhere(_) | Plan::BuyNowhere(_) => {
            told(&call.buy("a cat").await)
        }
        Plan::BuyAgain => {
            let checked = call.host.check_credentials().await;
            checked.expect("nothing is wrong yet");
            told(&call.buy("a cat").await)
        }
        Plan::AskOld => {
            let old = rig::task("7392616336519610409", OLD);
            told(&call.host.task_resume(&old, call.options.wait_ms).await)
        }
        Plan::Twice => twice(&call).await,
        Plan::Tenants => tenants(&scene, &call).await,
        Plan::Crowd => crowd(&call).await,
        Plan::Fetch => fetch(&call).await,
        Plan::Cancel => cancel(&call).await,
        Plan::Leave => {
            let limit = Duration::from_millis(500);
            let _ = tokio::time::timeout(limit, call.buy("a cat")).await;
            let before = scene.rig.calls().len();
            let took = began.elapsed();
            tokio::time::sleep(Duration::from_secs(3)).await;
            let later = scene.rig.calls().len() - before;
            let sees = format!("it ends at once; requests after that: {later}");
            return scene.judge(took, sees);
        }
    };
    scene.judge(began.elapsed(), sees)
}

/// A call of the row.
#[derive(Clone)]
struct Call<'a> {
    host: VisualHost,
    duel: &'a Duel,
    options: Options,
}

impl Call<'_> {
    async fn buy(&self, prompt: &str) -> Result<Outcome, Error> {
        let schedule = &self.duel.schedule;
        let arguments = schedule.arguments(prompt);
        self.host
            .invoke(schedule.subject.tool(), &arguments, Some(&self.options))
            .await
    }
}

/// With an idempotency key, which the journal knows the second time.
async fn twice(call: &Call<'_>) -> String {
    let schedule = &call.duel.schedule;
    let arguments = schedule.arguments("a cat");
    let order = call
        .host
        .order(Request::new(schedule.subject.tool(), &arguments))
        .options(call.options.clone())
        .idempotency_key("order-1");
    let first = order.clone().outcome().await;
    let second = order.clone().outcome().await;
    let tasks = [&first, &second].map(|answer| match answer {
        Ok(Outcome::Done(done)) => done.task.as_ref().map(|task| task.id.clone()),
        _ => None,
    });
    match tasks {
        [Some(first), Some(second)] if first == second => {
            "`done` twice, with the same task".to_owned()
        }
        _ => format!("{}, {}", told(&first), told(&second)),
    }
}

async fn fetch(call: &Call<'_>) -> String {
    let bought = call.buy("a cat").await;
    let Ok(Outcome::Done(done)) = &bought else {
        return told(&bought);
    };
    match product::whole(&call.host, done, 0).await {
        Ok(_) => "`done`, and the file by a new link".to_owned(),
        Err(error) => error.to_string(),
    }
}

async fn cancel(call: &Call<'_>) -> String {
    let bought = call.buy("a cat").await;
    let Ok(Outcome::Pending(pending)) = &bought else {
        return told(&bought);
    };
    match call.host.task_cancel(&pending.task).await {
        Ok(Cancellation::Confirmed) => {
            "`confirmed`: the service no longer knows the task".to_owned()
        }
        Ok(Cancellation::Asked) => {
            "`asked`: a task of this age may not be found yet, so it is not confirmed".to_owned()
        }
        Ok(Cancellation::Done) => "`done`".to_owned(),
        Ok(other) => format!("`{other}`"),
        Err(failed) => told(&Err(failed)),
    }
}

async fn tenants(scene: &Scene, call: &Call<'_>) -> String {
    let endpoint = scene.rig.simulator.endpoint();
    let second = StaticKeys::new(rig::handed(&scene.second, &endpoint));
    let second = Call {
        host: call.host.with_credentials(second),
        ..call.clone()
    };
    for number in 0..20 {
        for (call, name) in [(call, "first"), (&second, "second")] {
            let bought = call.buy(&format!("{name} {number}")).await;
            bought.expect("nothing is wrong");
        }
    }
    format!("signed with the other's key: {} of 40", scene.mixed())
}

async fn crowd(call: &Call<'_>) -> String {
    let mut calls = JoinSet::new();
    for number in 0..4 {
        let schedule = call.duel.schedule.clone();
        let (host, options) = (call.host.clone(), call.options.clone());
        calls.spawn(async move {
            let arguments = schedule.arguments(&format!("cat {number}"));
            host.invoke(schedule.subject.tool(), &arguments, Some(&options))
                .await
        });
    }
    let answers = calls.join_all().await;
    let done = answers
        .iter()
        .filter(|answer| matches!(answer, Ok(Outcome::Done(_))));
    format!("{} of 4 `done`", done.count())
}
