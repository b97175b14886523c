//! The table of cases and hosts.

use std::fmt::Display;

use crate::driver::Answer;

/// Prints a row.
pub fn row(name: &str, cells: &[impl Display]) {
    let cells: Vec<String> = cells.iter().map(|cell| format!("{cell:>14}")).collect();
    println!("{name:<50} {}", cells.join(" "));
}

/// Prints how long each host took for a case; `-` for one that cannot do it.
pub fn times(name: &str, answers: &[Answer]) {
    let cell = |answer: &Answer| match answer.is_able() {
        true => answer.ms.to_string(),
        false => "-".to_owned(),
    };
    let cells: Vec<String> = answers.iter().map(cell).collect();
    row(name, &cells);
}
