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
        assert!(matches!(&error, CredentialsError::Missing(text)
            if text.contains("VOLC_ACCESSKEY") && text.contains("~/.volc/credentials")));
    }
    let bare = VendorCredentials::from_variables(|_| None, None);
    assert!(matches!(bare.find(), Err(CredentialsError::Missing(_))));
}

#[test]
fn broken_config_is_not_quoted() {
    let error = find(&[], &[("config", "{\"sk\": topsecret")]).unwrap_err();
    assert!(matches!(&error, CredentialsError::Unavailable(text) if !text.contains("topsecret")));
}
