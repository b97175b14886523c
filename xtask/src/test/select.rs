//! `--test NAME`, where NAME is a module of a test binary rather than a binary.

use crate::workspace::TestBinary;

/// Options of `cargo test` whose value is the next word.
const WITH_VALUE: [&str; 10] = [
    "--test",
    "--package",
    "-p",
    "--exclude",
    "--bin",
    "--example",
    "--bench",
    "--features",
    "--jobs",
    "-j",
];

/// The arguments for cargo. The tests of a module are chosen by its name, unless a filter is given already
/// or a whole binary is to run too.
pub fn resolve(args: &[String], binaries: &[TestBinary]) -> Vec<String> {
    let end = args.iter().position(|arg| arg == "--");
    let (cargos, tests) = args.split_at(end.unwrap_or(args.len()));
    let (mut resolved, mut modules) = (Vec::new(), Vec::new());
    let mut filtered = tests.iter().skip(1).any(|arg| !arg.starts_with('-'));
    let mut words = cargos.iter();
    while let Some(word) = words.next() {
        let named = word.strip_prefix("--test=").map(str::to_owned);
        let named = named.or_else(|| (word == "--test").then(|| words.next().cloned())?);
        if let Some(name) = named {
            let holders = holders(&name, binaries);
            for binary in &holders {
                resolved.extend(["--test".to_owned(), (*binary).to_owned()]);
            }
            match holders.contains(&name.as_str()) {
                true => filtered = true,
                false => modules.push(format!("{name}::")),
            }
        } else if WITH_VALUE.contains(&word.as_str()) {
            resolved.push(word.clone());
            resolved.extend(words.next().cloned());
        } else {
            filtered |= !word.starts_with('-');
            resolved.push(word.clone());
        }
    }
    resolved.extend(tests.iter().cloned());
    if !filtered && !modules.is_empty() {
        if end.is_none() {
            resolved.push("--".to_owned());
        }
        resolved.extend(modules);
    }
    resolved
}

/// The binaries whose module `name` is; `name` itself, if no binary has such a module.
fn holders<'a>(name: &'a str, binaries: &'a [TestBinary]) -> Vec<&'a str> {
    if binaries.iter().any(|binary| binary.name == name) {
        return vec![name];
    }
    let declaration = format!("mod {name};");
    let holds = |binary: &&TestBinary| binary.source.lines().any(|line| line == declaration);
    let found: Vec<&str> = binaries
        .iter()
        .filter(holds)
        .map(|binary| binary.name.as_str())
        .collect();
    match found.is_empty() {
        true => vec![name],
        false => found,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolved(line: &str) -> String {
        let binary = |name: &str, source: &str| TestBinary {
            name: name.to_owned(),
            source: source.to_owned(),
        };
        let binaries = [
            binary("core", "mod flow;\nmod text;\n"),
            binary("host", "mod faults;\nmod text;\n"),
            binary("growth", ""),
        ];
        let args: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        resolve(&args, &binaries).join(" ")
    }

    #[test]
    fn a_module_stands_for_its_tests() {
        assert_eq!(resolved("--test faults"), "--test host -- faults::");
        assert_eq!(
            resolved("--test=text -- --nocapture"),
            "--test core --test host -- --nocapture text::"
        );
        assert_eq!(
            resolved("-p x --test faults --test flow"),
            "-p x --test host --test core -- faults:: flow::"
        );
    }

    #[test]
    fn a_filter_is_kept_as_it_is() {
        assert_eq!(resolved("--test faults f8"), "--test host f8");
        assert_eq!(resolved("--test flow -- a"), "--test core -- a");
    }

    #[test]
    fn binaries_and_unknown_names_are_left_to_cargo() {
        for line in [
            "",
            "--test growth",
            "--test nothing",
            "--lib name",
            "--test host -- x",
        ] {
            assert_eq!(resolved(line), line);
        }
        assert_eq!(
            resolved("--test growth --test flow"),
            "--test growth --test core"
        );
    }
}
