//! Commands that work, and what becomes of files.

use host_test::product;
use host_test::program::Shell;
use serde_json::{Value, json};
use volc_sim::{Config, Simulator};

const GENERAL: &str = "high-aes-general-v30l-zt2i";

/// The members of an object, in their order in the text.
fn members(value: &Value) -> Vec<&str> {
    value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect()
}

#[tokio::test]
async fn tools_are_listed_and_described_without_keys() {
    let shell = Shell::new();
    let (exit, listed) = shell.json(&["tools"]).await;
    assert_eq!((exit, members(&listed)), (0, vec!["tools"]));
    let tools = listed["tools"].as_array().unwrap();
    assert!(tools.len() >= 100);
    for tool in tools {
        for name in [
            "name", "alias", "family", "req_key", "actions", "status", "typed",
        ] {
            assert!(!tool[name].is_null(), "{name} of {tool}");
        }
    }
    let first = &tools[0]["alias"].as_str().unwrap();
    let (exit, described) = shell.json(&format!("describe {first}")).await;
    assert_eq!((exit, members(&described)), (0, vec!["tool"]));
    assert_eq!(described["tool"]["info"], tools[0]);
    assert_eq!(described["tool"]["schema"]["type"], "object");
    assert!(described["tool"]["facts"]["link_seconds"].is_u64());

    let plain = shell.run(&["tools"]).await;
    assert_eq!((plain.exit, plain.err.as_str()), (0, ""));
    assert!(plain.out.contains(GENERAL) && !plain.out.contains("文生图"));
    let chinese = shell.run("tools --lang zh").await;
    assert!(chinese.out.contains(GENERAL) && chinese.out.contains("文生图"));
    let help = shell.run(&format!("run {GENERAL} --help")).await;
    assert!(help.exit == 0 && help.out.contains("--prompt") && help.out.contains("--width"));
    assert!(shell.files().is_empty());
}

#[tokio::test]
async fn a_simulated_picture_is_saved_by_its_real_type() {
    let shell = Shell::new();
    let words = format!("run {GENERAL} --simulate --prompt 一只猫在窗台上 -o cat.png");
    let (exit, printed) = shell.json(&words).await;
    assert_eq!((exit, members(&printed)), (0, vec!["done"]), "{printed}");
    let media = &printed["done"]["media"];
    let bytes = std::fs::read(shell.path("cat.jpg")).expect("the picture");
    assert_eq!(
        media,
        &json!([{
            "file": "cat.jpg",
            "mime_type": "image/jpeg",
            "bytes": bytes.len(),
            "width": 1328,
            "height": 1328,
        }])
    );
    let file = product::file(&bytes);
    assert_eq!(
        (file.mime_type, file.size),
        ("image/jpeg", Some((1328, 1328)))
    );
    assert!(
        printed["done"]["task"]["text"]
            .as_str()
            .unwrap()
            .starts_with("vt1.")
    );
    assert_eq!(shell.files(), ["cat.jpg"]);

    let words = "run general-3.0 --simulate --prompt 'a cat' --width 640 --height 512 -o new/";
    let (exit, printed) = shell.json(&words).await;
    assert_eq!(exit, 0, "{printed}");
    let media = &printed["done"]["media"][0];
    assert_eq!(
        (&media["width"], &media["height"]),
        (&json!(640), &json!(512))
    );
    assert!(shell.path(media["file"].as_str().unwrap()).is_file());
}

#[tokio::test]
async fn inline_products_and_films_are_saved_too() {
    let shell = Shell::new();
    for delivery in ["bytes", "base64"] {
        let name = format!("{delivery}.png");
        let words = format!(
            "run jimeng-2.1 --simulate --prompt sea --width 256 --height 256 --delivery {delivery} -o {name}"
        );
        let (exit, printed) = shell.json(&words).await;
        assert_eq!(exit, 0, "{printed}");
        assert_eq!(printed["done"]["media"][0]["file"], name);
        let file = product::file(&std::fs::read(shell.path(&name)).unwrap());
        assert_eq!((file.mime_type, file.size), ("image/png", Some((512, 512))));
    }
    let words = "run seededit-3.0 --simulate --prompt snow --image bytes.png -o edited.png";
    let (exit, printed) = shell.json(&words).await;
    assert_eq!(exit, 0, "{printed}");
    // An edit is as large as its picture.
    assert_eq!(printed["done"]["media"][0]["width"], 512);

    let words = "run jimeng-video-2.0 --simulate --prompt waves -o sea.mp4";
    let (exit, printed) = shell.json(&words).await;
    assert_eq!(exit, 0, "{printed}");
    assert_eq!(printed["done"]["media"][0]["mime_type"], "video/mp4");
    let film = std::fs::read(shell.path("sea.mp4")).unwrap();
    assert_eq!(product::file(&film).mime_type, "video/mp4");
}

#[tokio::test]
async fn a_file_is_overwritten_only_with_force() {
    let (simulator, shell) = Shell::simulated().await;
    let run = format!("run {GENERAL} --prompt 'a cat' --width 512 --height 512");
    std::fs::write(shell.path("cat.jpg"), "mine").unwrap();

    // Foreseen: refused, and nothing bought.
    let (exit, printed) = shell.json(&format!("{run} -o cat.jpg")).await;
    assert_eq!((exit, &printed["error"]["field"]), (2, &json!("output")));
    assert_eq!(simulator.meter().accepted, 0);
    // Foreseen too: the type decides the name.
    let (exit, printed) = shell.json(&format!("{run} -o cat.png")).await;
    assert_eq!((exit, &printed["error"]["field"]), (2, &json!("output")));
    assert_eq!(simulator.meter().accepted, 0);
    assert_eq!(std::fs::read(shell.path("cat.jpg")).unwrap(), b"mine");
    assert_eq!(shell.files(), ["cat.jpg"]);

    let (exit, printed) = shell.json(&format!("{run} -o cat.jpg --force")).await;
    assert_eq!(exit, 0, "{printed}");
    let file = product::file(&std::fs::read(shell.path("cat.jpg")).unwrap());
    assert_eq!(file.size, Some((512, 512)));
    assert_eq!(shell.files(), ["cat.jpg"]);
    assert_eq!(simulator.meter().accepted, 1);
}

#[tokio::test]
async fn check_tells_good_keys_from_bad_ones() {
    let keys = volc_sim::Keys::generate();
    let simulator = Simulator::start(Config {
        keys: vec![keys.clone()],
        ..Config::default()
    })
    .await
    .unwrap();
    let endpoint = simulator.endpoint();
    let (exit, printed) = Shell::with_keys(&keys, &endpoint).json(&["check"]).await;
    assert_eq!((exit, members(&printed)), (0, vec!["check"]));
    assert_eq!(printed["check"]["endpoint"], endpoint);
    assert_eq!(printed["check"]["warnings"], json!([]));

    let wrong = volc_sim::Keys::new(&keys.access_key_id, "d3Jvbmc=");
    let shell = Shell::with_keys(&wrong, &endpoint);
    let (exit, printed) = shell.json(&["check"]).await;
    let error = &printed["error"];
    assert_eq!((exit, members(&printed)), (1, vec!["error"]));
    assert_eq!(error["kind"], "rejected-credentials");
    assert_eq!(error["field"], "secret-access-key");
    assert_eq!(error["purchase"], "not-made");
    let plain = shell.run(&["check"]).await;
    assert_eq!((plain.exit, plain.out.as_str()), (1, ""));
    assert!(plain.err.contains("VOLC_SECRETKEY"), "{}", plain.err);
    assert!(!plain.err.contains("d3Jvbmc="));

    let (exit, printed) = Shell::new().json("check --simulate").await;
    assert_eq!((exit, members(&printed)), (0, vec!["check"]));
    assert_eq!(simulator.meter().accepted, 0);
}

#[tokio::test]
async fn a_tool_without_media_prints_its_facts() {
    let shell = Shell::new();
    let words = "run jimeng-realman-avatar-picture-create-role-omni --image-url https://example.com/a.jpg --simulate";
    let ran = shell.run(&words).await;
    let facts: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.exit, &facts), (0, &json!({"status": 1})), "{ran:?}");
}

#[tokio::test]
async fn who_runs_a_tool_of_the_past_is_told() {
    let shell = Shell::new();
    for (tool, word) in [
        ("general-1.2", "legacy"),
        ("i2i-inpainting-edit", "being retired"),
        ("jimeng-anime", "unconfirmed"),
    ] {
        // Refused for want of everything, after the warning.
        let ran = shell.run(&format!("run {tool} --simulate --seed -2")).await;
        let first = ran.err.lines().next().unwrap_or_default();
        assert!(
            first.starts_with("warning: ") && first.contains(word),
            "{ran:?}"
        );
        assert_eq!(ran.exit, 2, "{ran:?}");
    }
    let ran = shell
        .run(&format!("run {GENERAL} --simulate --seed -2"))
        .await;
    assert!(!ran.err.contains("warning"), "{ran:?}");
}

/// A picture of 640 x 480 pixels in a type that few tools take.
fn bmp() -> Vec<u8> {
    let (width, height) = (640_i32, 480_i32);
    let pixels = vec![0x80; (width * height * 3) as usize];
    let mut file = b"BM".to_vec();
    file.extend((54 + pixels.len() as u32).to_le_bytes());
    file.extend([0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0]);
    file.extend(width.to_le_bytes());
    file.extend(height.to_le_bytes());
    file.extend([1, 0, 24, 0]);
    file.extend([0; 24]);
    file.extend(pixels);
    file
}

#[tokio::test]
async fn a_picture_is_made_to_fit_only_when_asked() {
    let shell = Shell::new();
    std::fs::write(shell.path("a.bmp"), bmp()).unwrap();
    let words = "run jimeng-i2v-first-v30 --prompt waves --image a.bmp --simulate";
    let (exit, refused) = shell.json(&words).await;
    assert_eq!((exit, &refused["error"]["field"]), (2, &json!("image")));
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.contains("image/bmp"), "{message}");

    let ran = shell.run(&format!("{words} --fit")).await;
    assert_eq!(ran.exit, 0, "{ran:?}");
    assert!(
        ran.err.contains("note: --image: ") && ran.err.contains("640x480"),
        "{ran:?}"
    );
}

#[tokio::test]
async fn shells_get_their_completions() {
    let shell = Shell::new();
    for name in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = shell.run(&format!("completions {name}")).await;
        assert_eq!((ran.exit, ran.err.as_str()), (0, ""), "{name}");
        assert!(
            ran.out.contains("describe") && ran.out.contains("simulate"),
            "{name}"
        );
    }
    assert_eq!(shell.run("completions csh").await.exit, 2);
}
