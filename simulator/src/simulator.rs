//! The handle of a running simulator.

use crate::offer::Offer;
use crate::service::Service;
use crate::{Config, Fault, Held, Kind, Meter, Seen, Target, gate, server};
use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// A running simulator. It stops when it is dropped.
pub struct Simulator {
    endpoint: String,
    service: Arc<Service>,
    task: JoinHandle<()>,
}

impl Simulator {
    /// Starts on 127.0.0.1, and returns once connections are accepted. Needs a tokio runtime.
    ///
    /// # Errors
    /// `InvalidInput` when the settings cannot work, and whatever the system says when the port cannot be had.
    pub async fn start(config: Config) -> io::Result<Simulator> {
        let unusable = |fault: String| io::Error::new(io::ErrorKind::InvalidInput, fault);
        if let Some(fault) = config.validate() {
            return Err(unusable(fault));
        }
        let offer = Offer::new(&config.tools, config.unconfirmed).map_err(unusable)?;
        if let Some(unknown) = config.limited().find(|key| offer.find(key).is_none()) {
            return Err(unusable(format!(
                "a quota is set for {unknown}, which is not on offer"
            )));
        }
        let address = (Ipv4Addr::LOCALHOST, config.port);
        let listener = TcpListener::bind(address).await.map_err(|fault| {
            let text = format!("cannot listen on 127.0.0.1:{}: {fault}", config.port);
            io::Error::new(fault.kind(), text)
        })?;
        let endpoint = format!("http://{}", listener.local_addr()?);
        let service = Arc::new(Service::new(config, offer, endpoint.clone()));
        let task = tokio::spawn(server::serve(listener, service.clone()));
        Ok(Simulator {
            endpoint,
            service,
            task,
        })
    }

    /// `http://127.0.0.1:PORT`, without a slash at the end.
    pub fn endpoint(&self) -> String {
        self.endpoint.clone()
    }

    /// Every request so far, downloads included, in the order they came. One that broke off is not among them.
    pub fn requests(&self) -> Vec<Seen> {
        self.service.journal.read()
    }

    /// Returns when `count` requests that the target covers have come in whole.
    ///
    /// # Panics
    /// When they have not come within five minutes.
    pub async fn arrived(&self, target: &Target, count: usize) {
        let covered = |seen: &Seen| match seen.kind {
            Kind::Download => target.covers(None),
            Kind::Api => target.covers(Some(&seen.action)),
        };
        let enough =
            |requests: &VecDeque<Seen>| requests.iter().filter(|r| covered(r)).count() >= count;
        let event = self.service.journal.until(enough);
        gate::within_patience(&format!("{count} requests of {target:?}"), event).await;
    }

    /// Keeps every task, those to come included, in this stage until [`release_tasks`](Self::release_tasks), however
    /// long that takes. The answer of an action that is its own result is held too.
    pub fn hold_tasks(&self, held: Held) {
        self.service.tasks.hold(held);
    }

    /// Finishes every task that was held. Tasks to come take their usual time.
    pub fn release_tasks(&self) {
        self.service.tasks.release();
    }

    /// What has been accepted and delivered so far.
    pub fn meter(&self) -> Meter {
        self.service.meter()
    }

    /// How many jobs with exactly this prompt have been accepted: with a prompt that no other job has, how often one
    /// purchase was made. The prompt is the text that the job is described by, whatever its field is called.
    pub fn accepted_with_prompt(&self, prompt: &str) -> u64 {
        self.service.prompts.count(prompt)
    }

    /// The same for every prompt, as far as [`Config::keep_requests`](crate::Config::keep_requests) different ones go:
    /// the one that came first is forgotten first.
    pub fn accepted_by_prompt(&self) -> BTreeMap<String, u64> {
        self.service.prompts.all()
    }

    /// Adds a fault. Of several that cover a request, the oldest one happens.
    ///
    /// # Panics
    /// When the fault is impossible, such as a drip of no bytes.
    pub fn inject(&self, fault: Fault) {
        if let Some(why) = fault.validate() {
            panic!("impossible fault: {why}");
        }
        self.service.faults.add(fault);
    }

    /// Takes back every fault that has not happened yet.
    pub fn clear_faults(&self) {
        self.service.faults.clear();
    }

    /// Moves the simulator's clock, and with it task stages, retention and link expiry. Requests signed by a clock
    /// that was not moved meet the skew window.
    pub fn advance_clock(&self, seconds: i64) {
        self.service.clock.advance(seconds);
    }

    /// Serves for ever.
    pub async fn wait(mut self) {
        let _ = (&mut self.task).await;
    }

    /// Stops, ends every connection, and frees the port.
    pub async fn stop(mut self) {
        self.task.abort();
        let _ = (&mut self.task).await;
    }
}

impl Drop for Simulator {
    fn drop(&mut self) {
        self.task.abort();
    }
}
