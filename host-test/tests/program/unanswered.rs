//! A service that cannot be asked about a task: that is said at once, and the task stays.

use host_test::program::Shell;
use volc_sim::{Fault, Held, Target, What};

const CAT: &str = "run general-3.0 --prompt 'a cat'";

fn cut() -> Fault {
    Fault::always(Target::AnyQuery, What::Reset)
}

#[tokio::test]
async fn a_lost_service_is_told_at_the_first_question() {
    let (simulator, shell) = Shell::simulated().await;
    let task = shell.run(&format!("{CAT} --no-wait")).await;
    let task = task.out.trim();
    simulator.inject(cut());
    for (lang, says, signs) in [
        ("en", "asking again until", "warning: "),
        ("zh", "将继续查询至", "警告："),
    ] {
        let wait = shell.start(&format!("task wait {task} --lang {lang}"));
        wait.told(says).await;
        wait.signal("INT").await;
        let ran = wait.ended().await;
        assert_eq!(ran.exit, 130, "{ran:?}");
        assert!(ran.out.contains(task), "{ran:?}");
        assert_eq!(ran.err.matches(says).count(), 1, "{ran:?}");
        assert!(ran.err.contains(signs), "{ran:?}");
    }
}

#[tokio::test]
async fn it_is_told_by_the_command_that_submits_too() {
    let (simulator, shell) = Shell::simulated().await;
    simulator.hold_tasks(Held::Generating);
    simulator.inject(cut());
    let run = shell.start(CAT);
    run.told("asking again until").await;
    run.signal("INT").await;
    let ran = run.ended().await;
    assert_eq!(ran.exit, 130, "{ran:?}");
    assert!(ran.out.starts_with("vt1."), "{ran:?}");
    assert!(ran.err.contains("warning: "), "{ran:?}");
}
