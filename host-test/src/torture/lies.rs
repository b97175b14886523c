//! One schedule, played in a host that lies about the purchase.

use std::time::Instant;

use super::play::{Record, collect, start};
use super::{Schedule, Stage};
use crate::{foreign, rig};

/// Plays a schedule with the prompt of this number.
pub async fn play(schedule: &Schedule, number: usize, stage: &Stage) -> Record {
    let lie = schedule.lie.expect("a lie");
    let prompt = schedule.script.prompt(number);
    let rig = start(schedule, &stage.host).await;
    let (tool, arguments) = (schedule.subject.tool(), schedule.arguments(&prompt));
    let options = rig::wait(schedule.wait_ms);
    let began = Instant::now();
    let answer = foreign::invoke(&rig, lie, (tool, &arguments, &options)).await;
    let took = began.elapsed();
    let (mut record, task) = match answer {
        Ok(answer) => Record::new(Some(answer)),
        Err(trap) => {
            let trap = Some(trap.to_string());
            (
                Record {
                    trap,
                    ..Record::default()
                },
                None,
            )
        }
    };
    if let Some(task) = task {
        record.collected = Some(collect(&rig.host, &task).await);
    }
    Record {
        accepted: rig.simulator.accepted_with_prompt(&prompt),
        requests: rig.calls().len(),
        took,
        ..record
    }
}
