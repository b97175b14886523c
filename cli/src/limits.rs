//! What an order may not exceed, and what helps where it does.

use crate::output::language::tr;
use visual_host::{Error, ErrorKind, Money, Side};

/// What bounds an order.
#[derive(Default)]
pub struct Limits {
    /// Whether no purchase at all is allowed.
    pub no_calls: bool,
    /// What the call may cost at most, where that is known.
    pub call: Option<Money>,
    /// What it and those of the last day may cost.
    pub cost: Option<Money>,
    /// The side of the account.
    pub side: Side,
    /// What that side has in place of the tool.
    pub counterpart: Option<&'static str>,
}

impl Limits {
    /// What to change of an order that is never made as it is.
    pub fn hint(&self, error: &Error) -> Option<String> {
        match (error.kind, error.field.as_deref()) {
            (ErrorKind::LimitReached, Some("max-calls")) if self.no_calls => Some(tr!(
                "use --max-calls 1 or more",
                "请将 --max-calls 设为 1 或更大"
            )),
            (ErrorKind::LimitReached, Some("max-cost")) => self.max_cost(),
            (ErrorKind::Unsupported, Some("tool")) => Some(self.other_side()),
            _ => None,
        }
    }

    /// A limit below the cost of one call.
    fn max_cost(&self) -> Option<String> {
        let (call, cost) = self.call.zip(self.cost)?;
        let is_below = call.currency == cost.currency && call.micros > cost.micros;
        is_below.then(|| {
            tr!(
                "raise --max-cost to {call} or more, or ask for less; `visual price` shows what a call costs",
                "请将 --max-cost 提高到至少 {call}，或减少用量；`visual price` 可估算单次费用"
            )
        })
    }

    /// How the account's side is chosen, and what it offers.
    fn other_side(&self) -> String {
        let tool = match (self.counterpart, self.side) {
            (Some(alias), _) => tr!("use `{alias}`; ", "请改用 `{alias}`；"),
            (None, Side::BytePlus) => tr!(
                "`visual tools byteplus` lists the tools of BytePlus; ",
                "`visual tools byteplus` 可列出 BytePlus 的工具；"
            ),
            (None, Side::China) => String::new(),
        };
        let region = match self.side {
            Side::China => {
                let region = Side::BytePlus.region();
                tr!(
                    "for an account of BytePlus, set VOLC_REGION={region}",
                    "若为 BytePlus 账号，请设置 VOLC_REGION={region}"
                )
            }
            Side::BytePlus => {
                let region = Side::China.region();
                tr!(
                    "for an account of Volcengine in China, set VOLC_REGION={region}",
                    "若为火山引擎账号，请设置 VOLC_REGION={region}"
                )
            }
        };
        tool + &region
    }
}
