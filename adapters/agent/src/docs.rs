//! Names, parameters and documentation of the functions, from `wit/agent.wit`
//! itself.

/// The package's text.
const WIT: &str = include_str!("../../../wit/agent.wit");

/// A function as the WIT documents it.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Documented {
    /// Its name.
    pub name: String,
    /// Its documentation in one line. Parameters are named as in JSON.
    pub doc: String,
    /// Its parameters as in JSON, and whether each is required.
    pub parameters: Vec<(String, bool)>,
}

/// What is said of the results of all functions, and the functions in order.
pub fn functions() -> (String, Vec<Documented>) {
    let (mut about, mut functions) = (String::new(), Vec::new());
    let mut doc: Vec<&str> = Vec::new();
    let mut is_inside = false;
    for line in WIT.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim());
            continue;
        }
        if line.starts_with("world agent-functions") {
            // The first paragraph is about components.
            let paragraphs = doc.split(|line| line.is_empty()).skip(1);
            about = paragraphs.flatten().copied().collect::<Vec<_>>().join(" ");
            is_inside = true;
        } else if line == "}" {
            is_inside = false;
        } else if let Some(export) = line.strip_prefix("export ").filter(|_| is_inside) {
            functions.extend(function(export, &doc.join(" ")));
        }
        if !line.starts_with('@') {
            doc.clear();
        }
    }
    (about, functions)
}

/// `NAME: func(PARAMETER: TYPE, ...) -> TYPE;`
fn function(export: &str, doc: &str) -> Option<Documented> {
    let (name, rest) = export.split_once(": func(")?;
    let (parameters, _) = rest.split_once(')')?;
    let parameters = parameters
        .split(", ")
        .filter_map(|one| one.split_once(": "));
    let mut doc = doc.to_owned();
    let parameters = parameters.map(|(name, kind)| {
        let json = name.replace('-', "_");
        doc = doc.replace(&format!("`{name}`"), &format!("`{json}`"));
        (json, !kind.starts_with("option<"))
    });
    let parameters = parameters.collect();
    Some(Documented {
        name: name.to_owned(),
        doc,
        parameters,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::functions::FUNCTIONS;

    #[test]
    fn the_table_has_the_functions_and_parameters_of_the_wit() {
        let (about, documented) = functions();
        assert!(
            about.starts_with("What works returns a JSON object"),
            "{about}"
        );
        assert_eq!(documented.len(), 13);
        let of_wit: Vec<_> = documented
            .iter()
            .take(FUNCTIONS.len())
            .map(|function| {
                let own = |name: &&str| *name != "wait_seconds";
                let names = function.parameters.iter().map(|(name, _)| name.as_str());
                (
                    function.name.as_str(),
                    names.filter(own).collect::<Vec<_>>(),
                )
            })
            .collect();
        let of_table: Vec<_> = FUNCTIONS
            .iter()
            .map(|function| {
                let names = function.parameters.iter().map(|parameter| parameter.name);
                (function.name, names.collect::<Vec<_>>())
            })
            .collect();
        assert_eq!(of_wit, of_table);
    }

    #[test]
    fn parameters_are_named_as_in_json() {
        let (_, documented) = functions();
        let portrait = documented.iter().find(|one| one.name == "portrait-photo");
        let portrait = portrait.unwrap();
        assert!(portrait.doc.contains("`image_url`: public"), "{portrait:?}");
        let expected = [
            ("image_url", true),
            ("prompt", false),
            ("wait_seconds", false),
        ];
        let expected = expected.map(|(name, required)| (name.to_owned(), required));
        assert_eq!(portrait.parameters, expected);
        for function in &documented {
            assert!(function.doc.ends_with('.'), "{function:?}");
        }
    }
}
