//! The tools on offer, read from the simulator's own data files.

use crate::Side;
use crate::fields::Fields;
use crate::tools::Tool;
use serde_json::Value;
use std::sync::LazyLock;

/// Tools with two sources or more; in the order in which they are listed.
const CONFIRMED: [&str; 11] = [
    include_str!("../data/tools.json"),
    include_str!("../data/tools_pictures.json"),
    include_str!("../data/tools_videos.json"),
    include_str!("../data/tools_editing.json"),
    include_str!("../data/tools_people.json"),
    include_str!("../data/tools_older.json"),
    include_str!("../data/tools_styles.json"),
    include_str!("../data/tools_faces.json"),
    include_str!("../data/tools_repair.json"),
    include_str!("../data/tools_pippit.json"),
    include_str!("../data/tools_byteplus.json"),
];

/// Tools with one source.
const UNCONFIRMED: [&str; 1] = [include_str!("../data/tools_unconfirmed.json")];

static TOOLS: LazyLock<[Vec<Tool>; 2]> = LazyLock::new(|| {
    let tools = |files: &[&str]| -> Result<Vec<Tool>, serde_json::Error> {
        let rows = files.iter().map(|file| serde_json::from_str(file));
        read(rows.collect::<Result<Vec<Vec<Fields>>, _>>()?.concat())
    };
    let both = tools(&CONFIRMED).and_then(|sure| Ok([sure, tools(&UNCONFIRMED)?]));
    both.expect("the files in data are well formed")
});

/// Where `req_key` of a row is a list, each of them is a tool by itself.
fn read(rows: Vec<Fields>) -> Result<Vec<Tool>, serde_json::Error> {
    let mut tools = Vec::new();
    for mut row in rows {
        let names = match row.remove("req_key") {
            Some(Value::Array(names)) => names,
            name => name.into_iter().collect(),
        };
        for name in names {
            row.insert("req_key".to_owned(), name);
            tools.push(serde_json::from_value(row.clone().into())?);
        }
    }
    Ok(tools)
}

/// The tool with this `req_key`, confirmed or not; case matters.
pub(crate) fn find(req_key: &str) -> Option<&'static Tool> {
    all().find(|tool| tool.req_key == req_key)
}

/// Every tool with two sources or more.
pub(crate) fn confirmed() -> impl Iterator<Item = &'static Tool> {
    let [confirmed, _] = &*TOOLS;
    confirmed.iter()
}

/// Every tool.
pub(crate) fn all() -> impl Iterator<Item = &'static Tool> {
    TOOLS.iter().flatten()
}

/// What one simulator offers.
pub(crate) struct Offer {
    unconfirmed: bool,
    brought: Vec<Tool>,
}

impl Offer {
    /// `rows` describe tools from outside; the error says why they cannot be used.
    pub(crate) fn new(rows: &[Value], unconfirmed: bool) -> Result<Offer, String> {
        let rows = serde_json::from_value(Value::Array(rows.to_vec()));
        let brought = rows.and_then(read).map_err(|e| format!("tools: {e}"))?;
        let names = brought.iter().map(|tool| tool.req_key.as_str());
        let mut known: Vec<&str> = all().map(|tool| tool.req_key.as_str()).collect();
        for name in names {
            if known.contains(&name) {
                return Err(format!("tools: {name} is listed twice"));
            }
            known.push(name);
        }
        Ok(Offer {
            unconfirmed,
            brought,
        })
    }

    /// The tool with this `req_key`, if this side has it on offer.
    pub(crate) fn find_on(&self, side: Side, req_key: &str) -> Option<&Tool> {
        self.on_offer()
            .find(|tool| tool.side == side && tool.req_key == req_key)
    }

    /// The same on either side.
    pub(crate) fn find(&self, req_key: &str) -> Option<&Tool> {
        self.on_offer().find(|tool| tool.req_key == req_key)
    }

    fn on_offer(&self) -> impl Iterator<Item = &Tool> {
        let [confirmed, unconfirmed] = &*TOOLS;
        let unconfirmed = unconfirmed.iter().filter(|_| self.unconfirmed);
        self.brought.iter().chain(confirmed).chain(unconfirmed)
    }
}

#[cfg(test)]
#[path = "offer_tests.rs"]
mod tests;
