//! Any fault of the menu, by chance. Replies without end are left out: they
//! are there to show a limit of memory, and would hide how it grows.

use volc_sim::{Cut, Fault, Target, What};

use crate::torture::dice::Dice;
use crate::torture::menu;

/// A fault that happens once.
pub fn fault(dice: &mut Dice) -> Fault {
    let on = match dice.below(10) {
        0..5 => Target::AnySubmit,
        5..9 => Target::AnyQuery,
        _ => Target::Download,
    };
    Fault::once(on, what(dice))
}

fn what(dice: &mut Dice) -> What {
    let k = dice.below(900) as usize;
    let status = dice.pick(&[500, 502, 503, 504]);
    let page = What::answer(status, "text/html", "<html>gateway</html>");
    match dice.below(18) {
        0 => What::CutRequest(Cut::close(k)),
        1 => What::CutRequest(Cut::reset(k)),
        2 => What::CloseAfter(k),
        3 => What::ResetAfter(k),
        4 => What::StallAfter(k),
        5 => What::Reset,
        6 => What::AfterWork(Box::new(What::Reset)),
        7 => What::Hang,
        8 => What::Delay(dice.below(4_000)),
        9 => What::Drip {
            bytes: 1 + dice.below(300) as usize,
            every_ms: dice.below(1_000),
        },
        10 => page,
        11 => What::AfterWork(Box::new(page)),
        12 => menu::busy(
            dice.pick(&["50429", "50430"]),
            dice.pick(&[None, Some("1")]),
        ),
        13 => What::CutBody(k),
        14 => What::WrongLength(dice.below(400) as i64 - 200),
        15 => What::RedirectToItself(dice.pick(&[302, 307])),
        16 => What::ResetReused,
        _ => What::CloseIdleAfter(dice.below(50)),
    }
}
