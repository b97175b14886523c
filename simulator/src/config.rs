//! What can be set, with the defaults. Points that the vendor does not document are settings here.

use crate::what::unsendable;
use crate::{Fault, Keys, Side};
use std::collections::BTreeMap;

/// Settings of a [`Simulator`](crate::Simulator).
#[derive(Clone, Debug)]
pub struct Config {
    /// Port on 127.0.0.1; 0 lets the system choose.
    pub port: u16,
    /// The key pairs that are accepted.
    pub keys: Vec<Keys>,
    /// The only side that is served, as at the real hosts; `None`: both, told apart by the region in the scope of the
    /// signature.
    pub side: Option<Side>,
    /// Whether BytePlus answers in the gateway's wrapper. Undocumented; default the flat envelope, which more clients
    /// read.
    pub byteplus_wrapped: bool,
    /// Whether a job for BytePlus fails with 50215 when its body has a member that the tool does not know, such as
    /// `output_resolution`. One client says so; default no.
    pub byteplus_known_members_only: bool,
    /// How far the simulator's clock is ahead of the computer's.
    pub clock_offset_seconds: i64,
    /// How far `X-Date` may be off, either way, before InvalidTimestamp. Undocumented; default 15 minutes.
    pub skew_window_seconds: i64,
    /// How long a task stays `in_queue`.
    pub queue_ms: u64,
    /// How long a task stays `generating`, and how long an action takes whose answer is the result.
    pub generate_ms: u64,
    /// How long a link to a picture works.
    pub image_link_seconds: u64,
    /// How long a link to a video works.
    pub video_link_seconds: u64,
    /// Whether links have the paths and parameters of captured ones; otherwise they begin with `/media/`.
    pub captured_links: bool,
    /// What links to pictures begin with in place of the simulator's address, such as the name of the service's host:
    /// for clients that are led back here.
    pub picture_link_base: Option<String>,
    /// The same for links to videos.
    pub video_link_base: Option<String>,
    /// How long a task can be queried. The vendor's pages say 12 h and 24 h; default 12 h.
    pub task_seconds: u64,
    /// Running jobs allowed per key and `req_key` before 50430; `None`: no limit.
    pub concurrency: Option<u32>,
    /// Jobs that may be handed in per second, key and `req_key` before 50429; `None`: no limit.
    pub qps: Option<u32>,
    /// `concurrency` of single `req_key`s, which goes before the general one.
    pub concurrency_by_req_key: BTreeMap<String, u32>,
    /// `qps` of single `req_key`s, which goes before the general one.
    pub qps_by_req_key: BTreeMap<String, u32>,
    /// The `Retry-After` of answers with 50429 and 50430: any text that fits in a header, so that it need not be a
    /// number or a date. No document knows such a header; default none.
    pub retry_after: Option<String>,
    /// What happens when a request has both `image_urls` and `binary_data_base64`. Undocumented; default refusal.
    pub both_image_forms: BothImageForms,
    /// Whether a SignedHeaders list may be unsorted. Undocumented; default yes, taken in the order sent.
    pub unsorted_signed_headers: bool,
    /// HTTP status of business code 50400. Weakly documented; default 401.
    pub access_denied_status: u16,
    /// How many requests [`Simulator::requests`](crate::Simulator::requests) remembers, and how many prompts
    /// [`Simulator::accepted_by_prompt`](crate::Simulator::accepted_by_prompt); older ones are dropped.
    pub keep_requests: usize,
    /// Whether the tools with only one source are on offer too; otherwise their `req_key`s are unknown.
    pub unconfirmed: bool,
    /// Whether a short play is there from the start, for every key, its pictures and shots made: `thread_id`
    /// `ark_3572523320385040940` and `assets_id` `ark_1194097890828`.
    pub example_play: bool,
    /// More tools, for this simulator only. Each is a row as in the crate's data files; none may have a `req_key` that
    /// is known already.
    pub tools: Vec<serde_json::Value>,
    /// Faults present from the start.
    pub faults: Vec<Fault>,
}

/// What a request with two forms of image means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BothImageForms {
    /// It is refused with 50200.
    Refuse,
    /// `image_urls` is used, `binary_data_base64` is ignored.
    PreferUrls,
    /// `binary_data_base64` is used, `image_urls` is ignored.
    PreferBytes,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            port: 0,
            keys: vec![Keys::example()],
            side: None,
            byteplus_wrapped: false,
            byteplus_known_members_only: false,
            clock_offset_seconds: 0,
            skew_window_seconds: 900,
            queue_ms: 50,
            generate_ms: 150,
            image_link_seconds: 24 * 3600,
            video_link_seconds: 3600,
            captured_links: false,
            picture_link_base: None,
            video_link_base: None,
            task_seconds: 12 * 3600,
            concurrency: None,
            qps: None,
            concurrency_by_req_key: BTreeMap::new(),
            qps_by_req_key: BTreeMap::new(),
            retry_after: None,
            both_image_forms: BothImageForms::Refuse,
            unsorted_signed_headers: true,
            access_denied_status: 401,
            keep_requests: 100_000,
            unconfirmed: false,
            example_play: false,
            tools: Vec::new(),
            faults: Vec::new(),
        }
    }
}

impl Config {
    pub(crate) fn concurrency_of(&self, req_key: &str) -> Option<u32> {
        let own = self.concurrency_by_req_key.get(req_key).copied();
        own.or(self.concurrency)
    }

    pub(crate) fn qps_of(&self, req_key: &str) -> Option<u32> {
        self.qps_by_req_key.get(req_key).copied().or(self.qps)
    }

    /// Every `req_key` that has a quota of its own.
    pub(crate) fn limited(&self) -> impl Iterator<Item = &str> {
        let keys = self.concurrency_by_req_key.keys();
        keys.chain(self.qps_by_req_key.keys()).map(String::as_str)
    }

    /// Why these settings cannot work, if so.
    pub(crate) fn validate(&self) -> Option<String> {
        if self.keys.is_empty() {
            return Some("the simulator needs at least one key pair".to_owned());
        }
        if let Some(fault) = self.keys.iter().find_map(Keys::validate) {
            return Some(fault.to_owned());
        }
        let mut ids: Vec<_> = self.keys.iter().map(|k| &k.access_key_id).collect();
        ids.sort();
        if let Some(twice) = ids.windows(2).find(|pair| pair[0] == pair[1]) {
            return Some(format!("access key id {} is listed twice", twice[0]));
        }
        if self.skew_window_seconds < 0 {
            return Some("skew_window_seconds is negative".to_owned());
        }
        if !(100..=599).contains(&self.access_denied_status) {
            return Some("access_denied_status is no HTTP status".to_owned());
        }
        if self.retry_after.as_deref().is_some_and(unsendable) {
            return Some("retry_after has control characters".to_owned());
        }
        self.faults.iter().find_map(Fault::validate)
    }
}
