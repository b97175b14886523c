//! Answers of the API that lead elsewhere: nobody goes there, least of all
//! with a signature.

use volc_sim::{Fault, Target, What};

use super::either_way;
use crate::torture::{Must, Schedule, Stage, Subject};

/// To submits and to queries.
pub fn lines(stage: &Stage) -> Vec<Schedule> {
    let ear = stage.ear.endpoint();
    let elsewhere = ear.replace("127.0.0.1", "localhost");
    let places = [
        format!("{ear}/internal"),
        format!("{elsewhere}/?Action=CVProcess&Version=2022-08-31"),
        format!("//{}/", ear.trim_start_matches("http://")),
        "/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31".to_owned(),
        "file:///etc/passwd".to_owned(),
        "data:application/json,%7B%7D".to_owned(),
        String::new(),
    ];
    let mut all = Vec::new();
    for status in [301, 302, 303, 307, 308] {
        let mut ways = vec![("to itself".to_owned(), What::RedirectToItself(status))];
        for (number, location) in places.iter().enumerate() {
            let location = location.clone();
            let what = What::redirect(status, location);
            ways.push((format!("to place {number}"), what));
        }
        for (place, what) in ways {
            let name = format!("{status} {place}");
            for subject in Subject::BOTH {
                for (what, when) in either_way(&what) {
                    all.push(Schedule {
                        faults: vec![Fault::always(Target::AnySubmit, what)],
                        wait_ms: stage.size.wait(3_000),
                        must: Must::BE_UNKNOWN.requests(1),
                        ..Schedule::new(subject, format!("{name} from a submit, {when}"))
                    });
                }
            }
            all.push(Schedule {
                faults: vec![Fault::always(Target::AnyQuery, what)],
                wait_ms: stage.size.wait(3_000),
                must: Must::WAIT.requests(5),
                ..Schedule::new(Subject::Task, format!("{name} from queries"))
            });
        }
    }
    let step = stage.size.pick(7, 1);
    all.into_iter().step_by(step).collect()
}
