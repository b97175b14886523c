//! What is done with an instance between two calls: it is kept for the next call
//! of its order, or rests for that of another.

use super::call::About;
use crate::sandbox::bindings::exports::volcengine::visual as guest;
use crate::sandbox::session::{Session, is_worn_out};
use crate::sandbox::vet;
use crate::types::{Error, Outcome, Task};
use crate::{VisualHost, counters};

impl VisualHost {
    /// Asks once for the state of a job, with a bound on what may come back as
    /// bytes: in the instance that was kept, and keeps the one that was used.
    pub(crate) async fn poll(
        &self,
        task: &Task,
        max_inline: Option<u32>,
        kept: &mut Option<Session>,
    ) -> Result<Outcome, Error> {
        if let Some(mut session) = kept.take() {
            session.renew(self.limits, self.credentials.clone(), |meter| {
                self.hooks(meter)
            });
            let answer = self.poll_in(&mut session, task, max_inline).await;
            // What an instance has left from earlier calls fails no later one.
            if !answer.as_ref().is_err_and(is_worn_out) {
                *kept = self.keep(session, &answer);
                return answer;
            }
        }
        let mut session = self.session().await?;
        let answer = self.poll_in(&mut session, task, max_inline).await;
        *kept = self.keep(session, &answer);
        answer
    }

    async fn poll_in(
        &self,
        session: &mut Session,
        task: &Task,
        max_inline: Option<u32>,
    ) -> Result<Outcome, Error> {
        let record = task.into();
        let options = guest::tasks::WaitOptions {
            wait_ms: Some(0),
            max_inline,
        };
        let answer = self.call_in(session, About::asking(Some(task)), async |guest| {
            guest.wait(&record, options).await
        });
        let answer = answer.await.map(|outcome| vet::outcome(outcome.into()));
        counters::poll(&answer);
        answer
    }

    /// Keeps an instance for the next call of its order, unless the host ended
    /// its last one, or half of the places are taken: jobs at rest hold up no
    /// call.
    pub(crate) fn keep<T>(&self, session: Session, answer: &Result<T, Error>) -> Option<Session> {
        let ended = answer.as_ref().is_err_and(|error| error.host.is_some());
        let free = self.places.available_permits();
        (!ended && free * 2 >= self.limits.calls as usize).then_some(session)
    }

    /// Lets an instance rest for the next call, under the same conditions.
    pub(crate) fn rest<T>(&self, session: Session, answer: &Result<T, Error>) {
        if let Some(session) = self.keep(session, answer) {
            self.resting.put(session);
        }
    }
}
