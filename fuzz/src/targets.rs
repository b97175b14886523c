//! What is fuzzed, a module each: `run` takes one input, and panics where a promise is broken.

pub mod arguments;
pub mod base64;
pub mod canonical;
pub mod envelope;
pub mod flow;
pub mod link;
pub mod picture;
pub mod reply_reader;
pub mod task_text;

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    /// A name, and what runs an input.
    type Target = (&'static str, fn(&[u8]));

    /// Seeds, and inputs that once crashed.
    #[test]
    fn known_inputs_pass() {
        let targets: [Target; 9] = [
            ("arguments", super::arguments::run),
            ("base64", super::base64::run),
            ("canonical", super::canonical::run),
            ("envelope", super::envelope::run),
            ("flow", super::flow::run),
            ("link", super::link::run),
            ("picture", super::picture::run),
            ("reply_reader", super::reply_reader::run),
            ("task_text", super::task_text::run),
        ];
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for (name, run) in targets {
            assert!(root.join(format!("fuzz_targets/{name}.rs")).is_file());
            let known = ["corpus", "regressions"].map(|kind| root.join(kind).join(name));
            let entries = known
                .iter()
                .flat_map(|directory| fs::read_dir(directory).ok());
            let mut runs = 0;
            for entry in entries.flatten() {
                let path = entry.expect("an entry").path();
                println!("{}", path.display());
                run(&fs::read(path).expect("an input"));
                runs += 1;
            }
            assert!(runs > 0, "{name} has no seeds");
        }
        let files = fs::read_dir(root.join("fuzz_targets")).expect("a directory");
        assert_eq!(files.count(), targets.len(), "every target is known here");
    }
}
