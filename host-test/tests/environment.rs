//! Keys from the environment, in a host that is not ours.

use host_test::honest::Honest;
use host_test::stock::Instance;
use host_test::values::{read_outcome, result};
use host_test::{Rig, rig};
use serde_json::json;
use visual_host::types::{ErrorKind, Outcome, Purchase};
use volc_sim::Config;
use wasmtime::component::Val;

const COMPONENT: &str = "visual-base-env.wasm";

/// What the adapter says of missing keys, which is in no other component's
/// memory.
const SAID: &str = "in the environment that the host grants";

async fn start(variables: &[(&str, &str)]) -> Instance<Honest> {
    let instance = Instance::with_environment(COMPONENT, Honest, variables).await;
    instance.expect("an instance")
}

fn picture() -> [Val; 3] {
    let arguments = json!({ "prompt": "a cat" }).to_string();
    let text = |text: &str| Val::String(text.to_owned());
    [text("general-3.0"), text(&arguments), Val::Option(None)]
}

/// A text of its own at each place, so that any part of it can be found.
fn long(seed: u64) -> String {
    let mut state = seed;
    let letters = (0..320).map(|_| {
        state = state
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        char::from(b'a' + (state >> 33) as u8 % 26)
    });
    letters.collect()
}

#[tokio::test]
async fn a_picture_is_bought_and_no_secret_stays_in_memory() {
    let (secret, token, other) = (long(11), long(12), long(13));
    let id = format!("AKLT{}", &long(14)[..40]);
    let keys = volc_sim::Keys::new(&id, &secret).with_token(token.clone());
    let rig = Rig::with_keys(keys, Config::default()).await;
    let endpoint = rig.simulator.endpoint();
    let mut instance = start(&[
        ("PATH", "/bin"),
        ("OTHER_SECRET", &other),
        ("VOLC_ACCESSKEY", &id),
        ("VOLC_SECRETKEY", &secret),
        ("VOLC_SESSION_TOKEN", &token),
        ("VOLC_ENDPOINT", &endpoint),
    ])
    .await;

    let answer = instance.call("catalog", "invoke", &picture()).await;
    let outcome = result(answer.expect("no trap"), read_outcome).expect("no error");
    let Outcome::Done(done) = outcome else {
        panic!("not done: {outcome:?}");
    };
    assert_eq!(rig.meter().accepted, 1);

    #[cfg(target_os = "linux")]
    check_memories(&done.task.expect("a task").id, [&secret, &other]);
    drop(instance);
}

/// That no part of these secrets is in the memory of any component. The token
/// is sent, and may stay where requests are made.
#[cfg(target_os = "linux")]
fn check_memories(task: &str, secrets: [&str; 2]) {
    use memchr::memmem;

    let memories = host_test::linear_memory::all();
    let holds = |text: &str| {
        let text = text.as_bytes();
        memories
            .iter()
            .filter(|memory| memmem::find(memory, text).is_some())
            .count()
    };
    // The adapter's memory is among those that were searched. So is the core's, in which what was freed can still be read.
    assert!(holds(SAID) > 0, "the adapter's memory was not found");
    assert!(holds(task) > 0, "the core's memory was not found");
    for secret in secrets {
        for part in secret.as_bytes().chunks_exact(16) {
            let part = str::from_utf8(part).expect("ASCII");
            assert_eq!(holds(part), 0, "a part of a secret stayed in memory");
        }
    }
}

#[tokio::test]
async fn missing_keys_are_named_by_their_variables() {
    for (variables, wanted) in [
        (&[("PATH", "/bin")][..], "VOLC_ACCESSKEY and VOLC_SECRETKEY"),
        (&[("VOLC_ACCESSKEY", "AKLTdemo")], "set VOLC_SECRETKEY"),
        (
            &[("VOLC_ACCESSKEY", " "), ("VOLC_SECRETKEY", "hidden-value")],
            "set VOLC_ACCESSKEY",
        ),
    ] {
        let mut instance = start(variables).await;
        let answer = instance.call("catalog", "invoke", &picture()).await;
        let error = rig::failure(result(answer.expect("no trap"), read_outcome));
        rig::assert_error(&error, ErrorKind::NoCredentials, Purchase::NotMade);
        assert!(error.message.contains(wanted), "{}", error.message);
        assert!(!error.message.contains("hidden-value"));
    }
}

#[tokio::test]
async fn keys_that_cannot_be_sent_are_refused() {
    for bad in ["AKLT\r\nx: y", "AKLT demo", "\u{7}"] {
        let variables = [("VOLC_ACCESSKEY", bad), ("VOLC_SECRETKEY", "c2VjcmV0")];
        let mut instance = start(&variables).await;
        let answer = instance.call("catalog", "invoke", &picture()).await;
        let error = rig::failure(result(answer.expect("no trap"), read_outcome));
        assert_eq!(error.purchase, Purchase::NotMade, "{error:?}");
        assert!(!error.message.contains("c2VjcmV0"), "{}", error.message);
    }
}
