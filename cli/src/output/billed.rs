//! Whether a job is paid for, in words. The service charges for what it
//! delivers.

use visual_host::{Error, ErrorKind, Pending, Purchase};

/// The product was handed over.
pub const DELIVERED: &str = "billed: yes";
/// The job is open.
const OPEN: &str = "billed: if it delivers a result";

/// Of a job that is open. One that was not found may not exist.
pub fn of_pending(pending: &Pending) -> &'static str {
    match pending.status.as_deref() {
        Some("not_found") => "billed: unknown (the service does not find the job yet)",
        _ => OPEN,
    }
}

/// Of a call that failed.
pub fn of_failure(error: &Error) -> &'static str {
    let failed = matches!(error.kind, ErrorKind::Moderated | ErrorKind::RejectedMedia)
        || error.code.as_deref() == Some("failed");
    match error.purchase {
        Purchase::NotMade => "billed: no",
        Purchase::Unknown if error.kind == ErrorKind::TaskGone => {
            "billed: unknown (the service does not know the job)"
        }
        Purchase::Made if failed => "billed: no (the job failed)",
        Purchase::Made if error.kind == ErrorKind::TaskGone => "billed: if it delivered a result",
        Purchase::Made if error.task.is_none() => "billed: unknown (the job was accepted)",
        Purchase::Made => OPEN,
        _ => "billed: unknown (the job may have been accepted)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_paid_for_by_what_it_delivers() {
        let line = |kind, purchase| {
            let mut error = Error::refused(kind, "", Default::default());
            error.purchase = purchase;
            of_failure(&error)
        };
        use ErrorKind::{BadReply, Moderated, Network, TaskGone};
        assert_eq!(line(Moderated, Purchase::NotMade), "billed: no");
        assert_eq!(
            line(Moderated, Purchase::Made),
            "billed: no (the job failed)"
        );
        assert!(line(Network, Purchase::Unknown).contains("may have been accepted"));
        assert!(!line(TaskGone, Purchase::Unknown).contains("accepted"));
        assert!(line(BadReply, Purchase::Made).starts_with("billed: unknown"));
    }
}
