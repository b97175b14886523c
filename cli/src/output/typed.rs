//! Names of arguments in texts, as they are typed on the command line.

/// What stands before a value, which is never a name.
const BEFORE_VALUES: [&str; 6] = ["got ", "实际为 ", "file ", "文件 ", "read ", "无法读取 "];

/// The text with each name in backticks that `typed` knows as it is typed. What follows such
/// a name at once is its value.
pub fn as_typed(text: &str, typed: impl Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('`');
    out.push_str(parts.next().unwrap_or_default());
    let mut is_after_name = false;
    while let Some(quoted) = parts.next() {
        let is_value = is_after_name || BEFORE_VALUES.iter().any(|word| out.ends_with(word));
        let after = parts.next();
        is_after_name = false;
        match typed(quoted).filter(|_| !is_value && after.is_some()) {
            Some(name) => {
                out.push_str(&name);
                is_after_name = after == Some(" ");
            }
            None => {
                out.push('`');
                out.push_str(quoted);
                if after.is_some() {
                    out.push('`');
                }
            }
        }
        out.push_str(after.unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_replaced_and_values_are_not() {
        let typed = |name: &str| (name == "size").then(|| "--size".to_owned());
        for (text, expected) in [
            ("`size` is required", "--size is required"),
            ("not beside `size`, nor `a`", "not beside --size, nor `a`"),
            ("`a` must be x, got `size`", "`a` must be x, got `size`"),
            ("`size` `size` is unknown", "--size `size` is unknown"),
            ("`size` and `size`", "--size and --size"),
            ("cannot read file `size`", "cannot read file `size`"),
            ("an odd ` stays", "an odd ` stays"),
            ("`size", "`size"),
            ("", ""),
        ] {
            assert_eq!(as_typed(text, typed), expected);
        }
    }
}
