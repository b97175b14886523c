//! Purchases that repetitions of a request join, so that a client that repeats a paid request by
//! itself buys once.
//!
//! OpenAI's clients send no idempotency key, but count their repetitions. A call of theirs is
//! known by its token, route and body; requests 0, 1 and 2 of it come once each. So a request
//! joins the newest equal call that has not sent its number yet. A number 0 that finds none, or
//! is sent a second time, is a call of its own: who asks again on purpose buys again.
//!
//! What was bought before this process began is found in the journal: its keys begin with a
//! salted hash of the call.

use super::request::Repetition;
use crate::serve::journal_error::for_clients;
use crate::serve::purchase::{Call, Purchase, Stage};
use crate::serve::server::Server;
use crate::serve::tenant::Tenant;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};
use visual_host::{Error, Journal, MediaContent, Options, Outcome, Purchase as Bought, Request};

/// How long after its beginning a purchase is joined: three tries of a client with its usual
/// time-out of 10 minutes, and the pauses between them.
const WINDOW: Duration = Duration::from_secs(35 * 60);

/// How many calls are known at most, and how many bytes of products that have no link.
const MAX_CALLS: usize = 1024;
const MAX_BYTES: usize = 64 << 20;

/// Calls that began lately, the oldest first.
#[derive(Default)]
pub struct Joins(Mutex<Vec<Known>>);

/// A call, and which of its requests have come, as bits.
struct Known {
    call: Arc<ClientCall>,
    seen: u64,
}

/// What requests of the same call share.
struct ClientCall {
    tenant: String,
    /// The call's own name in keys.
    print: String,
    /// The client's key.
    key: Option<String>,
    /// The number of the request that came first.
    first: u32,
    began: Instant,
    state: tokio::sync::Mutex<State>,
}

/// What became of a call.
#[derive(Default)]
struct State {
    /// The key in the journal.
    key: Option<String>,
    purchase: Option<Purchase>,
}

/// Who wants something, and how often it was said.
pub struct Caller {
    pub tenant: Arc<Tenant>,
    /// A digest of route and body.
    pub digest: String,
    pub repetition: Repetition,
}

impl Joins {
    /// The call that a request belongs to.
    fn claim(&self, tenant: &str, print: &str, repetition: &Repetition) -> Arc<ClientCall> {
        let mut known = self.known();
        known.retain(|known| known.call.began.elapsed() < WINDOW);
        let bit = 1_u64 << repetition.count.min(63);
        let is_own = |known: &&mut Known| {
            let call = &known.call;
            call.tenant == tenant && call.print == print && call.key == repetition.key
        };
        let mut own: Vec<_> = known.iter_mut().rev().filter(is_own).collect();
        let unseen = own.iter().position(|known| known.seen & bit == 0);
        let is_anew = repetition.count == 0 && repetition.key.is_none();
        let found = unseen.or((!is_anew && !own.is_empty()).then_some(0));
        if let Some(known) = found.and_then(|at| own.get_mut(at)) {
            known.seen |= bit;
            return known.call.clone();
        }
        let call = Arc::new(ClientCall {
            tenant: tenant.to_owned(),
            print: print.to_owned(),
            key: repetition.key.clone(),
            first: repetition.count,
            began: Instant::now(),
            state: tokio::sync::Mutex::default(),
        });
        known.push(Known {
            call: call.clone(),
            seen: bit,
        });
        make_room(&mut known);
        call
    }

    /// The requests before the first one that came here were sent elsewhere.
    fn saw_before(&self, call: &Arc<ClientCall>) {
        let mut known = self.known();
        let own = known
            .iter_mut()
            .find(|known| Arc::ptr_eq(&known.call, call));
        if let Some(known) = own {
            known.seen |= (1 << call.first.min(63)) - 1;
        }
    }

    fn known(&self) -> MutexGuard<'_, Vec<Known>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Forgets the oldest calls beyond what there is room for. The journal knows them.
fn make_room(known: &mut Vec<Known>) {
    let mut bytes = 0;
    let mut kept = 0;
    for known in known.iter().rev().take(MAX_CALLS) {
        bytes += known.call.size();
        if bytes > MAX_BYTES {
            break;
        }
        kept += 1;
    }
    known.drain(..known.len() - kept);
}

impl ClientCall {
    /// How many bytes it keeps.
    fn size(&self) -> usize {
        let Ok(state) = self.state.try_lock() else {
            return 0;
        };
        state
            .purchase
            .as_ref()
            .map_or(0, |purchase| match &*purchase.stages().borrow() {
                Stage::Ended(Ok(Outcome::Done(done))) => {
                    let size = |content: &MediaContent| match content {
                        MediaContent::Url(url) => url.len(),
                        MediaContent::Bytes(bytes) => bytes.len(),
                        MediaContent::Base64(text) => text.len(),
                    };
                    done.media.iter().map(|media| size(&media.content)).sum()
                }
                _ => 0,
            })
    }
}

/// Whether a purchase has the last word. Else its key is asked for again, which buys only what
/// was not bought.
fn is_final(stage: &Stage) -> bool {
    match stage {
        Stage::Ended(Ok(Outcome::Pending(_))) => false,
        Stage::Ended(Err(error)) => error.purchase != Bought::NotMade && error.task.is_none(),
        _ => true,
    }
}

/// Buys what a caller wants, or joins the purchase that an earlier request of the same call began.
pub async fn buy(
    server: &Server,
    joins: &Joins,
    (caller, request): (Caller, Request),
) -> Result<Purchase, Error> {
    let Caller {
        tenant,
        digest,
        repetition,
    } = caller;
    let journal = tenant.host.journal();
    let print = format!("openai-{}-", journal.hash(&digest));
    let call = joins.claim(&tenant.name, &print, &repetition);
    let mut state = call.state.lock().await;
    if let Some(purchase) = &state.purchase
        && is_final(&purchase.stages().borrow())
    {
        return Ok(purchase.clone());
    }
    let key = match (&state.key, &call.key) {
        (Some(key), _) | (None, Some(key)) => key.clone(),
        (None, None) if call.first > 0 => {
            let known = known_key(journal.clone(), print.clone()).await?;
            if known.is_some() {
                joins.saw_before(&call);
            }
            known.unwrap_or_else(|| new_key(&print))
        }
        (None, None) => new_key(&print),
    };
    state.key = Some(key.clone());
    let call = Call {
        request,
        options: Options::default(),
        idempotency_key: Some(key),
    };
    let purchase = Purchase::begin(server, tenant, call)?;
    state.purchase = Some(purchase.clone());
    Ok(purchase)
}

/// A key of its own for a call.
fn new_key(print: &str) -> String {
    let nonce = getrandom::u64().unwrap_or_else(|_| clock_nanos());
    format!("{print}{nonce:016x}")
}

/// The key of the newest purchase of this call that another process, or this one before it was
/// started again, has begun lately.
async fn known_key(journal: Journal, print: String) -> Result<Option<String>, Error> {
    let since = i64::try_from(WINDOW.as_secs()).unwrap_or(i64::MAX);
    let since = i64::try_from(clock_nanos() / 1_000_000_000).unwrap_or(0) - since;
    let found = tokio::task::spawn_blocking(move || {
        let entries = journal.entries_of_key(&print)?;
        let mut own = entries
            .into_iter()
            .rev()
            .filter(|entry| entry.since >= since);
        Ok(own.next().map(|entry| entry.idempotency_key))
    });
    match found.await {
        Ok(found) => found.map_err(|error: visual_host::JournalError| for_clients(error.into())),
        // The thread is gone only when the process ends.
        Err(_) => Ok(None),
    }
}

/// Nanoseconds since 1970.
fn clock_nanos() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(joins: &Joins, print: &str, count: u32) -> Arc<ClientCall> {
        let repetition = Repetition { key: None, count };
        joins.claim("tenant", print, &repetition)
    }

    #[test]
    fn repetitions_join_and_other_requests_do_not() {
        let joins = Joins::default();
        let call = claim(&joins, "a", 0);
        for count in [1, 2, 2, 1] {
            assert!(Arc::ptr_eq(&call, &claim(&joins, "a", count)), "{count}");
        }
        assert!(!Arc::ptr_eq(&call, &claim(&joins, "b", 1)));
        let other = Repetition {
            key: None,
            count: 1,
        };
        assert!(!Arc::ptr_eq(&call, &joins.claim("other", "a", &other)));
    }

    #[test]
    fn equal_calls_at_once_get_their_own() {
        let joins = Joins::default();
        let (one, two) = (claim(&joins, "a", 0), claim(&joins, "a", 0));
        assert!(
            !Arc::ptr_eq(&one, &two),
            "who asks again on purpose buys again"
        );
        let (first, second) = (claim(&joins, "a", 1), claim(&joins, "a", 1));
        assert!(!Arc::ptr_eq(&first, &second));
        assert!(
            [&one, &two]
                .iter()
                .all(|call| { Arc::ptr_eq(call, &first) || Arc::ptr_eq(call, &second) })
        );
    }

    #[test]
    fn a_first_request_that_comes_late_joins_its_repetition() {
        let joins = Joins::default();
        let call = claim(&joins, "a", 1);
        assert!(Arc::ptr_eq(&call, &claim(&joins, "a", 0)));
        assert!(!Arc::ptr_eq(&call, &claim(&joins, "a", 0)));
        // Unless that one was sent to a process before this one.
        let call = claim(&joins, "b", 1);
        joins.saw_before(&call);
        assert!(Arc::ptr_eq(&call, &claim(&joins, "b", 2)));
        assert!(!Arc::ptr_eq(&call, &claim(&joins, "b", 0)));
    }

    #[test]
    fn a_key_of_the_client_is_one_call() {
        let joins = Joins::default();
        let keyed = |key: &str, print: &str| {
            let repetition = Repetition {
                key: Some(key.to_owned()),
                count: 0,
            };
            joins.claim("tenant", print, &repetition)
        };
        let call = keyed("k", "a");
        assert!(Arc::ptr_eq(&call, &keyed("k", "a")));
        assert!(!Arc::ptr_eq(&call, &keyed("l", "a")));
        assert!(!Arc::ptr_eq(&call, &keyed("k", "b")));
        assert!(!Arc::ptr_eq(&call, &claim(&joins, "a", 0)));
    }

    #[test]
    fn the_oldest_are_forgotten_first() {
        let joins = Joins::default();
        let oldest = claim(&joins, "0", 0);
        for print in 1..=MAX_CALLS {
            claim(&joins, &print.to_string(), 0);
        }
        assert_eq!(joins.known().len(), MAX_CALLS);
        assert!(!Arc::ptr_eq(&oldest, &claim(&joins, "0", 1)));
    }
}
