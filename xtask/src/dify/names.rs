//! Names: of tools, classes and parameters.

use visual_catalog::{Tool, snake};

/// The parameters of one image.
pub struct ImageNames {
    /// That of the file.
    pub file: String,
    /// That of the address.
    pub url: String,
    /// That of base64, which only a tool of the old plugin has.
    pub base64: Option<&'static str>,
    /// Whether its file is a list in Dify, of exactly one.
    pub is_list: bool,
}

/// The parameters of an image of a tool: those of the plugin "Volcengine AI" where it had the tool
/// (docs/from-dify.md).
pub fn of_image(tool: &Tool, field: &str) -> ImageNames {
    let file = snake(field);
    let url = format!("{file}_url");
    match (tool.name, field) {
        ("seededit-v30", "image") => ImageNames {
            file: "image_files".to_owned(),
            url,
            base64: None,
            is_list: true,
        },
        ("jimeng-vgfm-i2v-l20", "image") => ImageNames {
            file: "image_file".to_owned(),
            url,
            base64: Some("binary_data_base64_str"),
            is_list: false,
        },
        _ => ImageNames {
            file,
            url,
            base64: None,
            is_list: false,
        },
    }
}

/// The parameter of the addresses of a list of images: `images` has `image_urls`.
pub fn of_urls(field: &str) -> String {
    format!("{}_urls", snake(field).trim_end_matches('s'))
}

/// A tool's name in Dify, and that of its files.
pub fn tool(tool: &Tool) -> String {
    snake(tool.name)
}

/// The name of a tool's class in Python.
pub fn class(tool: &Tool) -> String {
    let words = tool.name.split('-').map(|word| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters).collect::<String>()
    });
    words.collect()
}

/// A text whose names in backticks are replaced, as far as `named` knows them.
pub fn replace(text: &str, named: impl Fn(&str) -> Option<String>) -> String {
    let parts = text.split('`').enumerate().map(|(index, part)| {
        let is_name = index % 2 == 1;
        match named(part).filter(|_| is_name) {
            Some(name) => name,
            None if is_name => format!("`{part}`"),
            None => part.to_owned(),
        }
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_names_are_replaced() {
        let named = |name: &str| (name == "size").then(|| "\"Size\"".to_owned());
        let text = replace("Not beside `size` or `x`.", named);
        assert_eq!(text, "Not beside \"Size\" or `x`.");
    }
}
