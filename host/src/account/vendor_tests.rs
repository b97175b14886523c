use super::*;

fn home(files: &[(&str, &str)]) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::create_dir(home.path().join(".volc")).unwrap();
    for (name, text) in files {
        std::fs::write(home.path().join(".volc").join(name), text).unwrap();
    }
    home
}

fn find(variables: &[(&str, &str)], files: &[(&str, &str)]) -> Result<Keys, CredentialsError> {
    let home = home(files);
    let lookup = |name: &str| {
        let found = variables.iter().find(|(key, _)| *key == name);
        found.map(|(_, value)| value.to_string())
    };
    VendorCredentials::from_variables(lookup, Some(home.path().into())).find()
}

const INI: (&str, &str) = (
    "credentials",
    "# mine\n[other]\naccess_key_id = no\nsecret_access_key = no\n\
     [default]\naccess_key_id = AKini\nsecret_access_key=s=k==\n",
);
const JSON: (&str, &str) = ("config", r#"{"ak":"AKjson","sk":"sk","session_token":"t"}"#);

#[test]
fn environment_comes_first() {
    let pair = [("VOLC_ACCESSKEY", "AKenv"), ("VOLC_SECRETKEY", " sk\n")];
    let keys = find(&pair, &[INI, JSON]).unwrap();
    assert_eq!(keys.access_key_id, "AKenv");
    assert_eq!(*keys.secret_access_key, "sk");
    assert!(keys.session_token.is_none());
}

#[test]
fn half_a_pair_in_the_environment_is_passed_over() {
    let keys = find(&[("VOLC_ACCESSKEY", "AKenv")], &[INI]).unwrap();
    assert_eq!(keys.access_key_id, "AKini");
    let error = find(&[("VOLC_ACCESSKEY", "AKenv")], &[]).unwrap_err();
    assert!(error.to_string().contains("VOLC_SECRETKEY is not"));
}

#[test]
fn ini_before_json_and_default_section_only() {
    let keys = find(&[], &[INI, JSON]).unwrap();
    assert_eq!(keys.access_key_id, "AKini");
    assert_eq!(*keys.secret_access_key, "s=k==");
    let other = (
        "credentials",
        "[other]\naccess_key_id=a\nsecret_access_key=b\n",
    );
    let keys = find(&[], &[other, JSON]).unwrap();
    assert_eq!(keys.access_key_id, "AKjson");
    assert_eq!(keys.session_token.unwrap().as_str(), "t");
}

#[test]
fn endpoint_and_region_apply_to_any_source() {
    let set = [
        ("VOLC_ENDPOINT", "open.volcengineapi.com"),
        ("VOLC_REGION", "cn-beijing"),
    ];
    let keys = find(&set, &[JSON]).unwrap();
    assert_eq!(keys.endpoint(), Some("https://open.volcengineapi.com"));
    assert_eq!(keys.region.as_deref(), Some("cn-beijing"));
}

#[test]
fn nothing_found_says_what_to_set() {
    for variables in [
        &[][..],
        &[("VOLC_ACCESSKEY", " "), ("VOLC_SECRETKEY", "")][..],
    ] {
        let error = find(variables, &[]).unwrap_err();
        assert!(
            matches!(&error, CredentialsError::Missing { message: text, .. }
            if text.contains("VOLC_ACCESSKEY") && text.contains("~/.volc/credentials"))
        );
    }
    let bare = VendorCredentials::from_variables(|_| None, None);
    assert!(matches!(bare.find(), Err(CredentialsError::Missing { .. })));
}

#[test]
fn broken_config_is_not_quoted() {
    let error = find(&[], &[("config", "{\"sk\": topsecret")]).unwrap_err();
    assert!(
        matches!(&error, CredentialsError::Unavailable { message: text, .. } if !text.contains("topsecret"))
    );
}

/// As Python's `configparser` reads it, and as people write it.
#[test]
fn an_ini_file_may_be_written_in_several_ways() {
    for text in [
        "[default]\naccess_key_id: AKini\nsecret_access_key : s=k==\nsession_token: t",
        "\u{feff}[default]\r\nAccess_Key_Id=AKini\r\nSECRET_ACCESS_KEY=s=k==\r\nSecurity_Token=t\r\n",
        "[default]\naccess_key_id = \"AKini\"\nsecret_access_key = 's=k=='\nsessionToken=\"t\"\n",
        "[other]\naccess_key_id=no\n\n[ Default ]\n  access_key_id = AKini \n  secret_access_key = s=k==\t\nsts_token = t",
    ] {
        let keys = find(&[], &[("credentials", text)]).unwrap();
        assert_eq!(keys.access_key_id, "AKini", "{text}");
        assert_eq!(*keys.secret_access_key, "s=k==", "{text}");
        assert_eq!(keys.session_token.unwrap().as_str(), "t", "{text}");
    }
    let json = "\u{feff}{\"AK\":\"AKjson \",\"sk\":\"sk\\n\",\"sessionToken\":\"t\"}";
    let keys = find(&[], &[("config", json)]).unwrap();
    assert_eq!(
        (keys.access_key_id.as_str(), keys.secret_access_key.as_str()),
        ("AKjson", "sk")
    );
    assert_eq!(keys.session_token.unwrap().as_str(), "t");
}

#[test]
fn variables_may_be_quoted_and_the_token_has_other_names() {
    for token in [
        "VOLC_SESSION_TOKEN",
        "VOLC_SESSIONTOKEN",
        "VOLC_SECURITY_TOKEN",
    ] {
        let set = [
            ("VOLC_ACCESSKEY", "\"AKenv\"\n"),
            ("VOLC_SECRETKEY", "'s=k=='"),
            (token, " \"t\" "),
        ];
        let keys = find(&set, &[]).unwrap();
        assert_eq!(keys.access_key_id, "AKenv");
        assert_eq!(keys.secret_access_key.as_str(), "s=k==");
        assert_eq!(keys.session_token.unwrap().as_str(), "t");
    }
}

#[test]
fn keys_in_another_section_are_named_without_their_values() {
    let text = "[prod]\naccess_key_id=AKx\nsecret_access_key=topsecret\n[empty]\n";
    let error = find(&[], &[("credentials", text)]).unwrap_err().to_string();
    assert!(
        error.contains("[prod]") && error.contains("[default]"),
        "{error}"
    );
    assert!(
        !error.contains("topsecret") && !error.contains("[empty]"),
        "{error}"
    );
}

#[test]
fn a_file_of_any_size_is_read_up_to_a_limit() {
    let text = "#".repeat(1 << 20);
    let error = find(&[], &[("credentials", &text)]).unwrap_err();
    assert!(
        matches!(&error, CredentialsError::Unavailable { .. }),
        "{error}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_others_can_read_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let home = home(&[INI]);
    let path = home.path().join(".volc/credentials");
    let warnings = |mode, variables: &[(&str, &str)]| {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
        let lookup = |name: &str| {
            let found = variables.iter().find(|(key, _)| *key == name);
            found.map(|(_, value)| value.to_string())
        };
        VendorCredentials::from_variables(lookup, Some(home.path().into())).warnings()
    };
    assert_eq!(warnings(0o600, &[]), []);
    for mode in [0o644, 0o640, 0o604] {
        let told = warnings(mode, &[]);
        assert!(
            matches!(&told[..], [one] if one.message.contains("chmod 600")),
            "{told:?}"
        );
    }
    let pair = [("VOLC_ACCESSKEY", "AKenv"), ("VOLC_SECRETKEY", "sk")];
    assert_eq!(warnings(0o644, &pair), []);
}

/// Where the secret of a file is found in the memory of this process once the
/// keys are gone.
#[cfg(target_os = "linux")]
#[test]
fn nothing_of_a_file_stays_in_memory() {
    use std::io::{Read, Seek, SeekFrom};
    const HIDDEN: [u8; 24] = *b"~p5W\x12kq!x`\x0fmZ3vB\x7f'g?y\x1eKd";
    let secret = || -> String {
        HIDDEN
            .iter()
            .map(|b| char::from(b'A' + (b ^ 0x55) % 26))
            .collect()
    };
    let plain = Zeroizing::new(secret());
    let pattern: Vec<u8> = plain.bytes().map(|b| b ^ 0xff).collect();
    drop(plain);
    let home = home(&[]);
    for (name, begin, middle, end) in [
        (
            "credentials",
            "[default]\naccess_key_id=AKx\nsecret_access_key=",
            "",
            "\n",
        ),
        ("config", "{\"ak\":\"AKx\",\"sk\":\"", "", "\"}"),
    ] {
        // Of the right size at once: a text that grows leaves copies behind.
        let secret = Zeroizing::new(secret());
        let text = Zeroizing::new([begin, &secret, middle, end].concat());
        std::fs::write(home.path().join(".volc").join(name), text.as_bytes()).unwrap();
        drop((text, secret));
        let found = VendorCredentials::from_variables(|_| None, Some(home.path().into())).find();
        assert_eq!(found.unwrap().access_key_id, "AKx");
        std::fs::remove_file(home.path().join(".volc").join(name)).unwrap();
    }
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap();
    let mut memory = std::fs::File::open("/proc/self/mem").unwrap();
    let mut seen = 0;
    for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
        let range = line.split(' ').next().unwrap().split_once('-').unwrap();
        let [from, to] = [range.0, range.1].map(|text| u64::from_str_radix(text, 16).unwrap());
        let mut bytes = vec![0; usize::try_from(to - from).unwrap().min(256 << 20)];
        if memory.seek(SeekFrom::Start(from)).is_err() || memory.read_exact(&mut bytes).is_err() {
            continue;
        }
        seen += bytes.len();
        let is_secret = |window: &[u8]| window.iter().zip(&pattern).all(|(a, b)| *a == *b ^ 0xff);
        assert!(!bytes.windows(pattern.len()).any(is_secret), "in {line}");
    }
    assert!(seen > 1 << 20, "{seen}");
}
