//! An image and its mask: what the service would refuse later is refused before anything
//! is sent.

use host_test::image_file::png;
use host_test::program::Shell;

#[tokio::test]
async fn a_mask_of_another_size_is_not_sent() {
    let (simulator, shell) = Shell::simulated().await;
    std::fs::write(shell.path("cat.png"), png(1328, 1328)).unwrap();
    std::fs::write(shell.path("mask.png"), png(500, 400)).unwrap();
    let inpaint = "run jimeng-inpaint --image cat.png --mask mask.png --prompt a";
    let ran = shell.run(inpaint).await;
    assert_eq!(ran.exit, 2, "{ran:?}");
    let says = "--mask is 500 x 400 and --image is 1328 x 1328 pixels; they must be equal";
    let told = ran.err.replace('\n', " ");
    assert!(told.contains(says), "{told}");
    assert!(!told.contains("--fit"), "{told}");
    let ran = shell.run(&format!("{inpaint} --lang zh")).await;
    assert!(ran.err.contains("必须相同"), "{ran:?}");
    assert_eq!(simulator.requests().len(), 0);
}

/// The service refuses a pair of files for what no change of their sizes repairs.
#[tokio::test]
async fn of_a_pair_that_the_service_refuses_fit_is_not_hinted_at() {
    let (_simulator, shell) = Shell::simulated().await;
    std::fs::write(shell.path("cat.png"), png(1328, 1328)).unwrap();
    std::fs::write(shell.path("mask.png"), png(500, 400)).unwrap();
    let inpaint = "run inpaint-edit --image cat.png --mask mask.png --custom-prompt a";
    let ran = shell.run(inpaint).await;
    assert_eq!(ran.exit, 1, "{ran:?}");
    assert!(!ran.err.contains("--fit"), "{ran:?}");
}

/// A task that this very command has submitted is neither old nor of another account.
#[tokio::test]
async fn what_the_service_refuses_of_an_own_task_is_its_input() {
    let (_simulator, shell) = Shell::simulated().await;
    let ran = shell.run("run general-3.0 --prompt '[fail-50215] a'").await;
    let told = ran.err.replace('\n', " ");
    assert_eq!(ran.exit, 1, "{told}");
    assert!(told.contains("does not fit the tool"), "{told}");
    for cause in ["12 hours", "another account", "id is wrong"] {
        assert!(!told.contains(cause), "{told}");
    }
    let task = shell
        .run("run general-3.0 --prompt '[fail-50215] a' --no-wait")
        .await;
    let later = shell.run(&format!("task wait {}", task.out.trim())).await;
    assert!(
        later.err.replace('\n', " ").contains("another account"),
        "{later:?}"
    );
}
