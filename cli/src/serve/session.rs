//! Sessions of the page: kept in memory, and named by a cookie.

use super::secret::{digest, hex, random};
use super::tenant::Tenant;
use ctutils::CtEq;
use http::{HeaderMap, HeaderValue, header};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How long a session lasts.
const LIFE: Duration = Duration::from_secs(12 * 3600);

/// The most sessions at once. The oldest one ends when there is another.
const MAX_SESSIONS: usize = 1000;

/// Where sessions are opened.
pub const SESSION: &str = "/session";

const COOKIE: &str = "visual_session";

/// What a request carries that came with the page's cookie.
#[derive(Clone, Debug)]
pub struct PageSession {
    /// What tells sessions apart; it opens none.
    #[allow(dead_code, reason = "the other doors use it")]
    pub id: String,
}

struct Session {
    tenant: Arc<Tenant>,
    begun: Instant,
}

/// The sessions, by the digest of their cookies.
#[derive(Default)]
pub struct Sessions {
    open: Mutex<HashMap<[u8; 32], Session>>,
    link: Mutex<Option<String>>,
}

impl Sessions {
    /// Opens a session, and returns the cookie that leads to it.
    pub fn open(&self, tenant: Arc<Tenant>) -> Option<HeaderValue> {
        let secret = random()?;
        let seconds = LIFE.as_secs();
        let cookie =
            format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}");
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let begun = Instant::now();
        open.retain(|_, session| session.begun + LIFE > begun);
        if open.len() >= MAX_SESSIONS {
            let oldest = open.iter().min_by_key(|(_, session)| session.begun);
            if let Some(oldest) = oldest.map(|(id, _)| *id) {
                open.remove(&oldest);
            }
        }
        open.insert(digest(&secret), Session { tenant, begun });
        HeaderValue::try_from(cookie).ok()
    }

    /// The session of a request's cookie.
    pub fn find(&self, headers: &HeaderMap) -> Option<(PageSession, Arc<Tenant>)> {
        let id = digest(cookie(headers)?);
        let open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let session = open.get(&id)?;
        let id = hex(id.get(..8)?);
        (session.begun.elapsed() < LIFE).then(|| (PageSession { id }, session.tenant.clone()))
    }

    /// Makes the link that opens one session, and returns its secret.
    pub fn make_link(&self) -> Option<String> {
        let secret = random()?;
        *self.link.lock().unwrap_or_else(PoisonError::into_inner) = Some(secret.clone());
        Some(secret)
    }

    /// Whether this is the secret of the link, which it opens once.
    pub fn take_link(&self, given: &str) -> bool {
        let mut link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        let is_it = link
            .as_ref()
            .is_some_and(|link| digest(link).ct_eq(&digest(given)).to_bool());
        if is_it {
            *link = None;
        }
        is_it
    }
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all(header::COOKIE).iter();
    let pairs = values.filter_map(|value| value.to_str().ok());
    let mut pairs = pairs.flat_map(|value| value.split(';')).map(str::trim);
    pairs.find_map(|pair| pair.strip_prefix(COOKIE)?.strip_prefix('='))
}
