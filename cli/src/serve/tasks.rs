//! Tasks that are waited for before the process ends.

use tokio::sync::watch::Sender;

/// Counts tasks under way.
#[derive(Clone, Default)]
pub struct Tasks(Sender<usize>);

/// One task, until it ends, is dropped or panics.
struct Running(Sender<usize>);

impl Tasks {
    /// Runs a task.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        self.0.send_modify(|count| *count += 1);
        let running = Running(self.0.clone());
        tokio::spawn(async move {
            task.await;
            drop(running);
        });
    }

    /// How many tasks there are.
    pub fn count(&self) -> usize {
        *self.0.borrow()
    }

    /// Waits until no task is left.
    pub async fn ended(&self) {
        // The sender is this value's own.
        _ = self.0.subscribe().wait_for(|count| *count == 0).await;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.send_modify(|count| *count -= 1);
    }
}
