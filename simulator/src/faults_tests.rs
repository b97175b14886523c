use super::*;
use crate::Cut;

fn call(action: &str) -> Aim<'_> {
    Aim::Call(action)
}

#[test]
fn a_fault_is_used_up() {
    let faults = Faults::new(vec![Fault {
        on: Target::AnySubmit,
        times: Some(2),
        what: What::Reset,
    }]);
    assert!(faults.befall(call("CVSync2AsyncGetResult")).is_none());
    assert!(faults.befall(Aim::Download("")).is_none());
    assert!(faults.befall(call("CVProcess")).is_some());
    assert!(faults.befall(call("CVSync2AsyncSubmitTask")).is_some());
    assert!(faults.befall(call("CVSubmitTask")).is_none());
}

#[test]
fn impossible_faults_are_named() {
    let drip = What::Drip {
        bytes: 0,
        every_ms: 1,
    };
    let location = |status, location: &str| What::redirect(status, location);
    let first = Cut {
        request: Some(0),
        ..Cut::reset(0)
    };
    for what in [
        drip,
        location(200, "/"),
        location(302, "/\r\nx: y"),
        What::RedirectToItself(404),
        What::Hops {
            status: 200,
            count: 1,
        },
        What::Date(Some("\n".to_owned())),
        What::AfterWork(Box::new(What::Hang)),
        What::AfterWork(Box::new(location(200, "/"))),
        What::CutRequest(first),
    ] {
        let text = format!("{what:?}");
        assert!(
            Fault::once(Target::Any, what).validate().is_some(),
            "{text}"
        );
    }
    for what in [What::Hang, location(308, "file:///etc/passwd")] {
        assert!(Fault::once(Target::Any, what).validate().is_none());
    }
}

#[test]
fn a_cut_waits_for_the_line_that_tells() {
    let cut = |on| Fault::once(on, What::CutRequest(Cut::close(7)));
    let faults = Faults::new(vec![cut(Target::AnySubmit), cut(Target::Any)]);
    let number = (1, 1);
    assert_eq!(faults.befall_arrival(number, None), Verdict::Unclear);
    let query = Some(call("CVGetResult"));
    let cut = Verdict::Cut(7, End::Close);
    assert_eq!(faults.befall_arrival(number, query), cut);
    assert_eq!(faults.befall_arrival(number, query), Verdict::Spared);
    let submit = Some(call("CVSubmitTask"));
    assert_eq!(faults.befall_arrival(number, submit), cut);
    assert_eq!(faults.befall_arrival(number, None), Verdict::Spared);
}

#[test]
fn cuts_can_be_for_one_request_of_one_connection() {
    let what = What::CutRequest(Cut {
        request: Some(2),
        connection: Some(3),
        ..Cut::reset(0)
    });
    let faults = Faults::new(vec![Fault::always(Target::Any, what)]);
    for number in [(3, 1), (2, 2), (3, 3)] {
        assert_eq!(faults.befall_arrival(number, None), Verdict::Spared);
    }
    let cut = Verdict::Cut(0, End::Reset);
    assert_eq!(faults.befall_arrival((3, 2), None), cut);
    faults.clear();
    faults.add(Fault::always(Target::Any, What::ResetReused));
    assert_eq!(faults.befall_arrival((9, 1), None), Verdict::Spared);
    assert_eq!(faults.befall_arrival((9, 2), None), cut);
}
