//! Small pictures, drawn in the page itself.

use maud::{Markup, html};

/// A picture of what a tool does. It says nothing that the text beside it does not.
pub fn icon(name: &str) -> Markup {
    let path = match name {
        "edit" => "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
        "mask" => "M4 4h16v16H4zM9 9h6v6H9zM4 9h2M4 15h2M18 9h2M18 15h2",
        "video" => "M4 6h11v12H4zM15 10l5-3v10l-5-3z",
        "upscale" => "M4 4h7v7H4zM14 4h6v6M20 4l-7 7M4 15v5h5M20 14v6h-6",
        "speak" => {
            "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM5 20c1-4 4-6 7-6s6 2 7 6M18 5c1.4 1.6 1.4 4.4 0 6M20.5 3.500c2.600 3 2.600 6 0 9"
        }
        _ => "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9h.01",
    };
    html! {
        svg.icon width="28" height="28" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" { path d=(path) {} }
    }
}
